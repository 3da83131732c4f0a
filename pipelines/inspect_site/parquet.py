"""Parquet files hold more than their rows if nobody looks: statistics, words that no row has, notes of the writer."""

import io
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.inspect_site.built import Built, Unreadable

MARK = b"PAR1"


def read_parquet(built: Built, name: str) -> Any:
    """The open file.

    Raises:
        Unreadable: It is no Parquet file.
    """
    try:
        return pq.ParquetFile(io.BytesIO(built.content(name)))
    except (pa.ArrowInvalid, OSError):
        raise Unreadable("it is no Parquet file") from None


def extras(built: Built, name: str, file: Any) -> Iterator[str]:
    """What the file holds beside its rows."""
    told = file.metadata
    chunks = [
        told.row_group(group).column(column)
        for group in range(told.num_row_groups)
        for column in range(told.num_columns)
    ]
    if told.metadata:
        yield "notes of the program that wrote it"
    if any(chunk.is_stats_set or chunk.has_column_index for chunk in chunks):
        yield "the smallest and the largest value of a column"
    if any(chunk.has_dictionary_page for chunk in chunks):
        yield "a list of words"
    if any(chunk.metadata or chunk.bloom_filter_length for chunk in chunks):
        yield "notes on its columns"
    if told.num_row_groups > 1:
        yield "rows in several groups"
    # The mark, the columns, what the end says of them and how long it is, and the mark again: nothing in between.
    known = len(MARK) + sum(chunk.total_compressed_size for chunk in chunks) + told.serialized_size + 4 + len(MARK)
    if known != len(built.content(name)):
        yield "bytes that belong to none of its columns"


def columns_of(file: Any) -> dict[str, list[Any]]:
    """The columns with their values."""
    table: dict[str, list[Any]] = file.read().to_pydict()
    return table

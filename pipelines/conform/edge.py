"""From a received delivery on disk to a conformed one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.conform.delivery import conform
from pipelines.conform.outcome import Counts, Outcome, grouped, write_rejected
from pipelines.conform.plan import WORD, Context
from pipelines.overlap import ahead, behind
from pipelines.receive import read_stored
from schemas.fields import most_of
from schemas.problems import FileStopped, Problem
from schemas.records import record_types
from schemas.source import RecordName, Source
from schemas.words import fold

CHUNK = 65_536


class RowCounts(Protocol):
    """What `receive` counts in a file."""

    @property
    def read(self) -> int: ...  # noqa: D102

    @property
    def rejected(self) -> int: ...  # noqa: D102

    @property
    def blank(self) -> int: ...  # noqa: D102


def schema_on_disk(name: str) -> pa.Schema:
    """The columns of a conformed file; the same for every source, whatever it delivers."""
    types = {"date": pa.date32(), "integer": pa.int32(), "number": pa.float64()}
    fields = [
        ("source", WORD),
        ("source_kind", WORD),
        ("delivery", pa.int32()),
        ("version", pa.int64()),
        ("row", pa.int32()),
        ("status", WORD),
        ("record_id", pa.string()),
    ]
    for entry in record_types()[name].fields:
        if entry.kept and entry.name != "record_id":
            kind = WORD if entry.kind in ("word", "words", "countries", "area", "period") else pa.string()
            fields.append((entry.name, types.get(entry.kind, kind)))
            if entry.kind == "date":
                fields.append((f"{entry.name}_precision", WORD))
            if entry.may_hide:
                fields.append((most_of(entry.name), pa.int32()))
    return pa.schema(fields)


def conform_received(
    source: Source,
    name: RecordName,
    received: Path,
    sequence: int,
    context: Context,
    target: Path,
    tell: Callable[[list[tuple[Problem, list[int]]]], None] = lambda _: None,
) -> Outcome:
    """Write `<name>.parquet`, `<name>.rejected.parquet` and `<name>.json` below `target`.

    FileStopped carries the outcome of no row: nothing of the delivery counts until it is mended. `tell` is given
    the row numbers behind every problem.
    """
    headers = [header for header in pq.read_schema(received).names if header != "row"]
    schema = schema_on_disk(name)
    chunks = ahead(_chunks(received, headers, _unlike_each_other(source, name)))
    with _writer(target / f"{name}.parquet", schema) as writer, behind(writer.write_table) as write:

        def sink(rows: pa.Table) -> None:
            write(stamped(rows, source, sequence, schema))

        outcome, reasons = conform(source, name, headers, chunks, context, sink)
    tell(reasons)
    stored = read_stored(received)
    outcome = with_read(outcome, stored, stored.rows_rejected, stored.notes)
    unsplit = [(replace(found, file="", row=0), [found.row]) for found in stored.rows_rejected]
    write_rejected([*reasons, *unsplit], stored.file, target / f"{name}.rejected.parquet")
    (target / f"{name}.json").write_text(outcome.to_json(), encoding="utf-8")
    return outcome


def stopped(name: str, mistake: FileStopped, received: Path, target: Path) -> Outcome:
    """The outcome of a delivery that could not be conformed as a whole: every row that was read waits."""
    stored = read_stored(received)
    counts = Counts(read=stored.read, rejected=stored.read - stored.blank, blank=stored.blank)
    outcome = Outcome(counts=counts, problems=mistake.problems)
    pq.write_table(schema_on_disk(name).empty_table(), target / f"{name}.parquet")
    (target / f"{name}.json").write_text(outcome.to_json(), encoding="utf-8")
    return outcome


def write_empty(folder: Path) -> None:
    """One empty conformed file per record type."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in record_types():
        pq.write_table(schema_on_disk(name).empty_table(), folder / f"{name}.parquet")


def with_read(outcome: Outcome, read: RowCounts, unsplit: Sequence[Problem], notes: Sequence[Problem]) -> Outcome:
    """The account of both verbs together: rows that could not be split, and blank rows, count as read."""
    rejected = outcome.counts.rejected + read.rejected
    counts = replace(outcome.counts, read=read.read, blank=read.blank, rejected=rejected)
    waiting = grouped((replace(found, file="", row=0), [found.row]) for found in unsplit)
    return replace(outcome, counts=counts, problems=(*waiting, *outcome.problems, *notes))


def _unlike_each_other(source: Source, name: RecordName) -> set[str]:
    """Headers of ids and tokens, whose texts hardly ever repeat."""
    record = source.record[name]
    token = record.columns.get("person_token")
    return {fold(header) for header in record.spelled(*record.id, *(token.header if token else ()))}


def _chunks(received: Path, headers: Sequence[str], unlike: set[str]) -> Iterator[pa.Table]:
    """The received rows; columns whose texts repeat come as codes into their distinct texts."""
    repeating = [header for header in headers if fold(header) not in unlike]
    with pq.ParquetFile(received, read_dictionary=repeating) as file:
        for batch in file.iter_batches(batch_size=CHUNK):
            yield pa.Table.from_batches([batch])


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Words as dictionaries; ids and tokens neither as dictionaries nor compressed, which would only cost time."""
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    packed = {field.name: "none" if pa.types.is_string(field.type) else "zstd" for field in schema}
    return pq.ParquetWriter(path, schema, compression=packed, use_dictionary=words, write_statistics=False)


def stamped(rows: pa.Table, source: Source, sequence: int, schema: pa.Schema) -> pa.Table:
    """The rows with whose they are; `version` sorts a record's rows from the oldest to the one in force."""
    count = rows.num_rows
    # Of two rows of one record the one that concerns trafficking counts, and a later no is a no.
    speaks = pc.is_in(rows.column("status").cast(pa.string()), pa.array(["in_scope", "held_back"])).cast(pa.int64())
    place = pc.add(pc.multiply(speaks, 1 << 32), rows.column("row").cast(pa.int64()))
    columns = {
        "source": pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), [source.name]),
        "source_kind": pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), [source.kind]),
        "delivery": pa.array([sequence] * count, pa.int32()),
        "version": pc.add(place, sequence << 33),
    }
    for field in schema:
        if field.name in columns:
            continue
        present = field.name in rows.column_names
        columns[field.name] = rows.column(field.name).cast(field.type) if present else pa.nulls(count, field.type)
    return pa.table([columns[name] for name in schema.names], schema=schema)

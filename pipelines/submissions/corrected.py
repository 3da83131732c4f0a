"""Corrections as a delivery: the newest version of each record with its new values, checked like any other row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.conform.headers import FileHeaders
from pipelines.receive.folders import sequence_of
from pipelines.receive.reader import ROW
from pipelines.submissions.corrections import Correction, format_of, read_corrections
from pipelines.submissions.stored import write_stored
from schemas.problems import FileStopped, problem
from schemas.source import Record, Source
from schemas.words import fold

Row = dict[str, str]


@dataclass
class _Tables:
    """What goes into each stored file, and which lines wait."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    waiting: list[tuple[int, str]] = field(default_factory=list)


def write_corrected(
    source: Source, path: Path, before: Sequence[Path], partial: Path, sha256: str, number: int
) -> None:
    """Write the corrected rows of a file as a delivery; `before` are the stored deliveries that it stands on."""
    if source.identity != "id":
        raise FileStopped(problem("TIP-E787", file=path.name))
    lines, waiting = read_corrections(path, format_of(path, source.file.encoding))
    newest_first = sorted(before, key=sequence_of, reverse=True)
    if not newest_first:
        raise FileStopped(problem("TIP-E785", file=path.name, what="record"))
    by_record: dict[str, list[Correction]] = {}
    for line in lines:
        by_record.setdefault(line.record, []).append(line)
    versions = _newest(source, newest_first, set(by_record))
    tables = _Tables(waiting=waiting)
    extra = max((line.row for line in lines), default=1)
    for record, corrections in by_record.items():
        extra = _correct(source, corrections, versions.get(record, []), tables, extra)
    _write(path.name, newest_first[0], tables, partial, {"sha256": sha256, "sequence": number})


def _newest(source: Source, folders: Sequence[Path], wanted: set[str]) -> dict[str, list[tuple[str, Row]]]:
    """The rows of each wanted record in the newest delivery that has any, with the file that they stand in."""
    found: dict[str, list[tuple[str, Row]]] = {}
    for folder in folders:
        here: dict[str, list[tuple[str, Row]]] = {}
        for path in sorted(folder.glob("*.parquet")):
            table = pq.read_table(path)
            for record, row in _rows_of(source, path.stem, table, wanted - set(found)):
                here.setdefault(record, []).append((path.stem, row))
        found |= here
    return found


def records_of(source: Source, folders: Sequence[Path]) -> set[str]:
    """The numbers of all records in stored deliveries."""
    found: set[str] = set()
    for path in (path for folder in folders for path in sorted(folder.glob("*.parquet"))):
        for texts in _numbers(source, path.stem, pq.read_table(path)):
            found.update(pc.unique(texts).to_pylist())
    return found


def _rows_of(source: Source, stem: str, table: pa.Table, wanted: set[str]) -> Iterator[tuple[str, Row]]:
    for texts in _numbers(source, stem, table):
        chosen = pc.is_in(texts, pa.array(sorted(wanted), pa.string()))
        rows = table.drop_columns([ROW]).filter(chosen).to_pylist()
        for record, row in zip(texts.filter(chosen).to_pylist(), rows, strict=True):
            yield str(record), {name: cell or "" for name, cell in row.items()}


def _numbers(source: Source, stem: str, table: pa.Table) -> Iterator[pa.ChunkedArray]:
    """The numbers of the records of a stored table, once for each way in which they are numbered."""
    for header in dict.fromkeys(record.id for record in records_in(source, stem)):
        find = FileHeaders([name for name in table.column_names if name != ROW])
        names = [find(name, optional=True) for name in header]
        if not all(names) or not names:
            continue
        parts = [pc.utf8_trim_whitespace(pc.fill_null(table.column(name), "")) for name in names]
        yield pc.binary_join_element_wise(*parts, "|") if len(parts) > 1 else parts[0]


def records_in(source: Source, stem: str) -> list[Record]:
    """The records that a stored file holds: one of a folder of tables, all of a plain file."""
    return [record for name, record in sorted(source.record.items()) if stem in ("rows", name)]


def _correct(
    source: Source, lines: list[Correction], versions: list[tuple[str, Row]], tables: _Tables, extra: int
) -> int:
    """The rows of one record with all of its corrections, or the first reason why it waits; the last number used."""
    changed: dict[int, Row] = {}
    for line in lines:
        places = [(at, _header(line.field, row, records_in(source, stem))) for at, (stem, row) in enumerate(versions)]
        ids = {fold(name) for record in source.record.values() for name in record.id}
        codes = {
            "TIP-E792": not versions,
            "TIP-E793": not any(header for _, header in places),
            "TIP-E794": any(header and fold(header) in ids for _, header in places),
        }
        wrong = next((code for code, holds in codes.items() if holds), "")
        if wrong:
            tables.waiting.append((line.row, wrong))
            return extra
        for at, header in places:
            if header:
                changed[at] = {**changed.get(at, versions[at][1]), header: line.value}
    spare = [line.row for line in lines]
    for at, row in changed.items():
        number = spare.pop(0) if spare else (extra := extra + 1)
        tables.rows.setdefault(versions[at][0], []).append(row)
        tables.numbers.setdefault(versions[at][0], []).append(number)
    return extra


def _header(named: str, row: Row, records: Sequence[Record]) -> str | None:
    """The column that a correction speaks of: by its own header, or by the name of our field."""
    find = FileHeaders(list(row))
    if found := find(named, optional=True):
        return found
    columns = [column for record in records for name, column in record.columns.items() if fold(name) == fold(named)]
    return next((found for column in columns if column.header and (found := find(*column.header, optional=True))), None)


def _write(file: str, newest: Path, tables: _Tables, partial: Path, told: dict[str, str | int]) -> None:
    """One stored file for each of the newest delivery, so that every kind of record has its own."""
    partial.mkdir(parents=True, exist_ok=True)
    for path in sorted(newest.glob("*.parquet")):
        rows, numbers = tables.rows.get(path.stem, []), tables.numbers.get(path.stem, [])
        plain = [name for name in pq.read_schema(path).names if name != ROW]
        names = list(
            dict.fromkeys(
                [*plain, *(name for row in rows for name in row if not FileHeaders(plain)(name, optional=True))]
            )
        )
        cells = [[_cell(row, name) for row in rows] for name in names]
        columns = [pa.array(numbers, pa.int32()), *(pa.array(column, pa.string()) for column in cells)]
        table = pa.table(columns, [ROW, *names]).sort_by(ROW)
        counts = {"read": len(rows) + len(tables.waiting), "delivered": len(rows), "rejected": len(tables.waiting)}
        whole: dict[str, object] = {"file": file, **told, **counts, "blank": 0, "skipped": 0, "notes": []}
        write_stored(partial / path.name, table, whole, sorted(tables.waiting))


def _cell(row: Row, name: str) -> str:
    """The cell under a header; other spellings of it, of other deliveries, are the same column."""
    found = name if name in row else FileHeaders(list(row))(name, optional=True)
    return row[found] if found else ""

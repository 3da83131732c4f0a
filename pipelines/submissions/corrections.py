"""A file of corrections: which record, which field, the new value, and why. The names of its columns are fixed."""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipelines.personal.door import says
from pipelines.personal.letters import letter
from pipelines.personal.tally import Tally
from pipelines.receive.decoded import BOMS, decoded
from pipelines.submissions.stones import Judge, Stones
from schemas.problems import FileStopped, problem
from schemas.source import FileFormat
from schemas.words import fold

HEADERS = (("record", "field", "new value", "reason"), ("registro", "campo", "valor nuevo", "motivo"))
MARKS = (",", ";", "\t")


@dataclass(frozen=True)
class Correction:
    """One line; `row` is its number in the file."""

    row: int
    record: str
    field: str
    value: str


def format_of(path: Path, encoding: str) -> FileFormat:
    """How the file is written, told by its first line; FileStopped where that is not the one that it must be.

    It is UTF-8 where it says so by its first bytes or is nothing else, and written like the source's files otherwise.
    """
    start = path.read_bytes()
    told = next((name for mark, (name, _) in BOMS.items() if start.startswith(mark)), "")
    try:
        start.decode("utf-8")
        told = told or "utf-8"
    except UnicodeDecodeError:
        told = told or encoding
    how = FileFormat.model_validate({"encoding": told})
    first = "".join(decoded(path, how.encoding)).partition("\n")[0]
    for mark in MARKS:
        if _headers(first, mark) in HEADERS:
            return how.model_copy(update={"delimiter": mark})
    raise FileStopped(problem("TIP-E790", file=path.name))


def read_corrections(path: Path, how: FileFormat) -> tuple[list[Correction], list[tuple[int, str]]]:
    """The corrections, and the numbers of rows that are none with the code of the reason.

    FileStopped where a new value or a reason holds personal data: the file itself is kept, too.
    """
    text = "".join(decoded(path, how.encoding))
    found, waiting = [], []
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=how.delimiter, strict=True))
    except csv.Error:
        raise FileStopped(problem("TIP-E790", file=path.name)) from None
    _refuse_personal(path, rows[1:])
    for number, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(HEADERS[0]) or not (cells[0] and cells[1] and cells[3]):
            waiting.append((number, "TIP-E791"))
        else:
            found.append(Correction(number, cells[0], cells[1], cells[2]))
    return found, waiting


def _refuse_personal(path: Path, rows: Sequence[Sequence[str]]) -> None:
    found = []
    for place in (2, 3):
        tally = Tally("coded")
        tally.see(pa.array([row[place] if len(row) > place else "" for row in rows], pa.string()), 2, is_named=False)
        for kind, (count, places) in tally.kinds().items():
            where = ", ".join(map(str, places))
            told = problem("TIP-E701", file=path.name, count=count, letter=letter(place), what=says(kind), rows=where)
            found.append(told)
    if found:
        raise FileStopped(*found)


def judging_records(stones: Stones, known: Collection[str] | None, headers: Sequence[str]) -> Judge:
    """Whether a line corrects a record that was taken back, or none of the `known` ones where they are given."""

    def is_taken(cells: Sequence[str]) -> bool:
        if stones.known and any(stones.names(cell.strip()) for cell in cells):  # wherever its number stands, to be sure
            return True
        return known is not None and (len(cells) != len(headers) or cells[0].strip() not in known)

    return is_taken


def _headers(line: str, mark: str) -> tuple[str, ...]:
    return tuple(fold(cell.strip().strip('"')) for cell in line.lstrip("\ufeff").strip().split(mark))

"""A file as chunks of text rows, and the numbers that show that none of its rows got lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.personal import Door
from pipelines.receive.headers import ROW, letter, read_headers, titles_of
from pipelines.receive.separated import SeparatedFile
from pipelines.receive.sift import Sieve
from pipelines.receive.size import check_size
from schemas.problems import FileStopped, Problem, problem
from schemas.source import FileFormat

if TYPE_CHECKING:
    from pipelines.receive.workbook import Workbook

CHUNK_ROWS = 65_536
CHUNK_BYTES = 32 << 20

__all__ = ["ROW", "Counts", "Reader", "read_rows"]


@dataclass(frozen=True)
class Counts:
    """What became of the rows below the header: read = delivered + rejected + blank.

    `blank` rows hold no data: empty ones and, of these, `skipped` ones that are totals or a footer.
    """

    read: int
    delivered: int
    rejected: int
    blank: int
    skipped: int


@dataclass
class Reader:
    """A file being read. `chunks` once to the end; then `counts`, `rejected` and `notes` are complete.

    `letters`: for the first headers, as many as come from the file itself, the letter of their column.
    """

    file: str
    headers: tuple[str, ...]
    _tables: Iterator[pa.Table]
    _sieve: Sieve
    _notes: tuple[Problem, ...] = ()
    letters: tuple[str, ...] = ()
    _delivered: int = field(default=0, init=False)

    def chunks(self) -> Iterator[pa.Table]:
        """Tables of at most 65,536 rows: "row" (int32), then every header as a text column."""
        for chunk in _evened(self._tables):
            self._delivered += len(chunk)
            yield chunk

    def table(self) -> pa.Table:
        """All rows at once: for small files only."""
        return pa.concat_tables([text_schema(self.headers).empty_table(), *self.chunks()])

    @property
    def counts(self) -> Counts:
        """The equation of this file."""
        sieve = self._sieve
        return Counts(sieve.read, self._delivered, len(sieve.rejected), sieve.empty + sieve.skipped, sieve.skipped)

    @property
    def first_blank(self) -> int:
        """The number of the first row without any filled cell; 0 where there is none."""
        return self._sieve.first_empty

    @property
    def rejected(self) -> Iterator[tuple[int, Problem]]:
        """Each rejected row's number and what is wrong with it."""
        return ((row, problem(code, file=self.file, row=row)) for row, code in self._sieve.rejected)

    @property
    def rejected_codes(self) -> tuple[tuple[int, str], ...]:
        """The same in short: row number and problem code."""
        return tuple(self._sieve.rejected)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is to be said about the file as a whole."""
        ignored = sorted(self._sieve.ignored.items())
        return self._notes + tuple(
            problem("TIP-E112", file=self.file, column=letter(place), count=count) for place, count in ignored
        )


def read_rows(path: Path, how: FileFormat, *, is_strict: bool = True, door: Door | None = None) -> Reader:
    """A CSV, TXT, TSV or XLSX file as text rows, exactly as declared; FileStopped where that cannot be.

    Columns with the same header stop the file, or are left out and noted where not `is_strict`. All rows pass the
    `door`, also those that are no data, before anything comes out.
    """
    check_size(path, how.largest_mb)
    try:
        is_workbook = path.suffix.lower() == ".xlsx"
        file = _workbook(path, how) if is_workbook else SeparatedFile(path, how)
        top = file.top(how.skip_rows + how.header_rows)
        spare = int(is_workbook)
        headers = read_headers(top, how, path.name, spare, is_strict=is_strict)
    except OSError:
        raise FileStopped(problem("TIP-E100", file=path.name)) from None
    first = file.above + how.skip_rows + how.header_rows + 1
    sieve = Sieve(headers, how, first)
    grids = file.grids(headers.width, first)
    if door:
        door.open(titles_of(top, how, headers))
        grids = door.through(grids, first)
    letters = tuple(letter(place) for place, name in enumerate(headers.names) if name)
    return Reader(path.name, headers.named, map(sieve.keep, grids), sieve, headers.notes, letters)


def read_titles(path: Path, how: FileFormat) -> list[tuple[str, ...]]:
    """For each column of a file by place its name, then whatever else its header rows say."""
    plain = how.model_copy(update={"skip_where": {}})
    file = _workbook(path, plain) if path.suffix.lower() == ".xlsx" else SeparatedFile(path, plain)
    top = file.top(how.skip_rows + how.header_rows)
    return titles_of(top, plain, read_headers(top, plain, path.name, is_strict=False))


def _workbook(path: Path, how: FileFormat) -> "Workbook":
    from pipelines.receive.workbook import Workbook  # noqa: PLC0415  # it takes longer to load than most files to read

    return Workbook(path, how)


def text_schema(headers: tuple[str, ...]) -> pa.Schema:
    """The columns of every chunk."""
    return pa.schema([(ROW, pa.int32()), *((name, pa.string()) for name in headers)])


def _evened(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in tables of CHUNK_ROWS rows each, fewer where rows are so wide that memory would grow."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(map(len, waiting)) < CHUNK_ROWS and sum(each.nbytes for each in waiting) < CHUNK_BYTES:
            continue
        ready = pa.concat_tables(waiting)
        whole = len(ready) // CHUNK_ROWS * CHUNK_ROWS or len(ready)
        yield from (ready.slice(start, min(CHUNK_ROWS, whole - start)) for start in range(0, whole, CHUNK_ROWS))
        waiting = [ready.slice(whole)]
    if sum(map(len, waiting)):
        yield pa.concat_tables(waiting)

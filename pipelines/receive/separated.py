"""CSV and its relatives to grids: a fast way where quotes are plain, Python's strict csv module where they are not."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv

from pipelines.receive.comments import below_comments
from pipelines.receive.decoded import decoded
from pipelines.receive.grid import Grid, Width, grids_of
from pipelines.receive.quotes import look
from schemas.problems import FileStopped, problem
from schemas.source import FileFormat

LONGEST_ROW = 16 << 20
DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a TAB", "|": "a vertical bar"}


class SeparatedFile:
    """One file of separated text: first its top rows, then, once the width is known, the grids below them."""

    def __init__(self, path: Path, how: FileFormat) -> None:
        self._file = path.name
        self._how = how
        self._pieces = decoded(path, how.encoding)
        self._line = StringIO()
        self.above = 0  # comment lines above the header

    def top(self, count: int) -> list[list[str]]:
        """The first rows, fewer where the file ends before."""
        seen: list[str] = []
        try:
            top, self.above = below_comments(self._rows(_noting(self._lines(), seen), 1), self._how.comment, count)
        except FileStopped:
            self._check_delimiter(seen)
            raise
        if all(len(row) < 2 for row in top[self._how.skip_rows :]):
            self._check_delimiter(seen)
        return top

    def grids(self, width: Width, row: int) -> Iterator[Grid]:
        """Everything below; `row` is the number of the first row to come."""
        carry = self._line.read().encode()
        for piece in chain(self._pieces, [None]):
            block = carry if piece is None else carry + piece.encode()
            told = look(
                block,
                self._how.delimiter,
                is_last=piece is None,
                max_lines=self._how.max_lines_in_cell,
            )
            if told.is_wild:
                self._line = StringIO(block.decode(), newline="")
                yield from grids_of(self._rows(self._lines(), row), width)
                return
            whole, carry = block[: told.cut], block[told.cut :]
            if len(carry) > LONGEST_ROW:
                raise FileStopped(problem("TIP-E109", file=self._file, row=row))
            if whole:
                for grid in self._split(whole, width, row, is_plain=told.is_plain):
                    row += len(grid)
                    yield grid

    def _split(self, block: bytes, width: Width, row: int, *, is_plain: bool) -> Iterator[Grid]:
        """Whole rows to grids; what the fast parser finds uneven, the strict one looks at again."""
        columns = _parse(block, width, self._how.delimiter) if is_plain else None
        if columns is not None:
            yield Grid(columns)
        else:
            yield from grids_of(self._rows(StringIO(block.decode(), newline=""), row), width)

    def _lines(self) -> Iterator[str]:
        """Line after line of what has not been read yet; LF, CR and CRLF all end one."""
        while True:
            kept = ""
            for line in self._line:
                if line.endswith(("\n", "\r")):
                    yield line
                else:
                    kept = line
            piece = next(self._pieces, None)
            if piece is None:
                if kept:
                    yield kept
                return
            if len(kept) > LONGEST_ROW:
                raise FileStopped(problem("TIP-E109", file=self._file))
            self._line = StringIO(kept + piece, newline="")

    def _rows(self, lines: Iterator[str], row: int) -> Iterator[list[str]]:
        """The rows that begin with number `row`; a quote out of place or never closed stops the file at its row."""
        done = 0

        def guarded() -> Iterator[str]:
            for given, line in enumerate(lines, 1):
                if given - done > self._how.max_lines_in_cell:
                    raise csv.Error
                yield line

        csv.field_size_limit(LONGEST_ROW)
        reader = csv.reader(guarded(), delimiter=self._how.delimiter, strict=True)
        try:
            for cells in reader:
                done = reader.line_num
                yield cells
                row += 1
        except csv.Error:
            raise FileStopped(problem("TIP-E108", file=self._file, row=row)) from None

    def _check_delimiter(self, seen: list[str]) -> None:
        """A top that the declared delimiter does not split, and another one does, has most likely the other."""
        columns = {other: _last_width(seen, other) for other in DELIMITERS}
        best = max(columns, key=lambda other: columns[other])
        if columns[best] > max(1, columns[self._how.delimiter]):
            declared = DELIMITERS[self._how.delimiter]
            raise FileStopped(problem("TIP-E104", file=self._file, declared=declared, other=DELIMITERS[best]))


def _noting(lines: Iterator[str], seen: list[str]) -> Iterator[str]:
    for line in lines:
        seen.append(line)
        yield line


def _last_width(lines: list[str], delimiter: str) -> int:
    """How many cells the last of these lines' rows has, 0 where they cannot be split."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return 0
    return len(rows[-1]) if rows else 0


def _parse(block: bytes, width: Width, delimiter: str) -> list[pa.Array] | None:
    """The columns of plain rows that are all as wide as the header, or None."""
    if block.startswith(b"\xef\xbb\xbf"):
        return None  # Arrow would take it for a byte order mark and drop it
    names = [str(place) for place in range(width.columns)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(block),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=len(block) + 1, use_threads=False),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), check_utf8=False),
        )
    except pa.ArrowInvalid:  # its message quotes the row
        return None
    return [column.combine_chunks() for column in table.columns]

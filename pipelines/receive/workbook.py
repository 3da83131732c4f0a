"""XLSX to rows of text: what a cell holds, not how it is shown; formulas as the value that was saved with them."""

import datetime as dt
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  # zlib names its exception in lower case

import openpyxl

from pipelines.receive.comments import below_comments
from pipelines.receive.grid import Grid, Width, grids_of
from schemas.problems import FileStopped, problem
from schemas.source import FileFormat

LARGEST = 1 << 30
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# What openpyxl and zipfile are seen to raise on damaged workbooks; none of them has a base class of its own.
BROKEN = (
    BadZipFile,
    ParseError,
    ZlibError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    NotImplementedError,
    OSError,
    RuntimeError,
    OverflowError,
    AssertionError,
    ArithmeticError,
)


class Workbook:
    """One sheet of an XLSX file, read from the top like separated text."""

    def __init__(self, path: Path, how: FileFormat) -> None:
        self._path = path
        self._how = how
        self._rows = self._text_rows()
        self.above = 0  # comment lines above the header

    def top(self, count: int) -> list[list[str]]:
        """The first rows, without the empty cells that formatting leaves to the right of a table."""
        top, self.above = below_comments(self._rows, self._how.comment, count)
        return [_without_empty_end(row) for row in top]

    def grids(self, width: Width, row: int) -> Iterator[Grid]:  # noqa: ARG002  # as SeparatedFile.grids
        """Everything below. A sheet leaves out empty cells at the end of a row; what stands beyond is in the last."""
        columns = width.columns
        filled = (row + [""] * (columns - len(row)) for row in self._rows)
        beyond = ([*row[: columns - 1], next(filter(str.strip, row[columns - 1 :]), "")] for row in filled)
        yield from grids_of(beyond, width)

    def _text_rows(self) -> Iterator[list[str]]:
        """Every row of the sheet as text; a FileStopped where the workbook cannot be read."""
        self._check()
        # Its warnings quote cells, such as a number that is no date; the cell itself comes out as #VALUE!.
        warnings.filterwarnings("ignore", module="openpyxl")
        try:
            with self._path.open("rb") as file:
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
                sheet = self._sheet(book)
                sheet.reset_dimensions()  # many programs write a wrong size, which would cut columns off
                for cells in sheet.iter_rows(values_only=True):
                    yield [text_of(cell) for cell in cells]
        except BROKEN:
            raise FileStopped(problem("TIP-E115", file=self._path.name)) from None

    def _sheet(self, book: Any) -> Any:
        """The declared sheet, or the first one."""
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        name = self._how.sheet or next(iter(sheets), "")
        if name not in sheets:
            raise FileStopped(
                problem("TIP-E113", file=self._path.name, sheet=name or "1", sheets=", ".join(sheets) or "none")
            )
        return sheets[name]

    def _check(self) -> None:
        """Refuse, before anything is unpacked, what is no workbook or would fill the memory."""
        with self._path.open("rb") as file:
            if file.read(4) == OLD_OFFICE:
                raise FileStopped(problem("TIP-E114", file=self._path.name))
        try:
            with ZipFile(self._path) as archive:
                size = sum(part.file_size for part in archive.infolist())
        except BROKEN:
            raise FileStopped(problem("TIP-E115", file=self._path.name)) from None
        if size > LARGEST:
            raise FileStopped(problem("TIP-E116", file=self._path.name))


def text_of(value: object) -> str:
    """A cell as the text that a person would type: no ".0" on whole numbers, ISO dates, TRUE and FALSE."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        value = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)  # a float keeps no whole seconds
        return (value.date() if value.time() == dt.time() else value).isoformat()
    return str(value)


def _without_empty_end(row: list[str]) -> list[str]:
    filled = [place for place, cell in enumerate(row, 1) if cell.strip()]
    return row[: filled[-1]] if filled else []


def sheets_of(path: Path) -> tuple[str, ...]:
    """The titles of a workbook's sheets; FileStopped where it cannot be read."""
    try:
        with path.open("rb") as file:
            return tuple(sheet.title for sheet in openpyxl.load_workbook(file, read_only=True).worksheets)
    except BROKEN:
        raise FileStopped(problem("TIP-E115", file=path.name)) from None

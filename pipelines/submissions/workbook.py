"""A workbook without some of its rows, where it is so plain that nothing of them can stay in another part of it."""

import re
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile

import openpyxl

from pipelines.receive.comments import below_comments
from pipelines.receive.headers import read_headers
from pipelines.receive.workbook import BROKEN, text_of
from pipelines.submissions.stones import Judge
from schemas.source import FileFormat

# The parts of a workbook that holds cells and nothing else: no pivot tables, comments, links, formulas, macros.
PLAIN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|"
    r"xl/(styles|sharedStrings)\.xml|xl/theme/theme\d+\.xml|xl/worksheets/sheet\d+\.xml"
)


def cut_workbook(
    path: Path, target: Path, how: FileFormat, judging: Callable[[Sequence[str]], Judge]
) -> Literal["clean", "cut", "unsafe"]:
    """Write a workbook to `target` without the rows that are judged to go; unsafe where it is more than plain."""
    try:
        with ZipFile(path) as archive:
            is_plain = all(PLAIN.fullmatch(name) for name in archive.namelist())
        book = _read(path)
        sheet = book[how.sheet] if how.sheet else book.worksheets[0]
        before = _rows(sheet)
        heads, above = below_comments(iter(before), how.comment, how.skip_rows + how.header_rows)
        top = above + len(heads)
        headers = read_headers(list(map(_trimmed, heads)), how, path.name, is_strict=False)
        width = len(headers.names)
        judge = judging(headers.names)
        gone = [at for at, row in enumerate(before) if at >= top and judge(_as_wide(row, width))]
        # A row of another sheet is judged cell by cell, because its width is another one.
        others = any(
            judge([*row, *[""] * (width + 1)])
            for other in book.worksheets
            if other is not sheet
            for row in _rows(other)
        )
        if not gone and not others:
            return "clean"
        if others or not is_plain or _has_formulas(book):
            return "unsafe"
        for at in reversed(gone):
            sheet.delete_rows(at + 1)
        book.save(target)
        after = _read(target)
        lost = set(gone)
        kept = [row for at, row in enumerate(before) if at not in lost]
        if list(map(_trimmed, _rows(after[sheet.title]))) != list(map(_trimmed, kept)):
            return "unsafe"
    except BROKEN:
        return "unsafe"
    return "cut"


def _read(path: Path) -> Any:
    with path.open("rb") as file:  # its name may end in another way
        return openpyxl.load_workbook(file)


def _rows(sheet: Any) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in sheet.iter_rows(min_row=1, min_col=1, values_only=True)]


def _trimmed(row: list[str]) -> list[str]:
    filled = [place for place, cell in enumerate(row, 1) if cell.strip()]
    return row[: filled[-1]] if filled else []


def _as_wide(row: list[str], width: int) -> list[str]:
    """The row as wide as the header, where nothing stands beyond it."""
    plain = _trimmed(row)
    return plain + [""] * (width - len(plain))


def _has_formulas(book: Any) -> bool:
    cells = chain.from_iterable(chain.from_iterable(sheet.iter_rows()) for sheet in book.worksheets)
    return any(cell.data_type == "f" for cell in cells)

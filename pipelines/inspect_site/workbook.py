"""The workbook: its sheets are the tables, line by line, and it holds nothing that a reader cannot see."""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import openpyxl

from pipelines.inspect_site.built import Built, Unreadable
from pipelines.inspect_site.copies import WORKBOOK, dimensions_of, is_same_number, labels_of, rows_of
from pipelines.inspect_site.packed import members
from pipelines.inspect_site.workbook_parts import strange_parts
from schemas.problems import Problem, problem

# Above the table of a sheet: its title, what is counted, how to read it, and the heads.
ABOVE = 4
LONGEST = 31
MARK = re.compile(r"\[(?:c|low|x|z|p|r|e|b|u)\]")
MARKS = {"below": ["[low]"], "withheld": ["[c]"], "hidden": ["[c]"], "not_reported": ["[x]"]}
Line = Sequence[Any]


def check_workbook(built: Built, is_said: Callable[[str], bool]) -> Iterator[Problem]:
    """A problem for each part and each sheet that should not be there; `is_said` knows the words of the release."""
    if not built.has(WORKBOOK):
        return
    try:
        parts = members(built.content(WORKBOOK))
        strange = list(strange_parts(parts))
        book = openpyxl.load_workbook(io.BytesIO(built.content(WORKBOOK))) if not strange else None
    except (Unreadable, KeyError, ValueError, AttributeError, TypeError) as unreadable:
        said = str(unreadable) if isinstance(unreadable, Unreadable) else "it is no workbook"
        yield problem("TIP-E537", file=WORKBOOK, what=said)
        return
    for what in sorted(set(strange)):
        yield problem("TIP-E531", file=WORKBOOK, what=what)
    if book is not None:
        yield from _check_sheets(built, book, parts, is_said)


def _check_sheets(
    built: Built, book: Any, parts: Mapping[str, bytes], is_said: Callable[[str], bool]
) -> Iterator[Problem]:
    tables = [name for name in built.tables if rows_of(built, name)]
    notes, *sheets = book.worksheets
    names = [sheet.title for sheet in sheets]
    if len(book.sheetnames) != len(tables) + 1 or not all(map(_is_named, names, tables)):
        yield problem("TIP-E532", file=WORKBOOK, what="its sheets are not the tables")
        return
    written = sum(content.count(b"<c ") for name, content in parts.items() if name.startswith("xl/worksheets/"))
    lines = {sheet.title: [list(line) for line in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    if written != sum(value is not None for own in lines.values() for line in own for value in line):
        yield problem("TIP-E531", file=WORKBOOK, what="a cell twice")
    said = [value for line in lines[notes.title] for value in line if value is not None]
    if not all(isinstance(value, str) and is_said(value) for value in said):
        yield problem("TIP-E536", file=WORKBOOK, what="a number of its own in the notes")
    for sheet, table in zip(sheets, tables, strict=True):
        if any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line):
            yield problem("TIP-E531", file=WORKBOOK, what="a formula")
        if not _is_table(built, table, lines[sheet.title], is_said):
            yield problem("TIP-E532", file=WORKBOOK, what=f"the sheet {table} is not its table")


def _is_named(sheet: str, table: str) -> bool:
    return sheet == table or (len(table) > LONGEST and sheet.startswith(table[: LONGEST - 4]))


def _is_table(built: Built, table: str, lines: Sequence[Line], is_said: Callable[[str], bool]) -> bool:
    above, rows = lines[:ABOVE], rows_of(built, table)
    texts = [value for line in above for value in line if value is not None]
    columns = [str(one.get("name")) for one in built.tables[table].get("columns", []) if one.get("name") != "status"]
    if len(lines) != ABOVE + len(rows) or not all(isinstance(text, str) and is_said(text) for text in texts):
        return False
    dimensions = dimensions_of(built, table)
    return all(_is_line(built, columns, dimensions, line, row) for line, row in zip(lines[ABOVE:], rows, strict=True))


def _is_line(built: Built, columns: list[str], dimensions: list[str], line: Line, row: Mapping[str, str]) -> bool:
    """Whether a line of the sheet says what the published line says: numbers, or a mark where there is none."""
    cells = [*line, *[None] * (len(columns) + 1 - len(line))]
    mark = MARKS.get(row.get("status", "shown"), [])
    empty = ["[c]"] if mark == ["[low]"] else mark or ["[x]", "[z]"]
    beside = cells[len(columns)]
    if len(cells) != len(columns) + 1 or (beside is not None and not MARK.fullmatch(str(beside))):
        return False
    for name, value in zip(columns, cells, strict=False):
        own = row[name]
        if name in dimensions:
            is_right = value == labels_of(built, name).get(own, own)
        elif name == "has_report":
            is_right = isinstance(value, str) and not re.search(r"\d", value)
        else:
            is_right = value in (mark if name == "count" else empty) if own == "" else is_same_number(value, own)
        if not is_right:
            return False
    return True

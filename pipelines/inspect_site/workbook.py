"""The workbook: its sheets are the tables, line by line, and it holds nothing that a reader cannot see."""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl

from pipelines.inspect_site.built import Built, Unreadable
from pipelines.inspect_site.copies import FIRST, dimensions_of, is_same_number, labels_of, rows_of, workbooks
from pipelines.inspect_site.marks import Marks
from pipelines.inspect_site.packed import members
from pipelines.inspect_site.workbook_parts import strange_parts
from schemas.problems import Problem, problem

# Above the table of a sheet: its title, what is counted, how to read it, and the heads.
ABOVE = 4
LONGEST = 31
MARKS = {"below": ["[low]"], "withheld": ["[c]"], "hidden": ["[c]"], "not_reported": ["[x]"]}
REVISED = "[r]"
Line = Sequence[Any]
IsSaid = Callable[[str], bool]


def check_workbooks(built: Built, is_said: IsSaid) -> Iterator[Problem]:
    """A problem for each part and each sheet that should not be there; `is_said` knows the words of the release."""
    for language, name in workbooks(built).items():
        if built.has(name):
            yield from (
                problem(code, file=name, what=what) for code, what in _Workbook(built, name, language).wrong(is_said)
            )


@dataclass(frozen=True)
class _Workbook:
    """The workbook of one language."""

    built: Built
    name: str
    language: str

    def wrong(self, is_said: IsSaid) -> Iterator[tuple[str, str]]:
        """The code of each problem, and what it is about."""
        content = self.built.content(self.name)
        try:
            parts = members(content)
            strange = list(strange_parts(parts))
            book = openpyxl.load_workbook(io.BytesIO(content)) if not strange else None
        except (Unreadable, KeyError, ValueError, AttributeError, TypeError) as unreadable:
            yield "TIP-E537", str(unreadable) if isinstance(unreadable, Unreadable) else "it is no workbook"
            return
        yield from (("TIP-E531", what) for what in sorted(set(strange)))
        if book is not None:
            yield from self._sheets(book, parts, is_said)

    def _sheets(self, book: Any, parts: Mapping[str, bytes], is_said: IsSaid) -> Iterator[tuple[str, str]]:
        tables = [name for name in self.built.tables if rows_of(self.built, name)]
        notes, *sheets = book.worksheets
        names = [sheet.title for sheet in sheets]
        if len(book.sheetnames) != len(tables) + 1 or not all(map(_is_named, names, tables)):
            yield "TIP-E532", "its sheets are not the tables"
            return
        written = sum(content.count(b"<c ") for name, content in parts.items() if name.startswith("xl/worksheets/"))
        lines = {sheet.title: [list(line) for line in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
        if written != sum(value is not None for own in lines.values() for line in own for value in line):
            yield "TIP-E531", "a cell twice"
        said = [value for line in lines[notes.title] for value in line if value is not None]
        if not all(isinstance(value, str) and is_said(value) for value in said):
            yield "TIP-E536", "a number of its own in the notes"
        for sheet, table in zip(sheets, tables, strict=True):
            if any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line):
                yield "TIP-E531", "a formula"
            if not self._is_table(table, lines[sheet.title], is_said):
                yield "TIP-E532", f"the sheet {table} is not its table"

    def _is_table(self, table: str, lines: Sequence[Line], is_said: IsSaid) -> bool:
        above, rows = lines[:ABOVE], rows_of(self.built, table)
        told = self.built.tables[table].get("columns", [])
        columns = [str(one.get("name")) for one in told if one.get("name") != "status"]
        texts = [value for line in above for value in line if value is not None]
        if len(lines) != ABOVE + len(rows) or not all(isinstance(text, str) and is_said(text) for text in texts):
            return False
        dimensions = dimensions_of(self.built, table)
        labels = {name: labels_of(self.built, name, self.language) for name in dimensions}
        pairs = list(zip(lines[ABOVE:], rows, strict=True))
        marks = Marks(self.built)
        return all(_is_line(columns, dimensions, *pair, marks.of(table, pair[1])) for pair in pairs) and all(
            _is_labelled([(line[columns.index(name)], row[name]) for line, row in pairs], own, is_said, self.language)
            for name, own in labels.items()
        )


def _is_labelled(pairs: Sequence[tuple[Any, str]], own: Mapping[str, str], is_said: IsSaid, language: str) -> bool:
    """Whether each code is said by its label; a label that only the pages know is one for one code, without numbers."""
    found = set(pairs)
    if any(not isinstance(label, str) or (code in own and own[code] != label) for label, code in found):
        return False
    if language == FIRST:
        return all(label == own.get(code, code) for label, code in found)
    return len({code for _, code in found}) == len(found) and all(is_said(label) for label, _ in found)


def _is_named(sheet: str, table: str) -> bool:
    return sheet == table or (len(table) > LONGEST and sheet.startswith(table[: LONGEST - 4]))


def _is_line(
    columns: list[str], dimensions: list[str], line: Line, row: Mapping[str, str], marks: Sequence[str]
) -> bool:
    """Whether a line of the sheet says what the published line says: numbers, or a mark where there is none."""
    cells = [*line, *[None] * (len(columns) + 1 - len(line))]
    mark = MARKS.get(row.get("status", "shown"), [])
    empty = ["[c]"] if mark == ["[low]"] else mark or ["[x]", "[z]"]
    if len(cells) != len(columns) + 1 or not _are_marks(cells[-1], [*_of_status(row), *marks]):
        return False
    for name, value in zip(columns, cells, strict=False):
        own = row[name]
        if name in dimensions:
            is_right = value is not None
        elif name == "has_report":
            is_right = isinstance(value, str) and not re.search(r"\d", value)
        else:
            is_right = value in (mark if name == "count" else empty) if own == "" else is_same_number(value, own)
        if not is_right:
            return False
    return True


def _of_status(row: Mapping[str, str]) -> list[str]:
    status = row.get("status", "shown")
    return ["[e]"] if status == "noisy" else MARKS.get(status, [])


def _are_marks(beside: object, expected: Sequence[str]) -> bool:
    """Whether these marks stand beside a line; that a number was revised is said on pages and in the facts."""
    said = str(beside).split() if beside is not None else []
    return [mark for mark in said if mark != REVISED] == [*expected] and said.count(REVISED) <= 1

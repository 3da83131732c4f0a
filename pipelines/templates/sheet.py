"""A template as XLSX: a sheet to fill in with drop-downs, then what to do, what everything means, and the lists."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipelines.templates.asked import Asked, how_to
from pipelines.templates.texts import lines, text
from pipelines.templates.workbook import fill, saved
from schemas.fields import RecordType
from schemas.labels import Language, record_label, record_means

# Drop-downs reach down to this row; what is typed below is read all the same.
LAST_ROW = 5000
NUMBERS = ("integer", "number")
LONGEST_PROMPT = 255
AS_TEXT = "@"


def as_sheet(record: RecordType, columns: Sequence[Asked], language: Language, file: str) -> bytes:
    """The whole workbook."""
    book = Workbook()
    book.remove(book["Sheet"])
    book.properties.title = record_label(record, language)
    book.properties.creator = "tipstats"
    data, told, definitions, lists = (
        book.create_sheet(text(name, language)) for name in ("data", "instructions", "definitions", "lists")
    )
    fill(data, [[column.label for column in columns]], [max(16, len(column.label) + 2) for column in columns])
    steps = lines("steps", language)
    said = [[record_label(record, language)]]
    said += [[step.format(means=record_means(record, language), file=file)] for step in steps]
    fill(told, said, [100])
    fill(definitions, [lines("head", language), *_definitions(columns, language)], [26, 22, 44, 44, 34, 60])
    _lists(lists, columns)
    for place, column in enumerate(columns, 1):
        _prepare(data, place, column, lists.title, language)
    return saved(book)


def _definitions(columns: Sequence[Asked], language: Language) -> list[list[str]]:
    """Each column, and below it each of its answers."""
    rows = []
    for column in columns:
        rows.append([column.label, column.name, column.means, how_to(column, language), "", ""])
        rows += [["", column.name, "", "", choice.text, choice.means] for choice in column.choices]
    return rows


def _lists(sheet: Any, columns: Sequence[Asked]) -> None:
    """One column of answers under each column's name, in the places of the columns of the data."""
    longest = max((len(column.choices) for column in columns), default=0)
    texts = [[choice.text for choice in column.choices] for column in columns]
    rows = [[each[at] if at < len(each) else "" for each in texts] for at in range(longest)]
    fill(sheet, [[column.label for column in columns], *rows], [30] * len(columns))


def _prepare(sheet: Any, place: int, column: Asked, lists: str, language: Language) -> None:
    """Codes, dates and words stay the text that was typed; answers are offered, and what to do is said in the cell."""
    letter = get_column_letter(place)
    if column.kind not in NUMBERS:
        sheet.column_dimensions[letter].number_format = AS_TEXT
    if column.choices:
        rule = DataValidation(type="list", formula1=f"'{lists}'!${letter}$2:${letter}${len(column.choices) + 1}")
        rule.showErrorMessage = not column.is_several  # a list can refuse, but it cannot know several answers
    else:
        rule = DataValidation()
    rule.allow_blank = True
    rule.showInputMessage = True
    rule.prompt = how_to(column, language)[:LONGEST_PROMPT]
    rule.errorTitle, rule.error = column.label[:32], text("choose", language)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)

"""Filling in templates as people would: with the rows of the made-up samples, and with rows made up from the fields."""

import csv
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa

from pipelines.conform import Context, conform
from pipelines.project import CHECKOUT, Project
from pipelines.receive import read_joined, read_rows
from pipelines.templates.asked import Asked
from pipelines.templates.xlsform import questions_of
from schemas.records import record_types
from schemas.source import RecordName

Row = dict[str, str]
TOKEN = "0123456789abcdef" * 2
MADE_UP = {
    "id": "A-00017",
    "token": TOKEN,
    "text": "north",
    "date": "2024-03-28",
    "period": "2024-Q1",
    "integer": "17",
    "number": "1.5",
}


@cache
def sample_rows(record: str) -> tuple[Row, ...]:
    """The rows of every sample that has such records, in our own words; what is not there is left out."""
    rows: list[Row] = []
    project = Project(CHECKOUT)
    for name, source in project.sources.items():
        if record in source.record:
            for path in sorted((project.source_folder(name) / "sample").iterdir()):
                rows += _conformed(project, name, record, path)
    return tuple(rows)


def _conformed(project: Project, name: str, record: RecordName, path: Path) -> list[Row]:
    source, kept = project.sources[name], list[pa.Table]()
    kind = source.record[record]
    reader = read_joined(path, kind, source.file) if kind.table else read_rows(path, source.file)
    context = Context(project.community.country, project.areas)
    conform(source, record, reader.headers, reader.chunks(), context, kept.append)
    rows = [row for table in kept for row in table.to_pylist() if row["status"] == "in_scope"]
    return [_as_text(row, record) for row in rows]


def _as_text(row: dict[str, Any], record: str) -> Row:
    found = {"consent": "yes"}
    for field in record_types()[record].fields:
        value = row.get(field.name)
        if field.kind == "answers":
            for pair in filter(None, (value or "").split(";")):
                question, _, answer = pair.partition(":")
                found[question] = f"{found[question]};{answer}" if question in found else answer
        elif value is not None:
            precision = row.get(f"{field.name}_precision")
            found[field.name] = (
                str(value)[: {"year": 4, "month": 7}.get(str(precision), 10)] if precision else str(value)
            )
    return found


def made_up_rows(columns: Sequence[Asked]) -> tuple[Row, ...]:
    """One row for every answer of the longest list, so that each answer of each column occurs."""
    count = max(len(column.choices) for column in columns)
    rows = []
    for at in range(count):
        row = {column.name: MADE_UP.get(column.kind, "") for column in columns if not column.choices}
        row |= {column.name: column.choices[at % len(column.choices)].name for column in columns if column.choices}
        several = [column for column in columns if column.is_several]
        row |= {column.name: ";".join(choice.name for choice in column.answers) for column in several if at == 0}
        rows.append(row | {"consent": "yes", "record_id": f"A-{at:05d}"})
    return tuple(rows)


def written(row: Row, column: Asked) -> str:
    """What a person writes into the cell: the text of each answer, as the list offers it."""
    texts = {choice.name: choice.text for choice in column.choices}
    words = row.get(column.name, "").split(";") if column.choices else []
    return ";".join(texts[word] for word in words if word) if column.choices else row.get(column.name, "")


def fill_csv(content: bytes, columns: Sequence[Asked], rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([written(row, each) for each in columns] for row in rows)
    return content + text.getvalue().encode()


def fill_xlsx(content: bytes, columns: Sequence[Asked], rows: Sequence[Row]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for place, row in enumerate(rows, 2):
        for at, column in enumerate(columns, 1):
            text = written(row, column)
            sheet.cell(place, at).value = text or None
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def exported(columns: Sequence[Asked], rows: Sequence[Row], delimiter: str, key: str) -> bytes:
    """What the programs that show a form give back: names as headers, several answers parted by a blank."""
    text = io.StringIO()
    asked = questions_of(columns)
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["start", *(each.name for each in asked), key])
    for at, row in enumerate(rows):
        cells = [row.get(each.name, "").replace(";", " ") for each in asked]
        writer.writerow(["2024-04-01T09:00:00.000-05:00", *cells, f"uuid:{at:08d}"])
    return text.getvalue().encode()

"""A template as CSV: what to do and what each column may hold stand above the header, in lines that begin with #."""

import csv
import io
from collections.abc import Iterator, Sequence

from pipelines.templates.asked import Asked, how_to
from pipelines.templates.texts import lines
from schemas.fields import RecordType
from schemas.labels import Language, record_label, record_means

MARK = "#"


def as_separated(record: RecordType, columns: Sequence[Asked], language: Language, file: str) -> bytes:
    """The whole file; it begins with a byte order mark, without which spreadsheets read accents wrongly."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([f"{MARK} {line}"] for line in _comments(record, columns, language, file))
    writer.writerow(column.label for column in columns)
    return text.getvalue().encode("utf-8-sig")


def _comments(record: RecordType, columns: Sequence[Asked], language: Language, file: str) -> Iterator[str]:
    yield record_label(record, language)
    for step in lines("steps", language):
        yield step.format(means=record_means(record, language), file=file)
    for column in columns:
        answers = " | ".join(choice.text for choice in column.choices)
        told = (f"{column.label}: {column.means}", how_to(column, language), answers)
        yield " ".join(part for part in told if part)

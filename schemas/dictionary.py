"""The data dictionary of the records, read off the record types and the closed lists, so that nothing is said twice."""

import csv
import io
from dataclasses import astuple, dataclass, fields

from schemas.fields import Field, RecordType
from schemas.records import record_types
from schemas.words import Word, missing_words, word_list


@dataclass(frozen=True)
class Entry:
    """One row: a record type (no field), a field of it (no word), or a word that the field allows."""

    record: str
    field: str
    kind: str
    word: str
    means: str


def dictionary() -> tuple[Entry, ...]:
    """Every record type with its fields, and every field with its words, in their public order."""
    return tuple(entry for record in record_types().values() for entry in _entries(record))


def as_csv(entries: tuple[Entry, ...]) -> str:
    """The entries as they are, one a line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in fields(Entry))
    writer.writerows(astuple(entry) for entry in entries)
    return text.getvalue()


def as_markdown(entries: tuple[Entry, ...]) -> str:
    """One section per record type, one table in it; words stand below their field."""
    lines = ["# Data dictionary"]
    for entry in entries:
        if entry.field:
            field = "" if entry.word else f"`{entry.field}`"
            word = f"`{entry.word}`" if entry.word else ""
            kind = "" if entry.word else entry.kind
            lines.append(f"| {field} | {kind} | {word} | {entry.means.replace('|', '/')} |")
        else:
            head = ("| Field | Kind | Word | Meaning |", "| --- | --- | --- | --- |")
            lines += ["", f"## {entry.record}", "", entry.means, "", *head]
    return "\n".join(lines) + "\n"


def _entries(record: RecordType) -> list[Entry]:
    found = [Entry(record.name, "", "record", "", f"{record.means} Unit: {record.unit}.")]
    for field in record.fields:
        means = field.means if field.kept else f"{field.means} Read, not kept."
        found.append(Entry(record.name, field.name, _kind(field), "", means))
        found += [Entry(record.name, field.name, "allowed word", word.name, word.means) for word in _words(field)]
    return found


def _kind(field: Field) -> str:
    bounds = [
        f"{name} {bound:g}" for name, bound in (("at least", field.low), ("at most", field.high)) if bound is not None
    ]
    return ", ".join((field.kind, *bounds))


def _words(field: Field) -> tuple[Word, ...]:
    """The words of the field's closed list, and the four ways of having no answer."""
    return (*word_list(field.list).words.values(), *missing_words().words.values()) if field.list else ()

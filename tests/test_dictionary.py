"""The data dictionary holds every field and every word, and both of its forms hold all of it."""

import csv

import pytest

from schemas.dictionary import as_csv, as_markdown, dictionary
from schemas.records import record_types
from schemas.words import list_names, missing_words, word_list
from tests.command_line import Said


def test_every_field_and_word_is_in_the_dictionary() -> None:
    entries = dictionary()
    fields = {(entry.record, entry.field) for entry in entries if entry.field}
    assert fields == {(record.name, field.name) for record in record_types().values() for field in record.fields}
    words = {(entry.record, entry.field, entry.word) for entry in entries if entry.word}
    used = {(record.name, field.name, field.list) for record in record_types().values() for field in record.fields}
    assert words == {(record, field, word) for record, field, name in used if name for word in word_list(name).allowed}
    told = {entry.word for entry in entries}
    # What kind of organisation reports is said of a source, so it is no field of a record.
    assert {word for name in list_names() if name != "source_kind" for word in word_list(name).words} <= told
    assert set(missing_words().words) <= told
    assert all(entry.means for entry in entries)


def test_both_forms_hold_every_entry(capsys: pytest.CaptureFixture[str]) -> None:
    said, entries = Said(capsys), dictionary()
    assert said("dictionary") == (0, as_markdown(entries))
    assert said("dictionary", "--format", "csv") == (0, as_csv(entries))
    lines = list(csv.reader(as_csv(entries).splitlines()))
    assert lines[1:] == [[entry.record, entry.field, entry.kind, entry.word, entry.means] for entry in entries]
    rows = [line for line in as_markdown(entries).splitlines() if line.startswith(("| `", "|  |"))]
    assert len(rows) == sum(bool(entry.field) for entry in entries)

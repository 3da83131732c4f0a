"""The data dictionary holds every field and every word, and each of its forms and languages holds all of it."""

import csv
import re
from dataclasses import astuple

import pytest

from schemas.dictionary import as_csv, as_markdown, dictionary
from schemas.dictionary_page import as_html
from schemas.labels import LANGUAGES, Language
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
    assert lines[1:] == [list(astuple(entry)) for entry in entries]
    rows = [line for line in as_markdown(entries).splitlines() if line.startswith(("| `", "|  |"))]
    assert len(rows) == sum(bool(entry.field) for entry in entries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_every_entry_and_needs_nothing_else(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = dictionary(language)
    page = as_html(entries, language)
    assert Said(capsys)("dictionary", "--format", "html", "--lang", language) == (0, page)
    assert page.startswith("<!doctype html>\n<html lang=")
    assert 'name="viewport"' in page
    assert re.findall(r"<script|<link|<img|@import|url\(|https?:|javascript:| on\w+=", page) == []
    for tag in ("section", "details", "dl", "dd", "h2", "h3", "p", "ul", "li"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>"), tag
    assert page.count("<h3 ") == sum(bool(entry.field and not entry.word) for entry in entries)
    assert page.count("<dt>") == sum(bool(entry.word) for entry in entries)
    assert set(re.findall(r'href="#(\w+)"', page)) == set(re.findall(r'<h2 id="(\w+)"', page))


def test_every_record_field_and_word_is_told_in_spanish() -> None:
    """What is the same in both languages is so on purpose: names of continents, numbers of a code, words of both."""
    same = {"NIBRS 14.", "Asia", "Chat"}
    for english, spanish in zip(dictionary("en"), dictionary("es"), strict=True):
        place = (english.record, english.field, english.word)
        assert place == (spanish.record, spanish.field, spanish.word)
        assert english.means != spanish.means or english.means in same, place
        assert english.label != spanish.label or english.label in same, place


def test_one_record_type_alone(capsys: pytest.CaptureFixture[str]) -> None:
    said = Said(capsys)
    code, text = said("dictionary", "--record", "tally", "--format", "csv")
    assert code == 0
    assert {line[0] for line in csv.reader(text.splitlines()[1:])} == {"tally"}
    code, text = said("dictionary", "--record", "nothing")
    assert code == 3
    assert "tally" in text

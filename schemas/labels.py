"""What records, fields and words are called, and what they mean, in the languages that people read."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from schemas.fields import Field, RecordType
from schemas.words import Word

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def record_label(record: RecordType, language: Language) -> str:
    """The title of a record type; its name in plain writing where nobody has given one."""
    return _said("records", record.name, "label", language) or _plain(record.name)


def record_means(record: RecordType, language: Language) -> str:
    """What one row of a record type is, with its unit; English where there is no translation."""
    means = _said("records", record.name, "means", language) if language != "en" else ""
    if not means:
        return f"{record.means} Unit: {record.unit}."
    return f"{means} Unidad: {_said('records', record.name, 'unit', language) or record.unit}."


def field_label(field: Field, language: Language) -> str:
    """The header of a field; its name in plain writing where nobody has given one."""
    return _said("fields", field.name, "label", language) or _plain(field.name)


def field_means(field: Field, language: Language) -> str:
    """What a field holds; English where there is no translation."""
    if language == "en":
        return field.means
    return _said("fields", field.name, "means", language) or field.means


def word_label(word: Word, language: Language) -> str:
    """The public label of a word; English where there is no translation."""
    return (word.label_es if language == "es" else "") or word.label


def word_means(word: Word, language: Language) -> str:
    """What a word means; English where there is no translation."""
    return (word.means_es if language == "es" else "") or word.means


def phrase(name: str, language: str) -> str:
    """What a release calls a total, a rest, or a time that is not known; empty where there is no translation."""
    return _labels()["phrases"][name].get("label" if language == "en" else f"label_{language}", "")


def _said(part: str, name: str, what: str, language: Language) -> str:
    entry = _labels()[part].get(name, {})
    ending = "" if language == "en" else f"_{language}"
    return entry.get(f"{what}{ending}", "") or (entry.get("label", "") if what == "label" else "")


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))

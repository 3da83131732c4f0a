"""Other names under which holders of records keep our fields: synonyms.toml, and the fields' own names and labels."""

import tomllib
from functools import cache
from pathlib import Path

from schemas.fields import Field
from schemas.headers import plain
from schemas.labels import LANGUAGES, field_label
from schemas.records import record_types

# A wrong number, token or consent would do harm that nobody sees; of these only the declared column will do.
NEVER_TAKEN = ("id", "token", "consent")


@cache
def synonyms(record: str) -> dict[str, frozenset[str]]:
    """Every field of a record type with the plain spellings of its names."""
    return {field.name: _spellings(field) for field in record_types()[record].fields}


@cache
def may_be_taken(record: str, field: str) -> bool:
    """Whether a column of another name may stand in for the declared one."""
    return field in record_types()[record].names and record_types()[record].field(field).kind not in NEVER_TAKEN


def _spellings(field: Field) -> frozenset[str]:
    labels = (field_label(field, language) for language in LANGUAGES)
    return frozenset(plain(text) for text in (field.name, *labels, *_declared().get(field.name, ())))


@cache
def _declared() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("synonyms.toml").read_text(encoding="utf-8"))

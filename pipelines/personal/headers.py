"""Which headers name a column that may not be handed in; the words are in words.toml, English and Spanish."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.words import fold

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
PREFIX = re.compile(r"/|::|\.(?=\S)|(?<=\w)\s+[-–]\s+")  # noqa: RUF001  # forms write both dashes
MOST_WORDS = 14


@dataclass(frozen=True)
class Kind:
    """One kind of column: what it holds, the words that tell it, and all that may stand beside them."""

    says: str
    keys: frozenset[tuple[str, ...]]
    allowed: frozenset[str]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name, in the order of the file."""
    told = dict(_told())
    plain = told.pop("plain")
    return {
        name: Kind(
            each["says"],
            frozenset(tuple(key.split()) for key in each["keys"]),
            frozenset([*plain, *each["beside"], *each["keys"]]),
        )
        for name, each in told.items()
        if name != "context"
    }


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def context_of(headers: Iterable[str]) -> str:
    """Whose numbers bare digits below these headers may be: "case", "ssn", "phone", or "" where nothing tells.

    >>> context_of(["Case no. (contact)"])
    'case'
    """
    words = {word for header in headers for text in (header, CAMEL.sub(" ", header)) for word in _words(text)}
    return next((name for name, own in _told()["context"].items() if not words.isdisjoint(own)), "")


def header_kind(header: str) -> str:
    """The kind of personal data that a header names, "" for none; also behind the group prefix of a form.

    >>> header_kind("intake/Teléfono celular")
    'phone'
    >>> header_kind("AGENCY_NAME")
    ''
    """
    return _kind_of(header) or _kind_of(last_part(header))


def last_part(header: str) -> str:
    """The name of a question behind the groups of its form."""
    return ([part for part in PREFIX.split(header) if part.strip()] or [header])[-1]


def is_in_group(header: str) -> bool:
    """Whether a form's group, or the question of a tick box, stands before the name itself."""
    return last_part(header) != header


def _kind_of(header: str) -> str:
    """The kind that leaves no word of the header unexplained."""
    for words in (tuple(_words(header)), tuple(_words(CAMEL.sub(" ", header)))):
        if 0 < len(words) <= MOST_WORDS:
            for name, kind in kinds().items():
                if _explains(kind, words):
                    return name
    return ""


def _explains(kind: Kind, words: tuple[str, ...]) -> bool:
    used = {
        place
        for size in (1, 2, 3)
        for start in range(len(words) - size + 1)
        if words[start : start + size] in kind.keys
        for place in range(start, start + size)
    }
    return bool(used) and all(place in used or word in kind.allowed for place, word in enumerate(words))


def _words(header: str) -> list[str]:
    """Folded words without digits and punctuation."""
    return [word for word in re.split(r"[\W\d]+", fold(header)) if word]

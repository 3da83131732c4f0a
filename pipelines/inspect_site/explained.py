"""The files that explain the tables, in each language: lines of release.json, in its words or those of this version."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.inspect_site.built import Built, Unreadable
from pipelines.inspect_site.copies import FIRST, explained
from pipelines.inspect_site.standards import meanings
from schemas.problems import Problem, problem

LANGUAGES = Path(__file__).parents[2] / "dashboards" / "languages"
HEADS = {
    "data/dictionary.csv": ("table", "name", "type", "description"),
    "data/words.csv": ("dimension", "value", "label", "means"),
}
Row = Mapping[str, str]


def check_explained(built: Built) -> Iterator[Problem]:
    """A problem for each file with a line or a text that neither the release nor this version has."""
    for path, (name, language) in explained(built).items():
        if not built.has(path):
            continue
        try:
            rows = built.rows(path)
        except Unreadable as unreadable:
            yield problem("TIP-E537", file=path, what=str(unreadable))
            continue
        told = built.release if language == FIRST else (built.release.get("translations") or {}).get(language) or {}
        is_known = _is_column if name == "data/dictionary.csv" else _is_word
        if any(set(row) != set(HEADS[name]) for row in rows):
            yield problem("TIP-E536", file=path, what="a column of another kind")
        elif not all(is_known(built, row, told, language) for row in rows):
            yield problem("TIP-E536", file=path, what="a line that release.json does not have")


def _is_column(built: Built, row: Row, told: Mapping[str, Any], language: str) -> bool:
    listed = [one for one in built.tables.get(row["table"], {}).get("columns", []) if one.get("name") == row["name"]]
    if len(listed) != 1 or listed[0].get("type") != row["type"]:
        return False
    if language == FIRST:
        return bool(row["description"] == listed[0].get("description", ""))
    return row["description"] in {"", *(told.get("said") or {}).values(), *said_in(language)}


def _is_word(built: Built, row: Row, told: Mapping[str, Any], language: str) -> bool:
    name, value, label = row["dimension"], row["value"], row["label"]
    base = (built.release.get("labels") or {}).get(name, {})
    own = (told.get("labels") or {}).get(name, {}).get(value)
    # What the release does not translate is a name, or a word of the pages, which has no number in it.
    is_label = label == own if own else language != FIRST and (label == base.get(value) or not re.search(r"\d", label))
    return value in base and is_label and row["means"] in {"", *meanings(language), *said_in(language)}


@cache
def said_in(language: str) -> Set[str]:
    """What the pages of this version can say in a language of columns and of words."""
    path = LANGUAGES / f"{language}.toml"
    told = (
        tomllib.loads(path.read_text(encoding="utf-8")) if re.fullmatch(r"[a-z]{2}", language) and path.exists() else {}
    )
    means = (text for own in told.get("means", {}).values() for text in own.values())
    return frozenset([*told.get("said", {}).values(), *means])

"""Words that harm or blame are in no text that the public reads, in any language."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.project import CHECKOUT
from tests.unsaid import UNSAID, harmful

# Whatever reaches a page, a file of the public, or a person who hands in data.
PUBLIC = (
    *("*.md", "sources/*/README.md", "pipelines/commands/starters/*.md", "warehouse/counted/*.sql"),
    *("dashboards/languages/*.toml", "dashboards/templates/*.html", "dashboards/charts/*.py", "schemas/problems.toml"),
    *("community.toml", "policy.toml", "sources/*/source.toml", "schemas/words/*.toml"),
)
TEXTS = sorted({path for pattern in PUBLIC for path in CHECKOUT.glob(pattern)})
# In a list of words, what we say; the words of others that are read are theirs.
OURS = re.compile(r"(title|label|means)(_\w\w)?")


def said(path: Path) -> Iterator[str]:
    """The texts of a file that people read; of a declaration, what is told of it on the pages."""
    text = path.read_text(encoding="utf-8")
    if path.parent.name == "words":
        yield from _ours(tomllib.loads(text))
    elif path.name == "source.toml":
        told = tomllib.loads(text)
        yield from (told.get("holder", ""), *told.get("caveats", ()))
        for record in told.get("record", {}).values():
            for question in record.get("questions", {}).values():
                yield from (question.get("text", ""), *map(str, question.get("answers", {}).values()))
    else:
        yield text


def _ours(told: dict[str, Any]) -> Iterator[str]:
    for key, value in told.items():
        if isinstance(value, dict):
            yield from _ours(value)
        elif OURS.fullmatch(key):
            yield str(value)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_no_public_text_harms_or_blames(path: Path) -> None:
    assert harmful("\n".join(said(path))) == []


@pytest.mark.parametrize("language", UNSAID)
def test_every_word_says_what_to_say_in_its_place(language: str) -> None:
    assert all(UNSAID[language]["words"].values())
    assert all(UNSAID[language]["names"].values())


def test_every_language_of_the_pages_has_its_list() -> None:
    assert {path.stem for path in CHECKOUT.glob("dashboards/languages/*.toml")} <= set(UNSAID)


def test_the_list_is_found_in_any_form() -> None:
    assert harmful("They were Rescued.") == ["rescu"]
    assert harmful("Puntos\n calientes") == ["puntos calientes"]
    assert harmful("People were identified and reported.") == []

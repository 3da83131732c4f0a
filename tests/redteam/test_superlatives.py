"""A sentence changes with published numbers alone, and claims no rank that a number which is not shown may have."""

from pathlib import Path

import pandas as pd
import pytest

from dashboards import sentences
from dashboards.texts import Texts, read_texts
from tests.built_pages import figures_of
from tests.published_words import LABELS
from tests.redteam.planned import built, made_up, tables_of
from tests.redteam.planted import SECRET, Site

CLAIMS = ("most", "largest", "highest", "more than", "fewer", "least", "smallest", "lowest")


@pytest.fixture
def texts() -> Texts:
    return read_texts("en", LABELS)


def rows(**told: tuple[int | None, str]) -> pd.DataFrame:
    """Gender of people as it is published: a number and its status."""
    frame = pd.DataFrame({"gender": list(told), "count": pd.array([n for n, _ in told.values()], dtype="Int64")})
    least = {"shown": -5, "below": None, "withheld": None}
    status = [state for _, state in told.values()]
    ends = [None if n is None or least[s] is None else n + 4 for (n, s) in told.values()]
    starts = [None if n is None or least[s] is None else n - 5 for (n, s) in told.values()]
    frame["at_least"] = pd.array(
        [0 if s == "below" else start for s, start in zip(status, starts, strict=True)], "Int64"
    )
    frame["at_most"] = pd.array([9 if s == "below" else end for s, end in zip(status, ends, strict=True)], "Int64")
    return frame.assign(status=status)


def test_what_is_largest_among_the_shown_is_not_said_to_be_the_largest(texts: Texts) -> None:
    told = rows(
        total=(410, "shown"),
        any_answer=(390, "shown"),
        female=(None, "withheld"),
        male=(130, "shown"),
        transgender=(None, "below"),
    )
    said = sentences.most_frequent(told, "gender", texts, "people")
    assert said.startswith("The largest number that can be shown is “Male”")
    assert "may be larger" in said


def test_nothing_is_said_of_what_is_smallest(tmp_path: Path) -> None:
    site = built(tables_of(made_up(4)), tmp_path)
    for name in ("who.html", "where.html"):
        text = site.text(name).casefold()
        assert "smallest number" not in text
        assert "fewest" not in text


def test_sentences_are_the_same_whatever_is_behind_a_band(tmp_path: Path) -> None:
    """The order of two small groups is turned round; nothing that is published changes."""
    people = {leaf: 0 if leaf[2] == "child" else 64 for leaf in made_up(1)}
    boys, girls = ("X1", "male", "child", "2024"), ("X1", "female", "child", "2024")
    sites = [built(tables_of({**people, boys: a, girls: 9 - a}), tmp_path / str(a)) for a in (1, 8)]
    said = [sentences_of(site) for site in sites]
    assert said[0] == said[1]
    assert any(word in " ".join(said[0]) for word in CLAIMS), "a sentence that claims nothing would prove nothing"


def sentences_of(site: Site) -> list[str]:
    names = {figure.page for figure in figures_of(site.root)}
    lines = [line for name in sorted(names) for line in site.text(name).splitlines()]
    return [line for line in lines if 'class="sentence"' in line or 'class="headline"' in line]


def test_a_claim_with_a_number_that_is_not_published_is_found(site: Site) -> None:
    site.replace("who.html", '<p class="sentence">', f'<p class="sentence">The largest group has {SECRET} people. ')
    assert site.codes() == {"TIP-E523"}

"""The methods page and the privacy page: both languages, their length, and whose numbers they say."""

import html
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import click
import numpy as np
import pytest

from dashboards.texts import LANGUAGES, read_texts
from pipelines.commands import tipstats
from pipelines.publish.intervals import interval, rounded
from pipelines.show import show
from pipelines.show.page_list import Edition, find_pages
from pipelines.show.pages import make_pages
from pipelines.show.release import Release
from tests.published_example import write_published
from tests.published_words import release as published_words
from tests.unsaid import harmful

PROFILES = ("public", "exact", "dp")
MOST_WORDS = 220
# Numbers of a release that no text says by itself.
PROTECTION = {"cells": 9871, "shown": 6543, "below": 2109, "withheld": 876, "coarsened": 643, "hidden": 3328}
POLICY: dict[str, Any] = {
    "smallest_shown": 37,
    "steps": [37, 111, 148],
    "least_values": 13,
    "providers": True,
    "release": {"lag_days": 123, "approvals": 44, "rebase_months": 18},
    "dp": {"epsilon_each": 0.35, "epsilon_total": 7.5},
}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def pages(profile: str = "public", language: str = "en", **policy: Any) -> dict[str, str]:
    """Both pages, of a release without any table."""
    told = {
        **published_words(),
        "profile": profile,
        "policy": {"profile": profile, **POLICY, **policy},
        "protection": {"threshold": 37, **PROTECTION},
        "status": "released",
        "release": {"id": "2024", "period": "2024", "released_on": "2025-06-30"},
    }
    release = Release(told["version"], told["community"], {}, {}, (), told["protection"], told=told)
    own = [page for page in find_pages() if page.name in {"methods", "privacy"}]
    written = make_pages(release, own, [], Edition(read_texts(language, {})), []).pages
    return {page.name: written[page.file] for page in own}


def sections(page: str) -> dict[str, str]:
    """The words of each section of the main part, by its id."""
    main = page.partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'<section id="([^"]+)"[^>]*>(.*?)</section>', main, re.DOTALL)
    return {name: html.unescape(re.sub(r"<[^>]+>", " ", inner)) for name, inner in found}


def test_both_pages_are_built_from_a_published_folder(tmp_path: Path) -> None:
    folder = write_published(tmp_path / "published")
    show(folder, tmp_path / "site")
    protection = json.loads((folder / "release.json").read_text(encoding="utf-8"))["protection"]
    for name, section in (("methods", "release"), ("privacy", "short")):
        found = sections((tmp_path / "site" / f"{name}.html").read_text(encoding="utf-8"))
        if "coarsened" in protection:
            assert f"{protection['coarsened']:,}" in NUMBER.findall(found[section])


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_privacy_page_is_read_in_a_minute(language: str, profile: str) -> None:
    said = sections(pages(profile, language)["privacy"])["short"]
    assert 100 < len(said.split()) <= MOST_WORDS


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_privacy_page_says_the_numbers_of_the_release_alone(language: str) -> None:
    policy = {"37", "44", "18"}
    counts = {f"{PROTECTION[part]:,}" for part in ("cells", "shown", "below", "withheld", "coarsened")}
    assert set(NUMBER.findall(sections(pages(language=language)["privacy"])["short"])) == policy | counts


@pytest.mark.parametrize("profile", PROFILES)
def test_the_methods_page_says_the_numbers_of_the_release(profile: str) -> None:
    found = sections(pages(profile)["methods"])
    written = tomllib.loads((LANGUAGES / "en.toml").read_text(encoding="utf-8"))["methods"]
    own = {number for part in written.values() for text in part.values() for number in NUMBER.findall(text)}
    said = {number for text in found.values() for number in NUMBER.findall(text)}
    steps = {"111", "148"} if profile != "exact" else set()
    noise = {"0.35", "7.5"} if profile == "dp" else set()
    # Sentences of the language file write no number in which the release has a say.
    assert said - own == {"37", "13", "123", "44", "18", *steps, *noise} | {
        f"{PROTECTION[part]:,}" for part in ("cells", "shown", "below", "withheld", "coarsened")
    }
    assert set(NUMBER.findall(found["rule_exact" if profile == "exact" else "rule_public"])) <= {"13", "37", "1"}


def test_the_pages_lead_to_each_other_and_to_the_people_who_answer() -> None:
    made = pages()
    assert made["privacy"].count('<a href="mailto:data@example.org">') >= 2
    assert '<a href="methods.html">How it works</a>' in made["privacy"]
    assert '<a href="privacy.html">' in made["methods"].partition("<main")[2]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("language", "named"), [("en", "people identified"), ("es", "personas identificadas")])
def test_no_sensational_word_in_either_language(profile: str, language: str, named: str) -> None:
    said = " ".join(" ".join(sections(page).values()) for page in pages(profile, language).values()).casefold()
    assert named in said
    assert harmful(said) == []
    for word in ("victim", "víctim"):
        assert word not in said


def test_a_profile_says_what_it_does_and_no_more() -> None:
    public, exact, noisy = (set(sections(pages(profile)["methods"])) for profile in PROFILES)
    assert {"rounding", "rule_public", "limits", "certificate", "references"} <= public
    assert {"suppression", "rule_exact", "limits", "certificate", "references"} <= exact
    assert not exact & {"rounding", "rule_public", "repair_public"}
    assert noisy - public == {"noise"}


def test_providers_are_named_only_where_the_policy_guards_against_them() -> None:
    assert "Each organisation against the others" in pages()["methods"]
    assert "Each organisation against the others" not in pages(providers=False)["methods"]


def test_the_examples_of_rounding_are_those_of_the_program() -> None:
    lines = read_texts("en", {})("methods.rounding.examples").splitlines()
    examples = [tuple(line.split(" | ")) for line in lines if line[0].isdigit()]
    counts = np.arange(1000)
    assert {int(step) for step, _, _ in examples} == {10, 20, 50}
    for step, told, means in examples:
        steps = np.full(len(counts), int(step))
        is_so = counts < int(step) if told.startswith("<") else rounded(counts, steps) == int(told)
        found = counts[is_so & ((counts >= int(step)) | told.startswith("<"))]
        assert means == f"{found.min()} to {found.max()}"
        least, most = interval(found, np.full(len(found), int(step)))
        assert set(zip(least, most, strict=True)) == {(found.min(), found.max())}


def test_every_command_that_the_page_names_exists() -> None:
    context = click.Context(tipstats)
    named = re.findall(r"tipstats (\w+) SITE(?: (--\w+))?", sections(pages()["methods"])["check"])
    assert {command for command, _ in named} == {"audit", "verify"}
    for name, option in named:
        command = tipstats.get_command(context, name)
        assert command is not None, name
        assert not option or option in {text for own in command.params for text in own.opts}

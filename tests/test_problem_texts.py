"""The catalogue in two languages: the same braces, nothing left out that a provider can meet, help for every code."""

import ast
import json
import string
from dataclasses import asdict
from pathlib import Path

import pytest

from pipelines.conform.check import schema_of
from pipelines.feedback.help import help_lines, write_help
from pipelines.feedback.wording import wording
from pipelines.project import CHECKOUT
from schemas.problems import LANGUAGES, Mistake, Problem, catalogue, phrase, problem, reason_for
from schemas.records import record_types

# What a provider's file goes through; whatever is said there, a provider can meet.
ROOMS = ("receive", "conform", "personal", "pseudonymise", "feedback")
# Said by the policy and not about a file.
OF_ANALYSTS = {"TIP-E591"}


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def codes_in(folder: Path) -> set[str]:
    nodes = (node for path in folder.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str)} & set(catalogue())


def met_by_providers() -> set[str]:
    said = {code for room in ROOMS for code in codes_in(CHECKOUT / "pipelines" / room)}
    return said | {code for code, entry in catalogue().items() if entry["level"] != "stop"} - OF_ANALYSTS


@pytest.mark.parametrize("code", sorted(met_by_providers()))
def test_what_a_provider_can_meet_is_there_in_spanish(code: str) -> None:
    assert code in catalogue("es")


@pytest.mark.parametrize("code", sorted(catalogue("es")))
def test_both_languages_have_the_same_braces(code: str) -> None:
    english, spanish = catalogue()[code], catalogue("es")[code]
    assert set(spanish) == {"says", "mend"}
    for key in ("says", "mend"):
        assert braces(spanish[key]) == braces(english[key]), key


def test_the_rules_of_a_field_are_told_in_spanish() -> None:
    rules = {
        str(check.error)
        for kind in record_types()
        for column in schema_of(kind).columns.values()
        for check in column.checks
    }
    assert [rule for rule in rules if "a word of the list" not in rule and phrase(rule, "es") == rule] == []


def test_the_report_has_the_same_words_in_both_languages() -> None:
    english, spanish = (wording(language) for language in LANGUAGES)
    assert {name: braces(text) for name, text in english.items()} == {
        name: braces(text) for name, text in spanish.items()
    }


def test_a_problem_is_told_in_another_language_after_it_was_stored() -> None:
    found = problem("TIP-E152", column="Day", expected="year-month-day", example="2024-03-28", row=3)
    stored = Problem(**json.loads(json.dumps(asdict(found))))
    assert stored == found
    assert hash(stored) == hash(found)
    assert str(stored.told_in("es")) == str(found.told_in("es"))
    assert str(stored.told_in("es")).startswith('TIP-E152 fila 3, columna "Day": esto no es una fecha')
    assert stored.told_in("en") == stored
    assert sorted([stored, problem("TIP-E151")])[0].code == "TIP-E151"


def test_a_problem_that_was_stored_without_its_words_stays_as_it_is() -> None:
    old = Problem("TIP-E152", "row", "this is no date", "Write 2024-03-28.")
    assert old.told_in("es") is old


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_page(tmp_path: Path, language: str) -> None:
    assert write_help(tmp_path, language) == len(catalogue())
    index = (tmp_path / language / "index.html").read_text(encoding="utf-8")
    for code in catalogue():
        page = (tmp_path / language / f"{code}.html").read_text(encoding="utf-8")
        assert f'href="{code}.html"' in index
        assert f'<html lang="{language}">' in page
        assert "{" not in page.partition("</style>")[2]
        assert help_lines(code, language)[0].startswith(code)


def test_reasons_are_there_in_both_languages_or_in_none() -> None:
    for code in catalogue():
        assert bool(reason_for(code, "en")) == bool(reason_for(code, "es"))


def test_a_code_that_does_not_exist_says_so() -> None:
    with pytest.raises(Mistake, match="TIP-E766"):
        help_lines("TIP-E999")

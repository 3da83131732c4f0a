"""The page in each source folder: from one's own records to a receipt, in both languages, for people with no time."""

import re
from pathlib import Path

import pytest

from pipelines.commands import new, tipstats
from pipelines.project import CHECKOUT

PAGES = [*sorted(CHECKOUT.glob("sources/*/README.md")), new.STARTERS / "source.md"]
MOST_STEPS = 5
ONE_PAGE = 65


def halves(path: Path) -> tuple[str, str]:
    english, _, spanish = path.read_text(encoding="utf-8").partition("\n## En español\n")
    return english, spanish


def steps(text: str) -> list[str]:
    return re.findall(r"^\d\. (.*(?:\n   .*)*)", text, re.M)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_page_leads_to_a_receipt_in_few_steps_and_in_both_languages(path: Path) -> None:
    both = [steps(half) for half in halves(path)]
    assert len(both[0]) == len(both[1]) <= MOST_STEPS
    assert len(path.read_text(encoding="utf-8").splitlines()) <= ONE_PAGE
    for half in halves(path):
        assert all(f"`{name}/`" in half for name in ("inbox", "received", "reports"))
        assert "`reports/inbox.report.txt`" in half


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_the_commands_of_a_page_exist_and_are_the_same_in_both_languages(path: Path) -> None:
    commands = [re.findall(r"`(tipstats [^`]+)`", " ".join(half.split())) for half in halves(path)]
    assert commands[0] == commands[1]
    assert commands[0][-1] == "tipstats run"
    known = tipstats.list_commands(None)  # type: ignore[arg-type]  # it does not look at the context
    assert {command.split()[1] for command in commands[0]} <= set(known)


@pytest.mark.parametrize("path", PAGES[:-1], ids=lambda path: path.parent.name)
def test_a_page_names_its_own_source(path: Path) -> None:
    assert f"--source {path.parent.name}`" in path.read_text(encoding="utf-8")

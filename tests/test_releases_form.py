"""The approval form, and the calendar of releases: two different people, everything answered, days that can be."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipelines.releases import Request, check_form, form_text, new_form, next_period, periods_of, read_form, refusals
from pipelines.releases.approval import questions
from pipelines.releases.periods import first_day_to_release, last_day, months_later
from schemas.community import Calendar
from schemas.policy import Policy
from schemas.problems import ReleaseStopped
from tests.frozen_releases import entry
from tests.released_example import fill_in

MADE, TODAY = date(2025, 4, 1), date(2025, 4, 20)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form that is filled in."""
    path = tmp_path / "2024.toml"
    path.write_text(form_text(new_form("2024", "release", MADE, "0" * 64, 2), "3 of 14."), encoding="utf-8")
    fill_in(path, date(2025, 4, 15))
    return path


def codes(path: Path, *, needs_note: bool = True, approvals: int = 2) -> list[str]:
    return [found.code for found in check_form(read_form(path), path, TODAY, approvals, needs_note=needs_note)]


def test_a_form_with_everything_filled_in_is_complete(form: Path) -> None:
    assert codes(form) == []
    assert codes(form, approvals=3) == ["TIP-E577"]


def test_an_empty_form_says_all_that_is_missing_and_where(tmp_path: Path) -> None:
    path = tmp_path / "2024.toml"
    path.write_text(form_text(new_form("2024", "release", MADE, "0" * 64, 2), "3 of 14."), encoding="utf-8")
    found = check_form(read_form(path), path, TODAY, 2, needs_note=True)
    asked = sum(map(len, questions().values()))
    assert [one.code for one in found] == ["TIP-E576"] * asked + ["TIP-E577"] * (2 + 3 + 2 * 3)
    lines = path.read_text(encoding="utf-8").split("\n")
    for one in found:
        line = lines[int(one.says.partition(":")[0].removeprefix("line ")) - 1]
        assert '""' in line or "[]" in line or line.startswith("[checklist."), one
    assert codes(path, needs_note=False).count("TIP-E577") == 3 + 2 * 3


def test_the_checklist_has_the_five_parts_and_says_why(form: Path) -> None:
    parts = ("safe_projects", "safe_people", "safe_settings", "safe_data", "safe_outputs")
    assert tuple(questions()) == parts
    text = form.read_text(encoding="utf-8")
    for inside in questions().values():
        for question in inside.values():
            assert question.ask.endswith("?")
            assert question.why in text


BROKEN = {
    "a no": ('answer = "Yes"', 'answer = "no"', ["TIP-E576"]),
    "a yes with a but": ('answer = "Yes"', 'answer = "yes, but"', ["TIP-E576"]),
    "the same person": ("Bo Ahlers", "Ines Falke", ["TIP-E578"]),
    "the same person in other letters": ("Bo Ahlers", "FALKE,  Inés", ["TIP-E578"]),
    "a day in the future": ("on = 2025-04-15", "on = 2025-04-21", ["TIP-E579"]),
    "a day before the candidate": ("on = 2025-04-15", "on = 2025-03-31", ["TIP-E579"]),
    "a review before the candidate": ('when = "2025-04-15"', "when = 2025-03-31", ["TIP-E579"]),
    "a role left open": ('role = "Desk"', 'role = " "', ["TIP-E577"]),
    "nobody was asked": ('said = "Good."', 'said = ""', ["TIP-E577"]),
    "no agreement": ('agreed = "yes"', 'agreed = "no"', ["TIP-E580"]),
    "no note": ('revision_note = "Late reports were added."', 'revision_note = ""', ["TIP-E577"]),
    "no reason": ('revision_reasons = ["late_data"]', "revision_reasons = []", ["TIP-E577"]),
    "a note that counts people": ("Late reports were added.", "12 late reports were added.", ["TIP-E596"]),
    "a question taken out": ("[checklist.safe_data.reports]", "[checklist.safe_data.other]", ["TIP-E576"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_in_order_is_said(name: str, form: Path) -> None:
    old, new, expected = BROKEN[name]
    text = form.read_text(encoding="utf-8")
    assert old in text
    form.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert codes(form) == expected


@pytest.mark.parametrize(
    "text",
    ["release = ", 'release = "2024"\n', "\ufeff[", 'made_on = "soon"'],
    ids=["no value", "half of it", "no toml", "no day"],
)
def test_what_is_no_form_is_refused(text: str, form: Path) -> None:
    form.write_text(text, encoding="utf-8")
    with pytest.raises(ReleaseStopped, match="TIP-E00"):
        read_form(form)


def test_an_approval_on_no_day_of_the_calendar_is_refused(form: Path) -> None:
    form.write_text(form.read_text(encoding="utf-8").replace("on = 2025-04-15", 'on = "soon"', 1), encoding="utf-8")
    with pytest.raises(ReleaseStopped, match="TIP-E001"):
        read_form(form)


@pytest.mark.parametrize(
    ("period", "end", "following"),
    [
        ("2024", date(2024, 12, 31), "2025"),
        ("2023-Q4", date(2023, 12, 31), "2024-Q1"),
        ("2024-Q1", date(2024, 3, 31), "2024-Q2"),
        ("2024-02", date(2024, 2, 29), "2024-03"),
        ("2024-12", date(2024, 12, 31), "2025-01"),
    ],
)
def test_a_period_has_an_end_and_one_that_follows(period: str, end: date, following: str) -> None:
    assert last_day(period) == end
    assert next_period(period) == following
    assert (first_day_to_release(period, 90) - end).days == 90
    assert {period, following} <= set(periods_of((2023, 2024, 2025)))


def test_months_later_is_the_same_day_where_there_is_one() -> None:
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_later(date(2025, 10, 31), 4) == date(2026, 2, 28)
    assert months_later(date(2025, 4, 1), 12) == date(2026, 4, 1)


ALLOWED: dict[str, Callable[[], Request]] = {
    "the next year": lambda: Request("2025", "release", date(2026, 3, 31)),
    "a quarter after a year": lambda: Request("2025-Q1", "release", date(2025, 6, 29)),
    "a re-base of the same year": lambda: Request("2024", "rebase", date(2026, 4, 1)),
    "a re-base with a new year": lambda: Request("2025", "rebase", date(2026, 4, 1)),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_time_goes_forward(name: str) -> None:
    released = entry("2024").model_copy(update={"number": 1})
    calendar = Calendar(from_year=2023, to_year=2025)
    assert refusals(ALLOWED[name](), (released,), Policy(), calendar) == []


@pytest.mark.parametrize(("day", "codes"), [(9, ["TIP-E587"]), (10, []), (11, [])])
def test_a_day_before_the_last_release_is_refused_for_that_alone(day: int, codes: list[str]) -> None:
    """Also where the last release was given too late a day by mistake."""
    last = entry("2024").model_copy(update={"released_on": date(2026, 8, 10)})
    request, calendar = Request("2025", "release", date(2026, 8, day)), Calendar(from_year=2023, to_year=2025)
    assert [found.code for found in refusals(request, (last,), Policy(), calendar)] == codes


def test_a_period_that_ends_with_the_released_one_is_told_already() -> None:
    calendar = Calendar(from_year=2023, to_year=2025)
    for period, code in (("2024-Q4", "TIP-E569"), ("2024-12", "TIP-E569"), ("2024-Q3", "TIP-E570")):
        found = refusals(Request(period, "release", date(2025, 6, 1)), (entry("2024"),), Policy(), calendar)
        assert [one.code for one in found] == [code]


def test_a_later_rebase_of_a_period_has_a_name_of_its_own() -> None:
    first = entry("2024")
    again = first.model_copy(update={"id": "2024-rebase-1", "kind": "rebase"})
    request = Request("2024", "rebase", TODAY)
    assert [request.name(ledger) for ledger in ((first,), (first, again))] == ["2024-rebase-1", "2024-rebase-2"]
    assert Request("2025", "release", TODAY).name((first, again)) == "2025"

"""Periods that are not over or not approved: marked, drawn in grey, and set beside no whole period."""

import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards import palette
from dashboards.bars import count_bar
from dashboards.cells import Cell, State, cells
from dashboards.compared import in_part, side_by_side
from dashboards.lines import Line, panels
from dashboards.texts import read_texts
from pipelines.show.figures import drawing
from pipelines.show.grids import grid
from pipelines.show.picture import picture
from pipelines.show.settled import Settled, mark_provisional, marks_by_key, one_mark, read_settled

TEXTS = read_texts("en", {})
STATES: list[tuple[State, int | None, int | None]]
STATES = [("shown", 10, 14), ("below", None, 9), ("withheld", None, None)]
PERIODS = ["2023", "2023-Q4", "2023-12", "2024", "2024-Q2", "2024-06", "2024-Q3", "2024-undated", "unknown", "total"]


def told(period: str, status: str = "draft", **more: str) -> dict[str, Any]:
    return {"status": status, "release": {"id": "x", "period": period, **more}}


def coverage(*months: str) -> pd.DataFrame:
    return pd.DataFrame({"source": "one", "period": [*months, "2024-12"], "has_report": [True] * len(months) + [False]})


def provisional(settled: Settled) -> list[str]:
    return [period for period in PERIODS if settled.is_provisional(period)]


def test_of_a_release_only_what_its_end_cuts_is_provisional() -> None:
    whole, half = (read_settled(told(period, "released"), coverage("2024-06")) for period in ("2024", "2024-Q2"))
    assert provisional(whole) == []
    assert provisional(half) == ["2024", "2024-Q3", "2024-undated"]


def test_of_a_draft_all_is_provisional_that_was_not_released() -> None:
    first = read_settled(told("2024"), coverage("2024-12"))
    assert provisional(first) == PERIODS
    later = read_settled(told("2024", previous_period="2023"), coverage("2024-12"))
    assert provisional(later) == [*PERIODS[3:8], "total"]
    again = read_settled(told("2024", previous_period="2024", kind="rebase"), coverage("2024-12"))
    assert provisional(again) == PERIODS


def test_a_draft_is_over_where_the_last_report_ends() -> None:
    settled = read_settled(told("2025", previous_period="2023"), coverage("2023-01", "2024-06"))
    assert [period for period in PERIODS if not settled.is_over(period)] == ["2024", "2024-Q3", "2024-undated"]


@given(st.sampled_from(PERIODS), st.dates().map(lambda day: f"{day.year:04d}-{day.month:02d}"))
def test_what_is_not_over_is_always_provisional(period: str, month: str) -> None:
    for settled in (Settled(month, month), Settled(month, ""), Settled(month, "2023-12")):
        assert settled.is_over(period) or settled.is_provisional(period)


def years(settled: Settled) -> pd.DataFrame:
    rows = pd.DataFrame({"period": ["2022", "2023", "2024"], "count": [100, 120, 40], "status": "shown"})
    rows[["at_least", "at_most"]] = [[95, 104], [115, 124], [35, 44]]
    return mark_provisional(rows, settled)


def test_a_period_that_is_not_over_is_set_beside_none() -> None:
    half = cells(years(Settled("2024-06", "2024-06")))
    assert side_by_side("message.period", half, TEXTS) == "about 120 in 2023, more than in 2022 (about 100)"
    assert in_part(half, TEXTS) == "2024 is told in part, so it is set beside no whole period."
    whole = cells(years(Settled("2024-12", "2024-12")))
    assert "fewer than in 2023" in side_by_side("message.period", whole, TEXTS)
    assert in_part(whole, TEXTS) == ""


def test_the_mark_stands_beside_the_number_in_the_table_or_behind_the_statistic() -> None:
    rows, is_all = one_mark(years(Settled("2024-12", "2023-12")))
    made = grid(rows, TEXTS, {})
    assert (is_all, [line[1] for line in made.lines]) == (False, ["100", "120", "40 [p]"])
    assert made.spoken["40 [p]"] == "40, provisional"
    rows, is_all = one_mark(years(Settled("2024-12", "")))
    assert (is_all, [line[1] for line in grid(rows, TEXTS, {}).lines]) == (True, ["100", "120", "40"])
    rows, is_all = one_mark(years(Settled("2024-06", "")))
    assert (is_all, [line[1] for line in grid(rows, TEXTS, {}).lines]) == (True, ["100", "120", "40 [p]"])


def test_nothing_is_provisional_of_a_number_that_is_not_told() -> None:
    shown, below, withheld = (
        replace(cell, state=state, count=count, at_most=most, is_provisional=True)
        for cell, (state, count, most) in zip(cells(years(Settled())), STATES, strict=True)
    )
    assert [cell.marks for cell in (shown, below, withheld)] == [("provisional",), ("provisional",), ()]


def test_the_marks_of_a_row_are_found_by_its_values() -> None:
    rows = years(Settled("2024-12", "2023-12")).assign(is_break=[False, True, True])
    assert marks_by_key(rows, ["period"]) == {
        ("2022",): (),
        ("2023",): ("break",),
        ("2024",): ("provisional", "break"),
    }


def test_a_bar_that_may_change_is_grey_and_says_so() -> None:
    *_, bar = (count_bar("2024", cell, TEXTS) for cell in cells(years(Settled("2024-06", "2024-06"))))
    assert (bar.text, bar.tone) == ("40 [p]", "muted")


def line(*flags: str) -> dict[str, Any]:
    """The drawing of one line: `p` is provisional, `b` after a break, `w` withheld, `-` nothing of these."""
    points = {
        f"{2000 + at}": Cell(
            {},
            "withheld" if flag == "w" else "shown",
            None if flag == "w" else at + 1,
            None,
            {},
            is_provisional=flag == "p",
            is_break=flag == "b",
        )
        for at, flag in enumerate(flags)
    }
    made: dict[str, Any] = json.loads(drawing(panels([Line("All", points)], list(points), TEXTS)))
    return made


def lines_of(told: dict[str, Any]) -> dict[str, list[tuple[float, int | None]]]:
    found = [trace for trace in told["data"] if trace["type"] == "scatter"]
    return {trace["line"]["color"]: list(zip(trace["x"], trace["y"], strict=True)) for trace in found}


def test_a_line_goes_on_in_grey_from_the_last_number_that_stays() -> None:
    told = line("-", "-", "p", "p")
    assert lines_of(told) == {palette.MAIN: [(0, 1), (1, 2)], palette.MUTED: [(1, 2), (2, 3), (3, 4)]}
    assert [note["text"] for note in told["layout"]["annotations"]] == ["<b>All</b>", "[p]"]
    svg = picture("one", told)
    assert '<path class="trend later" d="M1 2L2 3L3 4"/>' in svg
    assert '<path class="trend" d="M0 1L1 2"/>' in svg
    assert ">[p]</text>" in svg


@pytest.mark.parametrize("flags", ["---", "b--", "-w-"])
def test_without_such_periods_nothing_is_grey(flags: str) -> None:
    assert set(lines_of(line(*flags))) == {palette.MAIN}


def test_all_of_a_line_can_be_grey() -> None:
    assert lines_of(line("p", "p")) == {palette.MUTED: [(0, 1), (1, 2)]}


def test_a_line_is_interrupted_at_a_break() -> None:
    assert lines_of(line("-", "-", "b", "-")) == {palette.MAIN: [(0, 1), (1, 2), (1.5, None), (2, 3), (3, 4)]}
    assert '<path class="trend" d="M0 1L1 2M2 3L3 4"/>' in picture("one", line("-", "-", "b", "-"))

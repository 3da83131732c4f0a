"""Trends with noise: how much noise there is, that it is drawn once, and that the budget is kept."""

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipelines.publish import dp as trends
from pipelines.publish.budget import FILE, read_budget
from pipelines.publish.dp import check_budget, dp_tables, expected_error, noisy_trend
from pipelines.publish.noise import draw
from pipelines.tables import CountedTable, Dimension
from schemas.policy import Dp, Policy
from schemas.problems import ReleaseStopped

YEARS = ("2022", "2023", "2024")
COUNTS = pd.DataFrame({"period": YEARS, "count": [30, 0, 120]})
PERIOD = Dimension("period", "period", {"total": (*YEARS, "unknown")})
AREA = Dimension("area", "area", {"total": ("N", "S")})
THREE_RELEASES = Dp(epsilon_each=0.1, epsilon_total=0.3)


@pytest.fixture(autouse=True)
def _opendp(request: pytest.FixtureRequest) -> None:
    if "without_opendp" not in request.node.name:
        pytest.importorskip("opendp", reason="the extra dp is not installed: no noise can be drawn")


def chance_above(error: int, epsilon: float) -> float:
    """How likely discrete Laplace noise is beyond `error` on either side: 2 p^(error + 1) / (1 + p)."""
    p = math.exp(-epsilon)
    return 2 * p ** (error + 1) / (1 + p)


def quantile(share: float, epsilon: float) -> int:
    return next(error for error in range(10_000) if chance_above(error, epsilon) <= 1 - share)


@pytest.mark.parametrize("epsilon", [0.01, 0.1, 0.25, 0.3, 0.5, 1.0, 2.0, 5.0])
def test_the_expected_error_is_the_quantile_of_the_noise(epsilon: float) -> None:
    told = expected_error(Dp(epsilon_each=epsilon, epsilon_total=10 * epsilon))
    assert told == {"error_50": quantile(0.5, epsilon), "error_95": quantile(0.95, epsilon), "releases": 10}


def test_many_draws_err_as_much_as_expected() -> None:
    """Bounds of at least six standard errors, so that chance alone all but never fails this."""
    epsilon, number = 0.5, 40_000
    noise = np.array(draw([1_000] * number, epsilon)) - 1_000
    p = math.exp(-epsilon)
    error = quantile(0.95, epsilon)
    spread = math.sqrt(2 * p) / (1 - p)
    assert abs(noise.mean()) < 6 * spread / math.sqrt(number)
    assert noise.std() == pytest.approx(spread, rel=0.1)
    assert (abs(noise) > error).mean() == pytest.approx(chance_above(error, epsilon), rel=0.2)


def test_the_published_frame_is_clipped_at_zero_and_carries_its_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trends, "draw", lambda counts, _: [count - 7 for count in counts])
    frame = noisy_trend(COUNTS, THREE_RELEASES, "2024", tmp_path)
    assert frame["period"].tolist() == [*YEARS]
    assert frame["count"].tolist() == [30 - 7, 0, 120 - 7]
    error = quantile(0.95, 0.1)
    assert frame["error_95"].tolist() == [error] * 3
    assert frame["low_95"].tolist() == [max(count - error, 0) for count in frame["count"]]
    assert frame["high_95"].tolist() == [count + error for count in frame["count"]]
    assert set(frame["status"]) == {"noisy"}
    assert read_budget(tmp_path)[0].noisy == {"2022": 30 - 7, "2023": -7, "2024": 120 - 7}


def test_a_release_never_draws_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = noisy_trend(COUNTS, THREE_RELEASES, "2024", tmp_path)
    kept = (tmp_path / FILE).read_bytes()
    monkeypatch.setattr(trends, "draw", lambda *_: pytest.fail("drawn again"))
    later = COUNTS.assign(count=COUNTS["count"] + 12)  # reports that came late draw nothing new either
    for counts in (COUNTS, later, COUNTS.iloc[::-1]):
        again = noisy_trend(counts, THREE_RELEASES, "2024", tmp_path)
        pd.testing.assert_frame_equal(again.sort_values("period", ignore_index=True), first)
    assert (tmp_path / FILE).read_bytes() == kept


def test_a_release_cannot_ask_for_something_else_later(tmp_path: Path) -> None:
    noisy_trend(COUNTS, THREE_RELEASES, "2024", tmp_path)
    other = THREE_RELEASES.model_copy(update={"epsilon_each": 0.05})
    for counts, dp in ((COUNTS.iloc[:2], THREE_RELEASES), (COUNTS, other)):
        with pytest.raises(ReleaseStopped, match="TIP-E623"):
            noisy_trend(counts, dp, "2024", tmp_path)


def test_releases_draw_anew_until_the_budget_is_used_up(tmp_path: Path) -> None:
    numbers = {tuple(noisy_trend(COUNTS, THREE_RELEASES, name, tmp_path)["count"]) for name in YEARS}
    # Three equal draws of three numbers with so much noise are all but impossible.
    assert len(numbers) > 1
    assert [spent.total for spent in read_budget(tmp_path)] == [0.1, 0.2, 0.3]
    assert [found.code for found in check_budget(tmp_path, THREE_RELEASES)] == ["TIP-E621"]
    kept = (tmp_path / FILE).read_bytes()
    with pytest.raises(ReleaseStopped, match="TIP-E621"):
        noisy_trend(COUNTS, THREE_RELEASES, "2025", tmp_path)
    assert (tmp_path / FILE).read_bytes() == kept
    assert noisy_trend(COUNTS, THREE_RELEASES, "2022", tmp_path)["period"].tolist() == [*YEARS]


def test_a_budget_that_is_there_is_no_problem(tmp_path: Path) -> None:
    assert check_budget(tmp_path / "nowhere", THREE_RELEASES) == []
    noisy_trend(COUNTS, THREE_RELEASES, "2024", tmp_path)
    assert check_budget(tmp_path, THREE_RELEASES) == []
    assert len(check_budget(tmp_path, Dp(epsilon_each=0.1, epsilon_total=0.15))) == 1


@pytest.mark.parametrize(
    "edit",
    [
        lambda lines: [lines[0].replace('"epsilon": 0.1', '"epsilon": 0.01'), *lines[1:]],
        lambda lines: [lines[0].replace('"2022": ', '"2022": 1'), *lines[1:]],
        lambda lines: lines[1:],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: [*lines, lines[2]],
        lambda lines: [*lines, "{}\n"],
        lambda lines: [*lines[:2], lines[2][:-20]],
        lambda lines: [*lines[:2], lines[2].rstrip("\n")],
    ],
    ids=["less spent", "another number", "first gone", "middle gone", "swapped", "twice", "empty", "cut", "no end"],
)
def test_a_ledger_that_was_edited_is_refused(edit: Callable[[list[str]], list[str]], tmp_path: Path) -> None:
    for name in YEARS:
        noisy_trend(COUNTS, Dp(epsilon_each=0.1, epsilon_total=1), name, tmp_path)
    path = tmp_path / FILE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(edit(lines)), encoding="utf-8")
    assert [found.code for found in check_budget(tmp_path, THREE_RELEASES)] == ["TIP-E622"]
    with pytest.raises(ReleaseStopped, match="TIP-E622"):
        noisy_trend(COUNTS, Dp(epsilon_each=0.1, epsilon_total=1), "2025", tmp_path)


def test_what_a_killed_run_left_is_no_draw(tmp_path: Path) -> None:
    (tmp_path / f".{FILE}.new").write_text('{"half', encoding="utf-8")
    noisy_trend(COUNTS, THREE_RELEASES, "2024", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_nothing_is_kept_of_the_counts_without_noise(tmp_path: Path) -> None:
    counts = pd.DataFrame({"period": YEARS, "count": [91_827_364, 81_726_354, 71_625_344]})
    frame = noisy_trend(counts, Dp(epsilon_each=0.001, epsilon_total=1), "2024", tmp_path)
    told = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    # A noise of exactly zero in all three is all but impossible at this epsilon.
    assert frame["count"].tolist() != counts["count"].tolist()
    assert set(told) == {"id", "table", "what", "epsilon", "total", "noisy", "before", "hash"}


@pytest.mark.parametrize(("periods", "counts"), [(["2022", "2022"], [1, 2]), (["2022", "2023"], [1, -2])])
def test_periods_that_are_no_partition_are_refused(periods: list[str], counts: list[int], tmp_path: Path) -> None:
    with pytest.raises(ReleaseStopped, match="TIP-E624"):
        noisy_trend(pd.DataFrame({"period": periods, "count": counts}), THREE_RELEASES, "2024", tmp_path)
    assert not (tmp_path / FILE).exists()


def people(total: int) -> CountedTable:
    """Three years and an unknown one, in one of two areas."""
    rows = [(area, period, 20) for area in ("N", "S") for period in (*YEARS, "unknown")]
    rows += [("total", period, 20 + 20) for period in (*YEARS, "unknown")]
    rows += [("N", "total", 4 * 20), ("S", "total", 4 * 20), ("total", "total", total)]
    frame = pd.DataFrame(rows, columns=["area", "period", "count"])
    return CountedTable("people_by_area", "People, by area", "person", "people", (AREA, PERIOD), frame)


def policy(grain: str) -> Policy:
    return Policy.model_validate({"dp": {"epsilon_each": 1, "epsilon_total": 2, "grain": grain}})


def test_the_trend_is_the_whole_community_by_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trends, "draw", lambda counts, _: counts)
    [table] = dp_tables([people(4 * 40)], policy("year"), "2024", tmp_path)
    assert dict(zip(table.frame["period"], table.frame["count"], strict=True)) == dict.fromkeys(YEARS, 20 + 20)
    assert table.title == "People identified, by year, with noise added on purpose"
    said = " ".join(table.notes)
    assert f"at most {quantile(0.95, 1)} people" in said
    assert "too high on average" in said


def test_a_trend_by_quarter_leaves_out_those_without_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trends, "draw", lambda counts, _: counts)
    quarters = tuple(f"2024-Q{number}" for number in range(1, 5))
    period = Dimension("period", "period", {"total": ("2024", "unknown"), "2024": (*quarters, "2024-undated")})
    counts = {**dict.fromkeys(quarters, 30), "2024-undated": 7, "2024": 4 * 30 + 7, "unknown": 2, "total": 4 * 30 + 9}
    frame = pd.DataFrame({"period": list(counts), "count": list(counts.values())})
    table = CountedTable("people_by_quarter", "People, by quarter", "person", "people", (period,), frame)
    [trend] = dp_tables([people(4 * 40), table], policy("quarter"), "2024", tmp_path)
    assert trend.frame["period"].tolist() == [*quarters]
    assert trend.frame["count"].tolist() == [30] * 4


def test_no_trend_without_a_block_dp(tmp_path: Path) -> None:
    assert dp_tables([people(4 * 40)], Policy(), "2024", tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_cannot_carry_the_trend_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseStopped, match="TIP-E624"):  # somebody is in two years
        dp_tables([people(4 * 40 - 1)], policy("year"), "2024", tmp_path)
    for tables in ([], [people(4 * 40)]):
        with pytest.raises(ReleaseStopped, match="TIP-E625"):
            dp_tables(tables, policy("quarter"), "2024", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_opendp_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("opendp", "opendp.mod"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ReleaseStopped, match="TIP-E620"):
        noisy_trend(COUNTS, THREE_RELEASES, "2024", tmp_path)
    with pytest.raises(ReleaseStopped, match="TIP-E620"):
        expected_error(THREE_RELEASES)

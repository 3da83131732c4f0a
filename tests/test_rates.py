"""Intervals of rates and control limits: printed answers, hand arithmetic, and nothing but published columns."""

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from pipelines.audit.rates import COLUMNS, loose_rates
from pipelines.audit.read import Dimension as ReadDimension
from pipelines.audit.read import Table
from pipelines.publish.rates import add_rates, byars_high, byars_low, chance_high, chance_low
from pipelines.tables import Dimension
from schemas.policy import Rates

# Public test data of PHEindicatormethods 2.1.1, laid beside this checkout where they are present.
PHE = Path(__file__).parents[2] / "shared" / "cases" / "hotspots" / "phe"
AREAS = [{"code": "N", "parent": "", "population": 40_000}, {"code": "S", "parent": "", "population": 10_000}]
DIMENSIONS = (Dimension("area", "area"), Dimension("period", "period"))
TOLD = ["population", "rate_per_100k", "rate_low", "rate_high", "funnel_low", "funnel_high"]


def told(counts: dict[str, int], rules: Rates | None = None, half: int = 5) -> pd.DataFrame:
    """A table of one year with every number rounded to tens."""
    frame = pd.DataFrame({"area": list(counts), "period": "2024", "count": list(counts.values())})
    ends = {"at_least": (frame["count"] - half).clip(lower=0), "at_most": frame["count"] + max(half - 1, 0)}
    frame = frame.assign(**ends).astype(dict.fromkeys(("count", "at_least", "at_most"), "Int64"))
    return add_rates(frame, DIMENSIONS, AREAS, rules or Rates()).set_index("area")


def test_a_year_that_is_told_in_part_has_no_rate() -> None:
    frame = pd.DataFrame({"area": ["total", "total"], "period": ["2023", "2024"], "count": [200, 90]})
    frame = frame.assign(at_least=frame["count"] - 5, at_most=frame["count"] + 4)
    whole = add_rates(frame, DIMENSIONS, AREAS, Rates(), until="2024-12").set_index("period")
    half = add_rates(frame, DIMENSIONS, AREAS, Rates(), until="2024-06").set_index("period")
    assert whole["rate_per_100k"].tolist() == [400.0, 180.0]
    assert half[half.index == "2024"][TOLD].isna().all(axis=None)
    pd.testing.assert_frame_equal(half[half.index == "2023"][TOLD], whole[whole.index == "2023"][TOLD])


@pytest.mark.skipif(not PHE.is_dir(), reason="the public test data are not on this machine")
def test_intervals_are_those_that_public_health_statistics_print() -> None:
    with (PHE / "Byars_Wilson__testdata_B_W.csv").open(encoding="utf-8", newline="") as file:
        printed = [row for row in csv.DictReader(file) if row["method"] == "Byars" and row["confidence"] == "95%"]
    assert len(printed) >= len((65, 1045, 1))
    for row in printed:
        count = float(row["x"])
        assert byars_low(count) == pytest.approx(float(row["lowercl"]), rel=1e-9)
        assert byars_high(count) == pytest.approx(float(row["uppercl"]), rel=1e-9)
    with (PHE / "Rate__testdata_Rate.csv").open(encoding="utf-8", newline="") as file:
        rates = [row for row in csv.DictReader(file) if row["method"] == "Byars" and row["multiplier"] == "100"]
    for row in rates:
        each = 100 / float(row["Denominator"])
        assert byars_low(float(row["Numerator"])) * each == pytest.approx(float(row["lower95_0cl"]), rel=1e-9)


def test_an_interval_by_hand() -> None:
    """Of 100: 100 x (1 - 1/900 - 1.96/30)^3 = 81.36, and 101 x (1 - 1/909 + 1.96/(3 x 10.05))^3 = 121.63."""
    assert byars_low(100) == pytest.approx(100 * (1 - 1 / 900 - 1.96 / 30) ** 3, abs=0.01)
    assert byars_high(100) == pytest.approx(101 * (1 - 1 / 909 + 1.96 / (3 * 101**0.5)) ** 3, abs=0.01)
    assert byars_low(0) == 0
    assert byars_high(0) == pytest.approx(3.69, abs=0.03)  # the exact end is -ln(0.025)


def test_rounding_is_in_the_interval_of_a_rate() -> None:
    """North has 80 people, so 75 to 84, among 40,000: the interval is that of 75 below, and that of 84 above."""
    north = told({"total": 100, "N": 80, "S": 20}).loc["N"]
    assert north["rate_per_100k"] == 80 / 40_000 * 100_000
    assert north["rate_low"] == round(byars_low(80 - 5) / 0.4, 1)
    assert north["rate_high"] == round(byars_high(80 + 4) / 0.4, 1)


def test_limits_are_around_the_rate_of_all_areas() -> None:
    """A fifth of all people live in the South, so 95/5 to 104/5 of its 20 are expected there."""
    frame = told({"total": 100, "N": 80, "S": 20})
    south, z = frame.loc["S"], 1.959964
    assert south["funnel_low"] == pytest.approx((19 - z * 19**0.5 + (z * z - 1) / 6) * 10, abs=0.05)
    assert south["funnel_high"] == pytest.approx((20.8 + z * 20.8**0.5 + (z * z - 1) / 6) * 10, abs=0.05)
    assert frame.loc["total", ["funnel_low", "funnel_high"]].isna().all()


@pytest.mark.parametrize(
    ("rules", "rated"),
    [
        (Rates(), {"total", "N", "S"}),
        (Rates(least_population=10_001), {"total", "N"}),
        (Rates(least_population=40_001), {"total"}),
        (Rates(least_count=16), {"total", "N"}),
        (Rates(least_population=60_000), set()),
    ],
)
def test_a_small_place_or_a_small_number_has_no_rate(rules: Rates, rated: set[str]) -> None:
    frame = told({"total": 100, "N": 80, "S": 20}, rules)
    assert set(frame.index[frame["rate_per_100k"].notna()]) == rated
    for name in ("rate_low", "rate_high"):
        assert (frame[name].notna() == frame["rate_per_100k"].notna()).all()
    assert frame["funnel_low"].notna().any() == ("total" in rated), "no limits around a rate that is not told"


def test_a_true_zero_has_a_rate_and_an_interval() -> None:
    zero = told({"total": 100, "N": 100, "S": 0}, half=0).loc["S"]
    assert zero["rate_per_100k"] == zero["rate_low"] == 0
    assert zero["rate_high"] == round(byars_high(0) * 10, 1)


def test_limits_are_those_of_the_poisson_distribution() -> None:
    """Within one person of the exact 2.5 per cent quantiles, wherever the rate can be told."""
    for expected in (1, 2, 5, 10, 20, 50, 100, 500, 2000):
        assert abs(chance_low(expected) - poisson.ppf(0.025, expected)) <= 1
        assert abs(chance_high(expected) - poisson.ppf(0.975, expected)) <= 1


@given(st.floats(min_value=1, max_value=1e6))
def test_limits_contain_what_is_expected(expected: float) -> None:
    assert 0 <= chance_low(expected) < expected < chance_high(expected)
    assert byars_low(expected) < expected < byars_high(expected)


@settings(max_examples=40, deadline=None)
@given(north=st.integers(2, 90), south=st.integers(2, 90), is_hidden=st.booleans())
def test_what_stands_beside_a_count_follows_from_the_published_file_alone(
    *, north: int, south: int, is_hidden: bool
) -> None:
    """Read back from CSV without the columns and with other true counts behind it: the same columns come again."""
    frame = told({"total": 10 * (north + south), "N": 10 * north, "S": 10 * south}).reset_index()
    if is_hidden:
        is_south = frame["area"] == "S"
        frame = frame.assign(count=frame["count"].mask(is_south), at_least=frame["at_least"].mask(is_south, 0))
    bare = frame.drop(columns=TOLD)
    first = add_rates(bare, DIMENSIONS, AREAS, Rates())
    text = first.to_csv(index=False)
    again = pd.read_csv(io.StringIO(text), dtype={"period": str}).drop(columns=TOLD)
    again = again.astype(dict.fromkeys(("count", "at_least", "at_most"), "Int64"))
    assert add_rates(again, DIMENSIONS, AREAS, Rates()).to_csv(index=False) == text


def attacked(**more: str) -> list[tuple[Any, ...]]:
    """What the auditor says of the South, where 20 (15 to 24) of 100 (95 to 104) are told."""
    frame = told({"total": 100, "N": 80, "S": 20}).reset_index()
    rows = [{str(k): "" if pd.isna(v) else str(v) for k, v in row.items()} for row in frame.to_dict("records")]
    rows[2] |= more
    dimensions = (ReadDimension("area", "area"), ReadDimension("period", "period"))
    table = Table("t", "person", dimensions, {}, {}, tuple(rows[0]), tuple(rows))
    people = {"total": 50_000, "N": 40_000, "S": 10_000}
    return [(one.column, one.row["area"], one.least, one.most) for one in loose_rates(table, people)]


def test_the_auditor_follows_every_column() -> None:
    assert attacked() == []
    assert {*COLUMNS, "population"} == set(TOLD)


@pytest.mark.parametrize("true", [16, 21, 23])
def test_an_interval_of_the_true_count_gives_it_away(true: int) -> None:
    low, high = f"{byars_low(true) * 10:.1f}", f"{byars_high(true) * 10:.1f}"
    assert attacked(rate_low=low) == [("rate_low", "S", true, true)]
    assert attacked(rate_high=high) == [("rate_high", "S", true, true)]


def test_limits_around_the_true_rate_tell_of_all_areas() -> None:
    limit = f"{chance_low(98 / 5) * 10:.1f}"
    ((column, area, least, most),) = attacked(funnel_low=limit)
    assert (column, area) == ("funnel_low", "total")
    assert least <= 98 <= most < 104


def test_a_population_of_its_own_is_one_more_number() -> None:
    assert [found[:2] for found in attacked(population="10007")] == [("population", "S")]

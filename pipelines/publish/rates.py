"""Rates of areas, with how far chance alone could have moved them; all of it from published columns only."""

import re
from collections.abc import Sequence
from math import sqrt

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.publish.derive import Areas
from pipelines.tables import TOTAL, Dimension
from schemas.periods import last_month
from schemas.policy import Rates

YEAR = re.compile(r"\d{4}")
PEOPLE = 100_000
# The 97.5th percentile of the normal distribution: intervals and limits are of 95 per cent.
Z = 1.959963984540054


def add_rates(
    frame: pd.DataFrame, dimensions: Sequence[Dimension], areas: Areas, rules: Rates, until: str = ""
) -> pd.DataFrame:
    """Columns for people of all kinds together in one whole year: the population is known for no group.

    Where `until`, the last month that is counted, lies within a year, that year has no rate.
    `population`, `rate_per_100k` and its interval from `rate_low` to `rate_high`; `funnel_low` and `funnel_high`, the
    control limits around the rate of all areas together. The lower ends come from `at_least`, the upper ones from
    `at_most`, so that rounding is in them.
    """
    area = next((dimension.name for dimension in dimensions if dimension.kind == "area"), None)
    if area is None or not areas:
        return frame
    listed = frame[area].map(populations(areas)).astype("Float64")
    people = listed.mask(listed <= 0).where(_may_have_rate(frame, dimensions, until))
    count, least, most = (frame[name].astype("Float64") for name in ("count", "at_least", "at_most"))
    is_enough = (people >= rules.least_population) & ((least >= rules.least_count) | (most == 0))
    has_rate = (count.notna() & is_enough).fillna(value=False)
    each = PEOPLE / people.where(has_rate)
    told = frame.assign(
        population=people.round(0).astype("Int64"),
        rate_per_100k=(count * each).round(1),
        rate_low=(least.map(byars_low, na_action="ignore") * each).round(1),
        rate_high=(most.map(byars_high, na_action="ignore") * each).round(1),
    )
    return _with_limits(told, area, [dimension.name for dimension in dimensions if dimension.name != area])


def byars_low(count: float) -> float:
    """The lower end of the 95 % interval of a count by Byars' approximation.

    Breslow and Day, Statistical Methods in Cancer Research II (IARC 1987), page 69; APHO Technical Briefing 3 (2008).
    """
    return 0.0 if count == 0 else count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3


def byars_high(count: float) -> float:
    """The upper end: the same formula of one more."""
    more = count + 1
    return more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3


def chance_low(expected: float) -> float:
    """Where chance alone leaves 2.5 % of counts below, of which so many are expected.

    A quantile of the Poisson distribution by Cornish and Fisher (1938): E - z sqrt(E) + (z^2 - 1) / 6. Such limits
    around a common rate are those of a funnel plot: Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202.
    """
    return max(0.0, expected - Z * sqrt(expected) + (Z**2 - 1) / 6)


def chance_high(expected: float) -> float:
    """Where chance alone leaves 2.5 % of counts above: E + z sqrt(E) + (z^2 - 1) / 6."""
    return expected + Z * sqrt(expected) + (Z**2 - 1) / 6


def _with_limits(frame: pd.DataFrame, area: str, rest: list[str]) -> pd.DataFrame:
    """Limits for every area of known population, whatever is told of its own number; none for all areas together."""
    keys, columns = frame[rest].assign(of="all"), ["population", "at_least", "at_most"]
    whole = keys.assign(**frame[columns])[(frame[area] == TOTAL) & frame["rate_per_100k"].notna()]
    told = keys.merge(whole, how="left", on=[*rest, "of"])[columns].set_axis(frame.index).astype("Float64")
    people = frame["population"].astype("Float64").mask(frame[area] == TOTAL)
    share, each = people / told["population"], PEOPLE / people
    return frame.assign(
        funnel_low=((told["at_least"] * share).map(chance_low, na_action="ignore") * each).round(1),
        funnel_high=((told["at_most"] * share).map(chance_high, na_action="ignore") * each).round(1),
    )


def _may_have_rate(frame: pd.DataFrame, dimensions: Sequence[Dimension], until: str) -> npt.NDArray[np.bool_]:
    may = np.ones(len(frame), dtype=bool)
    for dimension in dimensions:
        if dimension.kind == "period":  # half a year has half the people counted, but not half the population
            may &= frame[dimension.name].map(lambda value: _is_whole_year(value, until)).to_numpy(bool)
        elif dimension.kind not in {"area", "group"}:
            may &= (frame[dimension.name] == TOTAL).to_numpy(bool)
    return may


def _is_whole_year(period: str, until: str) -> bool:
    return bool(YEAR.fullmatch(period)) and not (until and last_month(period) > until)


def populations(areas: Areas) -> dict[str, float]:
    """People living in each area; in all of them together only if every top area's number is known."""
    known = {str(a["code"]): float(a["population"]) for a in areas if a.get("population")}
    top = [str(area["code"]) for area in areas if not area.get("parent")]
    whole = {TOTAL: sum(known[code] for code in top)} if top and set(top) <= set(known) else {}
    return known | whole

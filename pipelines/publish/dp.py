"""The trend of a whole community with noise added on purpose: how many people were identified in each period.

Each person is in one period alone, so the noise of all periods together tells no more of a person than that of one
(parallel composition; Dwork and Roth, 2014, chapter 3). Releases add up, and the budget says when they end.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.publish.budget import Spent, check_budget, find_draw, spend
from pipelines.publish.noise import draw, error_at
from pipelines.tables import TOTAL, CountedTable, Dimension
from schemas.policy import Dp, Policy
from schemas.problems import ReleaseStopped, problem

__all__ = ["check_budget", "dp_tables", "dp_translations", "expected_error", "noisy_trend"]

TREND = "people_by_period"
NOISY = "noisy"
PERIODS = {"year": r"\d{4}", "quarter": r"\d{4}-Q[1-4]"}


def expected_error(dp: Dp) -> dict[str, float]:
    """What the noise will do, before anybody chooses it.

    `error_50` and `error_95`: the noise of one number is at most so many people, in half of the numbers and in 95 of
    100. `releases`: so many releases fit into the whole budget.
    """
    fit = int(dp.epsilon_total / dp.epsilon_each + 1e-9)
    errors = {f"error_{percent}": float(error_at(dp.epsilon_each, percent / 100)) for percent in (50, 95)}
    return {**errors, "releases": float(fit)}


def dp_tables(tables: Sequence[CountedTable], policy: Policy, release_id: str, folder: Path) -> list[CountedTable]:
    """The trend as a table of its own, as it may leave: its frame holds no count without noise.

    `folder` is where the budget is kept. Nothing where the policy has no block [dp].

    Raises:
        ReleaseStopped: No table counts each person in one period alone, or the budget is used up.
    """
    if policy.dp is None:
        return []
    table, counts = _people(tables, policy.dp.grain)
    frame = noisy_trend(counts, policy.dp, release_id, folder)
    said = dp_words(policy.dp)
    trend = CountedTable(
        name=TREND,
        title=str(said["title"]),
        universe=TREND,
        unit=table.unit,
        dimensions=(Dimension("period", "period"),),
        frame=frame,
        notes=tuple(said["notes"]),
        warnings=table.warnings,
        columns={name: str(said[name]) for name in ("error_95", "low_95", "high_95")},
    )
    return [trend]


def noisy_trend(counts: pd.DataFrame, dp: Dp, release_id: str, folder: Path) -> pd.DataFrame:
    """Columns period, count, error_95, low_95, high_95 and status; `counts` has one row for each period, and its count.

    The noise is drawn once for each release and kept in `folder`: asked again, the release gets the same numbers.

    Raises:
        ReleaseStopped: The budget is used up or was changed by hand, or the release has drawn for something else.
    """
    periods = [str(period) for period in counts["period"]]
    people = [int(count) for count in counts["count"]]
    if len(set(periods)) < len(periods) or min(people, default=0) < 0:
        raise ReleaseStopped(problem("TIP-E624", table=TREND))
    drawn = find_draw(folder, release_id, TREND)
    if drawn is None:
        stopped = check_budget(folder, dp)
        if stopped:
            raise ReleaseStopped(*stopped)
        noisy = dict(zip(periods, draw(people, dp.epsilon_each), strict=True))
        what = f"{len(periods)} numbers, by {dp.grain}"
        drawn = Spent(id=release_id, table=TREND, what=what, epsilon=dp.epsilon_each, noisy=noisy)
        spend(folder, drawn)
    if set(drawn.noisy) != set(periods) or drawn.epsilon != dp.epsilon_each:
        raise ReleaseStopped(problem("TIP-E623", release=release_id))
    shown = [max(drawn.noisy[period], 0) for period in periods]
    error = error_at(dp.epsilon_each, 0.95)
    frame = pd.DataFrame({"period": pd.Series(periods, dtype="str"), "count": pd.array(shown, dtype="Int64")})
    low, high = ([max(number + sign * error, 0) for number in shown] for sign in (-1, 1))
    ends = {"error_95": [error] * len(periods), "low_95": low, "high_95": high}
    return frame.assign(**{name: pd.array(own, dtype="Int64") for name, own in ends.items()}, status=NOISY)


def _people(tables: Sequence[CountedTable], grain: str) -> tuple[CountedTable, pd.DataFrame]:
    """The first table of people with periods of this grain, and its counts over everything else."""
    for table in sorted(tables, key=lambda table: table.name):
        period = next((own for own in table.dimensions if own.kind == "period"), None)
        if table.universe != "person" or not table.is_counted or period is None:
            continue
        parts = _parts(period, grain)
        dated = [part for part in parts if re.fullmatch(PERIODS[grain], part)]
        if dated:
            rows = table.frame
            for other in table.dimensions:
                rows = rows if other is period else rows[rows[other.name] == TOTAL]
            counts = dict(zip(rows[period.name], rows["count"], strict=True))
            if sum(counts.get(part, 0) for part in parts) != counts.get(TOTAL):
                raise ReleaseStopped(problem("TIP-E624", table=table.name))
            return table, pd.DataFrame({"period": dated, "count": [counts.get(part, 0) for part in dated]})
    raise ReleaseStopped(problem("TIP-E625", grain=grain))


def _parts(period: Dimension, grain: str) -> tuple[str, ...]:
    """Periods that add up to the total, those without a known date among them."""
    years = period.partitions.get(TOTAL, ())
    if grain == "year":
        return years
    return tuple(part for year in years for part in period.partitions.get(year, (year,)))


def dp_words(dp: Dp, language: str = "en") -> dict[str, Any]:
    """Title, notes and columns of the trend in a language, by their names; empty where nobody has translated them."""
    own = _words().get(language, {})
    values = {"error": error_at(dp.epsilon_each, 0.95), "each": dp.epsilon_each, "total": dp.epsilon_total}
    values["grain"] = own.get(dp.grain, dp.grain)
    return {
        name: [note.format(**values) for note in text] if name == "notes" else text.format(**values)
        for name, text in own.items()
    }


def dp_translations(dp: Dp, language: str) -> dict[str, str]:
    """Every sentence of the trend in English, to the same in another language."""
    english, own = dp_words(dp), dp_words(dp, language)
    notes = dict(zip(english.pop("notes"), own.pop("notes", ()), strict=False))
    return notes | {english[name]: text for name, text in own.items()}


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("dp_words.toml").read_text(encoding="utf-8"))

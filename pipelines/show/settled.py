"""Which periods are over and which are settled: numbers of any other may still change, and are provisional."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboards.cells import TOTAL

PERIOD = "period"
DRAFT = "draft"
REBASE = "rebase"
# Marks of a number, in the order in which they stand beside it.
MARKS = ("provisional", "revised", "break")
Keys = Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Settled:
    """`over` is the last month that the numbers speak of in full, `through` the last one whose numbers stay.

    Both are months such as 2024-06. Without `over` nobody knows, and every period counts as over; without `through`
    nothing is settled yet.
    """

    over: str = ""
    through: str = ""

    def is_over(self, period: str) -> bool:
        """Whether a year, a quarter or a month has ended; all periods together and no date count as over."""
        return not self.over or end_of(period) <= self.over

    def is_provisional(self, period: str) -> bool:
        """Whether a number of this period may still change."""
        if not self.through or not self.is_over(period):
            return True
        return (self.over if period == TOTAL else end_of(period)) > self.through


def read_settled(told: Mapping[str, Any], coverage: pd.DataFrame) -> Settled:
    """What release.json says; a draft is over where the last report ends, and settled where the last release ends."""
    this: Mapping[str, Any] = told.get("release") or {}
    over = end_of(str(this.get("period") or ""))
    if told.get("status", DRAFT) != DRAFT:
        return Settled(over, over or "9999-12")
    last = max(map(end_of, _reported(coverage)), default="") or over
    through = "" if this.get("kind") == REBASE else end_of(str(this.get("previous_period") or ""))
    return Settled(min(over, last) if over else last, through)


def _reported(coverage: pd.DataFrame) -> list[str]:
    """The periods for which any source has sent a report."""
    if coverage.empty:
        return []
    return [str(period) for period in coverage.loc[coverage["has_report"].astype(bool), PERIOD]]


def mark_provisional(rows: pd.DataFrame, settled: Settled) -> pd.DataFrame:
    """The rows with `is_provisional`, and `is_unfinished` where the period is not over."""
    periods = [str(period) for period in rows[PERIOD]] if PERIOD in rows.columns else [TOTAL] * len(rows)
    return rows.assign(
        is_provisional=pd.Series(map(settled.is_provisional, periods), index=rows.index, dtype=bool),
        is_unfinished=pd.Series([not settled.is_over(period) for period in periods], index=rows.index, dtype=bool),
    )


def one_mark(rows: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """The rows of a figure, and whether all of it is provisional: then only what is not over is marked by itself."""
    if rows.empty or "is_provisional" not in rows.columns:
        return rows, False
    of_all = rows["is_provisional"].all() if "count" in rows.columns else rows["is_provisional"].any()
    return (rows.assign(is_provisional=rows["is_unfinished"]), True) if of_all else (rows, False)


def marks_by_key(rows: pd.DataFrame, names: Sequence[str]) -> Keys:
    """The marks of each row by its values of the breakdowns, as far as it has any."""
    columns = [mark for mark in MARKS if f"is_{mark}" in rows.columns]
    keys = zip(*(rows[name].astype(str) for name in names), strict=True)
    flags = zip(*(rows[f"is_{mark}"] for mark in columns), strict=True)
    found = zip(keys, flags, strict=True) if columns else ()
    return {key: tuple(mark for mark, is_so in zip(columns, own, strict=True) if is_so) for key, own in found}


def end_of(period: str) -> str:
    """The last month of a year, a quarter or a month; nothing for what is none."""
    found = re.fullmatch(r"(\d{4})(?:-(?:Q(\d)|(\d\d)|undated))?", period)
    if not found:
        return ""
    year, quarter, month = found.groups()
    return f"{year}-{int(quarter) * 3 if quarter else int(month or 12):02d}"

"""Which organisations are behind a number: who can report it, and where others did than in the period before."""

import re
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pandas as pd

from dashboards.cells import WHOLES

KIND, PERIOD = "source_kind", "period"
Told = Mapping[str, Any]


def able_to_report(rows: pd.DataFrame, sources: Iterable[Told], records: Collection[str]) -> pd.DataFrame:
    """The rows without kinds of sources that hand in no records which the table counts, such as surveys.

    That they have none is no number below a limit: nobody of that kind can have any.
    """
    kinds = {one["kind"] for one in sources if not set(records).isdisjoint(one.get("records", ()))}
    return rows[rows[KIND].isin([*kinds, *WHOLES])] if KIND in rows.columns and kinds else rows


def mark_breaks(
    rows: pd.DataFrame, coverage: pd.DataFrame, sources: Iterable[Told], records: Collection[str], over: str = ""
) -> pd.DataFrame:
    """The rows by kind of source and period with `is_break`; other rows as they are.

    `coverage` says for each source and month whether it reported; `records` are those that the table counts. Months
    after `over` are none that anybody could have reported.
    """
    if not {KIND, PERIOD} <= set(rows.columns) or coverage.empty or not records:
        return rows
    kinds = {one["name"]: one["kind"] for one in sources if not set(records).isdisjoint(one.get("records", ()))}
    came = set(coverage.loc[coverage["has_report"].astype(bool), ["source", PERIOD]].itertuples(index=False, name=None))
    found = {
        (kind, period)
        for kind in set(rows[KIND])
        for period in breaks_of(
            [name for name, own in kinds.items() if kind in (own, *WHOLES)], set(rows[PERIOD]), came, over
        )
    }
    return rows.assign(is_break=[pair in found for pair in zip(rows[KIND], rows[PERIOD], strict=True)])


def breaks_of(
    sources: Collection[str], periods: Collection[str], came: Collection[tuple[str, str]], over: str = ""
) -> set[str]:
    """The periods whose reports are from other sources than those of the period before of the same length."""
    found = set()
    for grain in (r"\d{4}", r"\d{4}-Q\d", r"\d{4}-\d\d"):
        own = sorted(period for period in periods if re.fullmatch(grain, period))
        parts = [{source: _part(source, _months(period, over), came) for source in sources} for period in own]
        found |= {period for (_, period), (old, new) in zip(pairwise(own), pairwise(parts), strict=True) if old != new}
    return found


def _part(source: str, months: Collection[str], came: Collection[tuple[str, str]]) -> Fraction:
    """The part of a period for which a source reported."""
    return Fraction(sum((source, month) in came for month in months), len(months) or 1)


def _months(period: str, over: str) -> list[str]:
    year, _, part = period.partition("-")
    if part and not part.startswith("Q"):
        return [period]
    last = 3 * int(part[1:]) if part else 12
    every = [f"{year}-{month:02d}" for month in range(last - 2 if part else 1, last + 1)]
    return [month for month in every if not over or month <= over]

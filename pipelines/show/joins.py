"""What published files say about each other's rows: the outline of an area, and whether a report came at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboards.cells import TOTAL


@dataclass(frozen=True)
class Place:
    """One area: the area that it is part of, and its outline."""

    parent: str = ""
    shape: list[list[tuple[float, float]]] = field(default_factory=list)


def join_places(rows: pd.DataFrame, places: Mapping[str, Place]) -> pd.DataFrame:
    """Rows with areas, with `is_area` (false for totals and unknown), `parent` and `shape`."""
    if "area" not in rows.columns:
        return rows
    found = [places.get(str(code)) for code in rows["area"]]
    return rows.assign(
        is_area=[place is not None for place in found],
        parent=[place.parent if place else "" for place in found],
        shape=pd.Series([place.shape if place else [] for place in found], index=rows.index, dtype=object),
    )


def join_reports(
    rows: pd.DataFrame, coverage: pd.DataFrame | None, sources: Sequence[Mapping[str, Any]]
) -> pd.DataFrame:
    """Rows by period and kind of source, with `has_report`: false where no source of the kind reported at all.

    A zero without a report is no zero. Where the coverage of one source of the kind is not published, nothing
    can be said, and the zero stays.
    """
    needed = {"period", "source_kind"} <= set(rows.columns)
    if not needed or coverage is None or coverage.empty or "has_report" in rows.columns:
        return rows
    came: dict[str, set[str]] = {}
    for source, period, flag in zip(coverage["source"], coverage["period"], coverage["has_report"], strict=True):
        came.setdefault(str(source), set()).update([str(period)] if bool(flag) else [])
    names = {kind: [str(s["name"]) for s in sources if kind in {TOTAL, s["kind"]}] for kind in set(rows["source_kind"])}
    flags = []
    for kind, period in zip(rows["source_kind"], rows["period"], strict=True):
        known = all(name in came for name in names[kind]) and bool(names[kind])
        flags.append(not known or any(_touch(str(period), other) for name in names[kind] for other in came[name]))
    return rows.assign(has_report=flags)


def _touch(one: str, other: str) -> bool:
    """Whether two periods have a month in common."""
    return bool(_months(one) & _months(other))


def _months(period: str) -> set[str]:
    every = [f"{period[:4]}-{month:02d}" for month in range(1, 13)]
    if re.fullmatch(r"\d{4}-Q[1-4]", period):
        return set(every[3 * int(period[-1]) - 3 : 3 * int(period[-1])])
    if re.fullmatch(r"\d{4}-\d{2}", period):
        return {period}
    # A whole year, or the total of all time, which any report touches.
    return set(every) if re.fullmatch(r"\d{4}", period) else {period}

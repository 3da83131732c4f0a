"""Bases, percentages and rates, worked out from published cells only, so that they tell nothing new."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pipelines.tables import ANY_ANSWER, TOTAL, Dimension

Areas = Sequence[Mapping[str, Any]]
YEAR = re.compile(r"\d{4}")


def add_base(frame: pd.DataFrame, dimensions: Sequence[Dimension]) -> pd.DataFrame:
    """Columns "base" and "pct": the people with any answer to the same question, and the share of them."""
    found = _base_of(frame, dimensions)
    if found is None:
        return frame
    name, base_value, without = found
    rest = [dimension.name for dimension in dimensions if dimension.name != name]
    bases = frame.loc[frame[name] == base_value].set_index(rest)["count"] if rest else None
    if bases is None:
        base = pd.Series(_only(frame, name, base_value), index=frame.index, dtype="Int64")
    else:
        base = pd.Series(bases.reindex(_index(frame, rest)).array, index=frame.index, dtype="Int64")
    base = base.mask(frame[name].isin(without))
    pct = frame["count"].astype("Float64") / base.astype("Float64").mask(base == 0) * 100
    return frame.assign(base=base, pct=pct.round(1))


def add_rate(frame: pd.DataFrame, dimensions: Sequence[Dimension], areas: Areas) -> pd.DataFrame:
    """Column "rate_per_100k" for people of all other kinds together: the population is known for no group."""
    area = next((dimension.name for dimension in dimensions if dimension.kind == "area"), None)
    if area is None or not areas:
        return frame
    has_rate = np.ones(len(frame), dtype=bool)
    for dimension in dimensions:
        if dimension.kind == "period":  # half a year has half the people counted, but not half the population
            has_rate &= frame[dimension.name].map(lambda value: bool(YEAR.fullmatch(value))).to_numpy(bool)
        elif dimension.kind not in {"area", "group"}:
            has_rate &= (frame[dimension.name] == TOTAL).to_numpy(bool)
    population = pd.Series(frame[area].map(_populations(areas)), index=frame.index).astype("Float64")
    rate = frame["count"].astype("Float64") / population.mask(population <= 0) * 100_000
    return frame.assign(rate_per_100k=rate.where(has_rate).round(1))


def _base_of(frame: pd.DataFrame, dimensions: Sequence[Dimension]) -> tuple[str, str, tuple[str, ...]] | None:
    """The question of the table, the value that is its base, and the values that are no answer to it."""
    for dimension in dimensions:
        if ANY_ANSWER in set(frame[dimension.name]):
            return dimension.name, ANY_ANSWER, (TOTAL, ANY_ANSWER, *dimension.partitions.get(TOTAL, ()))
    for dimension in dimensions:
        if dimension.kind == "single" and TOTAL in dimension.partitions:
            return dimension.name, TOTAL, (TOTAL,)
    return None


def _only(frame: pd.DataFrame, name: str, value: str) -> Any:
    return frame.loc[frame[name] == value, "count"].array[0]


def _index(frame: pd.DataFrame, names: list[str]) -> pd.Index:
    return pd.MultiIndex.from_frame(frame[names]) if len(names) > 1 else pd.Index(frame[names[0]])


def _populations(areas: Areas) -> dict[str, float]:
    """People living in each area; in all of them together only if every top area's number is known."""
    known = {str(a["code"]): float(a["population"]) for a in areas if a.get("population")}
    top = [str(area["code"]) for area in areas if not area.get("parent")]
    whole = {TOTAL: sum(known[code] for code in top)} if top and set(top) <= set(known) else {}
    return known | whole

"""Whether a published rate lies outside of what chance alone would make of the rate of all areas together."""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from dashboards.area_rows import latest_with_rates, leaves
from dashboards.cells import TOTAL, Cell, cells
from dashboards.sentences import MOST_NAMED, joined
from dashboards.texts import Texts

Against = Literal["higher", "lower", "near", "all", "none"]
PEOPLE = 100_000


def against(cell: Cell) -> Against:
    """Higher or lower only where every number that the count can be lies beyond the control limit.

    The limits hold the rounding of all areas together, the count its own; "none" where there is no rate.
    """
    if cell.values["area"] == TOTAL:
        return "all"
    low, high, people = (cell.figures.get(name) for name in ("funnel_low", "funnel_high", "population"))
    if cell.figures.get("rate_per_100k") is None or low is None or high is None or not people:
        return "none"
    if PEOPLE * cell.at_least / people > high:
        return "higher"
    is_lower = cell.at_most is not None and PEOPLE * cell.at_most / people < low
    return "lower" if is_lower else "near"


def rated_areas(rows: pd.DataFrame) -> pd.DataFrame:
    """All areas together and the smallest areas in the last year that has rates, in the order of the areas file."""
    if "rate_per_100k" not in rows.columns or rows["rate_per_100k"].isna().all():
        return rows.iloc[0:0]
    one = latest_with_rates(rows)
    kept = one[(one["area"] == TOTAL) | one.index.isin(leaves(one).index)]
    return kept.assign(against=[against(cell) for cell in cells(kept)])


def compared(listed: Sequence[Cell], texts: Texts) -> str:
    """Which areas are higher, which lower, and of how many that cannot be said; never which is first."""
    none = sum(against(cell) == "none" for cell in listed)
    return joined(differing(listed, texts), texts("sentence.rates_none", areas=texts.number(none)) if none else "")


def differing(listed: Sequence[Cell], texts: Texts) -> str:
    """The same for the areas that have a rate."""
    found: dict[Against, list[str]] = {}
    for cell in listed:
        found.setdefault(against(cell), []).append(texts.label("area", cell.values["area"]))
    said = [_named(f"sentence.rates_{key}", found.get(key, ()), texts) for key in ("higher", "lower")]
    near = len(found.get("near", ()))
    if near:
        said.append(texts("sentence.rates_near" if any(said) else "sentence.rates_all_near", areas=texts.number(near)))
    return joined(*said)


def _named(key: str, names: Sequence[str], texts: Texts) -> str:
    if not names:
        return ""
    if len(names) > MOST_NAMED:
        return texts(f"{key}_many", number=texts.number(len(names)))
    return texts(key, areas=texts.series(names))

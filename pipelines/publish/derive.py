"""Bases and percentages, worked out from published cells only, so that they tell nothing new."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pipelines.tables import ANY_ANSWER, TOTAL, Dimension

Areas = Sequence[Mapping[str, Any]]
SHARE_STEPS = (1, 2, 5, 10, 20)


def add_base(frame: pd.DataFrame, dimensions: Sequence[Dimension]) -> pd.DataFrame:
    """Columns "base" and "pct": the people with any answer to the same question, and the whole per cent of them.

    The question of a row is that of its first dimension that holds an answer: of (female, child) the gender among
    children, of (total, child) the age.
    """
    questions = _questions(frame, dimensions)
    if not questions:
        return frame
    base = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    waits = pd.Series(True, index=frame.index)
    for name, base_value, without in questions:
        holds = waits & ~frame[name].isin(without)
        base = base.mask(holds, _bases(frame, dimensions, name, base_value))
        waits &= ~holds
    pct = frame["count"].astype("Float64") / base.astype("Float64").mask(base == 0) * 100
    return frame.assign(base=base, pct=pct.round(0))


def told_shares(shares: "pd.Series[Any]", frame: pd.DataFrame) -> "pd.Series[Any]":
    """Shares that were worked out from records, such as weighted ones, as coarse as the counts beside them.

    A share to a tenth of a per cent would tell a rounded count exactly where all weights are equal. It is told in
    steps that are twice as wide as those of the count on its base, and not at all where either is not shown.
    """
    base = frame["base"] if "base" in frame else pd.Series(pd.NA, index=frame.index, dtype="Int64")
    if shares.dtype.kind != "f":
        return shares.mask(frame["count"].isna() | base.isna())
    width = 2 * 100 * (frame["at_most"] - frame["at_least"] + 1) / base.mask(base == 0)
    step = pd.Series(pd.NA, index=frame.index, dtype="Float64")
    for wide in SHARE_STEPS:
        step = step.mask(step.isna() & (width <= wide).fillna(value=False), float(wide))
    return ((shares / step).round(0) * step).mask(frame["count"].isna())


def _bases(frame: pd.DataFrame, dimensions: Sequence[Dimension], name: str, value: str) -> "pd.Series[int]":
    """For every row the count of the row that differs from it in one dimension, where that one has the value."""
    rest = [dimension.name for dimension in dimensions if dimension.name != name]
    if not rest:
        return pd.Series(_only(frame, name, value), index=frame.index, dtype="Int64")
    rows = list(zip(*(frame[other].tolist() for other in rest), strict=True))
    place = {rows[at]: at for at in np.flatnonzero(frame[name] == value).tolist()}
    at = np.array([place.get(row, -1) for row in rows], dtype=np.int64)
    return pd.Series(frame["count"].array.take(at, allow_fill=True), index=frame.index, dtype="Int64")


def _questions(frame: pd.DataFrame, dimensions: Sequence[Dimension]) -> list[tuple[str, str, tuple[str, ...]]]:
    """The questions of the table: dimension, the value that is its base, and the values that are no answer to it."""
    answered: list[tuple[str, str, tuple[str, ...]]] = [
        (dimension.name, ANY_ANSWER, (TOTAL, ANY_ANSWER, *dimension.partitions.get(TOTAL, ())))
        for dimension in dimensions
        if ANY_ANSWER in set(frame[dimension.name])
    ]
    whole: list[tuple[str, str, tuple[str, ...]]] = [
        (dimension.name, TOTAL, (TOTAL,))
        for dimension in dimensions
        if dimension.kind == "single" and TOTAL in dimension.partitions
    ]
    return answered or whole[:1]


def _only(frame: pd.DataFrame, name: str, value: str) -> Any:
    return frame.loc[frame[name] == value, "count"].array[0]

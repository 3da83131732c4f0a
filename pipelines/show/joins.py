"""What published files say about each other's rows: the outline of an area."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


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

"""Where a zero is no zero: no source that could have reported the cell has sent anything for its period."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from pipelines.tables import ANY_ANSWER, TOTAL

REPORTED = "is_reported"
_MONTHS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}


def is_reported(cells: pd.DataFrame, by: str, deliveries: Iterable[Mapping[str, str]]) -> "pd.Series[bool]":
    """For every cell whether a delivery touches its period. `by`: the column that says whose reports could.

    A delivery has a `source`, a `source_kind`, and the months `period_from` and `period_to`.
    """
    spans: dict[str, list[tuple[str, str]]] = {}
    for delivery in deliveries:
        for whose in (delivery[by], ANY_ANSWER, TOTAL):
            spans.setdefault(whose, []).append((delivery["period_from"], delivery["period_to"]))
    touched = [
        any(start <= last and first <= end for start, end in spans.get(whose, []))
        for whose, (first, last) in zip(cells[by], map(_span, cells["period"]), strict=True)
    ]
    return pd.Series(touched, index=cells.index, dtype=bool)


def _span(period: str) -> tuple[str, str]:
    """The first and the last month of a period; of the total and of an unknown period, all months."""
    match = re.fullmatch(r"(\d{4})(?:-(Q\d|\d\d|undated))?", period)
    if not match:
        return "", "~"
    year, part = match[1], match[2]
    if part in (None, "undated"):
        first, last = 1, 12
    else:
        first, last = _MONTHS[part] if part in _MONTHS else (int(part), int(part))
    return f"{year}-{first:02d}", f"{year}-{last:02d}"

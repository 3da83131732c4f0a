"""Where a zero is no zero: nobody who could have reported the cell has handed in such records for its period.

Only records of the kind that a table counts are a report to it: whoever hands in incidents alone has said nothing of
people who were identified. Everybody can know these zeros: which kinds of record a source hands in is published with
its name, and for which months it handed in anything is the table of coverage.
"""

import re
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from pipelines.tables import ANY_ANSWER, TOTAL

REPORTED = "is_reported"
_MONTHS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}


# Of a report that a release has frozen before this was kept: it counts as one about everything, as it did then.
ANY_RECORD = ""


def is_reported(
    cells: pd.DataFrame, by: str, deliveries: Iterable[Mapping[str, str]], records: Collection[str], after: str = ""
) -> "pd.Series[bool]":
    """For every cell whether a delivery of these kinds of record touches its period.

    `by` is the column that says whose reports could. A delivery has a `source`, a `source_kind`, a `record`, and the
    months `period_from` and `period_to`. With `after`, the last month that is frozen, no later report can hold what
    has no period: such rows wait for a re-base.
    """
    spans: dict[str, list[tuple[str, str]]] = {}
    for delivery in deliveries:
        if delivery["record"] not in (ANY_RECORD, *records):
            continue
        for whose in (delivery[by], ANY_ANSWER, TOTAL):
            spans.setdefault(whose, []).append((delivery["period_from"], delivery["period_to"]))
    touched = [
        any(start <= last and first <= end for start, end in spans.get(whose, []))
        for whose, (first, last) in zip(cells[by], (_span(period, after) for period in cells["period"]), strict=True)
    ]
    return pd.Series(touched, index=cells.index, dtype=bool)


def _span(period: str, after: str) -> tuple[str, str]:
    """The first and the last month of a period; of the total and of an unknown period, all months that it can have."""
    match = re.fullmatch(r"(\d{4})(?:-(Q\d|\d\d|undated))?", period)
    if not match:
        return "", (after if period == "unknown" else "") or "~"
    year, part = match[1], match[2]
    if part in (None, "undated"):
        first, last = 1, 12
    else:
        first, last = _MONTHS[part] if part in _MONTHS else (int(part), int(part))
    return f"{year}-{first:02d}", f"{year}-{last:02d}"

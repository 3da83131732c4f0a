"""Breaks of a series: other organisations behind a number than in the period before, by the published coverage."""

from itertools import pairwise

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipelines.show.reporters import able_to_report, breaks_of, mark_breaks

SOURCES = [
    {"name": "one", "kind": "shelter", "records": ["identification"]},
    {"name": "two", "kind": "police", "records": ["incident"]},
]
MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]


def coverage(came: dict[str, set[str]]) -> pd.DataFrame:
    rows = [(source, month, month in own) for source, own in came.items() for month in MONTHS]
    return pd.DataFrame(rows, columns=["source", "period", "has_report"])


def rows_of(*pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["period", "source_kind"]).assign(count=10)


def test_a_series_breaks_where_an_organisation_begins_or_ceases() -> None:
    came = coverage({"one": set(MONTHS[3:6]), "two": set(MONTHS)})
    rows = rows_of(*((month, "total") for month in MONTHS))
    marked = mark_breaks(rows, came, SOURCES, ("identification",))
    assert list(marked.loc[marked["is_break"], "period"]) == ["2024-04", "2024-07"]


def test_a_source_that_cannot_report_the_records_breaks_nothing() -> None:
    came = coverage({"one": set(MONTHS), "two": set(MONTHS[:6])})
    rows = rows_of(*((month, kind) for month in MONTHS for kind in ("total", "shelter", "police")))
    assert not mark_breaks(rows, came, SOURCES, ("identification",))["is_break"].any()
    assert mark_breaks(rows, came, SOURCES, ("incident",))["is_break"].sum() == len(("total", "police"))


def test_kinds_that_cannot_report_the_records_are_not_on_the_pages() -> None:
    rows = rows_of(*((month, kind) for month in MONTHS for kind in ("total", "any_answer", "shelter", "police")))
    told = able_to_report(rows, SOURCES, ("identification",))
    assert set(told["source_kind"]) == {"total", "any_answer", "shelter"}
    assert len(able_to_report(rows, SOURCES, ())) == len(rows)


def test_a_quarter_that_is_reported_in_part_breaks_before_and_after() -> None:
    came = {("one", month) for month in MONTHS if month != "2024-05"}
    assert breaks_of(["one"], ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"], came) == {"2024-Q2", "2024-Q3"}


@given(st.sets(st.tuples(st.sampled_from(["one", "two"]), st.sampled_from(MONTHS))))
def test_without_a_break_the_same_sources_came(came: set[tuple[str, str]]) -> None:
    found = breaks_of(["one", "two"], [*MONTHS, "2024", "unknown", "2024-undated"], came)
    for before, month in pairwise(MONTHS):
        same = all(((name, before) in came) == ((name, month) in came) for name in ("one", "two"))
        assert (month not in found) == same
    assert found <= set(MONTHS)

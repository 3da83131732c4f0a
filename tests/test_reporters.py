"""Who could have reported a cell: only organisations that hand in what it counts, by deliveries of just that."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.conform.outcome import Counts
from pipelines.count import Names, Reporter, levels_of, read_specs, table_levels
from pipelines.count.reports import ANY_RECORD, is_reported
from pipelines.link import Delivery
from pipelines.link.reports import reports
from pipelines.project import SQL
from pipelines.steps.own import alone_in
from schemas.source import RecordName, Source
from tests.small_tables import declared

TABLE = read_specs(SQL / "counted")["identifications_by_period"]
REPORTERS = (
    Reporter("city", "police", ("incident",)),
    Reporter("house", "shelter", ("identification",)),
    Reporter("sheriff", "police", ("identification", "incident")),
    Reporter("teams", "survey", ("response",)),
)
NAMES = Names((), (2024,), ("city", "house", "sheriff", "teams"), ("police", "shelter", "survey"), {}, REPORTERS)
MONTHS = tuple(f"2024-{month:02d}" for month in range(1, 13))


def source(name: str, kind: str = "police") -> Source:
    made = declared({"columns": {"identified_on": "Day"}})
    return made.model_copy(update={"name": name, "kind": kind})


SOURCES = {one.source: source(one.source, one.kind) for one in REPORTERS}


def handed_in(who: str, sequence: int, record: str, start: str = "", end: str = "", rows: int = 5) -> Delivery:
    return Delivery(who, sequence, record, "id", start, end, rows, Path())


def months_of(record: str, *deliveries: Delivery) -> set[tuple[str, str, str]]:
    found = reports(SOURCES, deliveries).to_pylist()
    return {(one["source"], one["period_from"], one["period_to"]) for one in found if one["record"] == record}


def reported(*deliveries: Delivery, records: tuple[str, ...] = TABLE.records) -> Callable[[str, str], bool]:
    """Whether a cell of a kind and a period is reported."""

    def found(kind: str, period: str) -> bool:
        cells = pd.DataFrame({"source_kind": [kind], "period": [period]})
        every = reports(SOURCES, deliveries).to_pylist()
        return bool(is_reported(cells, "source_kind", every, records).item())

    return found


def test_only_kinds_that_hand_in_what_a_table_counts_are_values_of_it() -> None:
    kinds = next(level for level in table_levels(TABLE, NAMES) if level.dimension.name == "source_kind")
    assert kinds.dimension.partitions["any_answer"] == ("police", "shelter")
    assert "survey" not in kinds.values
    every = levels_of("source_kind", TABLE.dimensions["source_kind"], NAMES)
    assert "survey" in every.values
    assert NAMES.of(TABLE).sources == ("house", "sheriff")


def test_a_table_of_what_was_handed_in_at_all_is_about_everybody() -> None:
    assert NAMES.of(read_specs(SQL / "counted")["coverage"]) == NAMES


def test_incidents_are_no_report_of_people_who_were_identified() -> None:
    of = reported(handed_in("city", 1, "incident", "2024-01", "2024-12"))
    for kind in ("police", "any_answer", "total"):
        assert not of(kind, "2024-03")
    of = reported(
        handed_in("city", 1, "incident", "2024-01", "2024-12"),
        handed_in("sheriff", 1, "identification", "2024-04", "2024-06"),
    )
    assert (of("police", "2024-03"), of("police", "2024-04"), of("any_answer", "2024-Q3")) == (False, True, False)


def test_what_is_handed_in_together_speaks_of_the_same_months() -> None:
    """A month of incidents in which nobody was identified stays a small number: there was a report."""
    together = (
        handed_in("sheriff", 1, "incident", "2024-01", "2024-12"),
        handed_in("sheriff", 1, "identification", "2024-03", "2024-05"),
    )
    assert reported(*together)("police", "2024-11")
    nobody = replace(together[1], period_from="", period_to="", rows=0)
    assert reported(together[0], nobody)("police", "2024-11")
    apart = replace(together[1], sequence=2)
    assert not reported(together[0], apart)("police", "2024-11")
    assert reported(together[0], apart)("police", "2024-04")


def test_where_all_rows_of_a_kind_wait_none_of_it_has_come() -> None:
    together = (
        handed_in("sheriff", 1, "incident", "2024-01", "2024-12"),
        replace(handed_in("sheriff", 1, "identification", rows=0), has_arrived=False),
    )
    assert not reported(*together)("police", "2024-03")
    assert reported(*together, records=("incident",))("police", "2024-03")


@pytest.mark.parametrize(
    ("counts", "has_arrived"),
    [
        (Counts(read=7, accepted=7, out_of_scope=7), True),
        (Counts(read=7, accepted=1, rejected=6), True),
        (Counts(read=0), True),
        (Counts(read=3, blank=3), True),
        (Counts(read=7, rejected=6, blank=1), False),
    ],
)
def test_something_has_come_where_rows_could_be_taken_or_there_were_none(counts: Counts, *, has_arrived: bool) -> None:
    assert counts.has_arrived == has_arrived


def test_rows_without_a_date_can_be_counted_where_no_month_is_known() -> None:
    of = reported(handed_in("sheriff", 1, "identification"))
    assert (of("police", "unknown"), of("police", "total"), of("police", "2024-01")) == (True, True, False)
    assert not reported(handed_in("sheriff", 1, "identification", rows=0))("police", "total")


def test_a_report_that_was_frozen_before_its_kind_was_kept_counts_for_everything() -> None:
    cells = pd.DataFrame({"source_kind": ["survey", "police"], "period": ["2024-01", "2024-01"]})
    old = {"source": "teams", "source_kind": "survey", "record": ANY_RECORD, "period_from": "2024-01"}
    assert is_reported(cells, "source_kind", [{**old, "period_to": "2024-01"}], ("identification",)).tolist() == [
        True,
        False,
    ]


def test_an_organisation_is_alone_where_no_other_of_its_kind_hands_in_the_same() -> None:
    specs = {"identifications_by_period": TABLE}
    assert alone_in(REPORTERS, "sheriff", specs) == {("identification", "source_kind", "police")}
    assert alone_in(REPORTERS, "city", specs) == frozenset()
    incidents = TABLE.model_copy(update={"universe": "incident", "sql": "select 1 as count from linked.incident"})
    assert alone_in(REPORTERS, "sheriff", {"incidents": incidents}) == frozenset()
    once = (*REPORTERS, Reporter("gone", "police", ("identification",)))
    assert alone_in(once, "sheriff", specs) == frozenset()


RECORDS: dict[str, tuple[RecordName, ...]] = {
    one.source: tuple(record for record in ("identification", "incident", "response") if record in one.records)
    for one in REPORTERS
}
File = tuple[tuple[str, str], int, list[int], int, bool]
FILES = st.tuples(
    st.sampled_from([(name, record) for name, records in RECORDS.items() for record in records]),
    st.integers(1, 2),
    st.tuples(st.integers(0, 11), st.integers(0, 11)).map(sorted),
    st.integers(0, 2),
    st.booleans(),
)


@given(st.lists(FILES, max_size=6))
def test_a_small_number_always_has_a_report_that_everybody_can_see(files: list[File]) -> None:
    """No cell with rows is told as not reported, and none as a number that the coverage shows to be a zero."""
    deliveries = {
        (*who, sequence): replace(
            handed_in(who[0], sequence, who[1]),
            rows=rows,
            period_from=MONTHS[start] if rows else "",
            period_to=MONTHS[end] if rows else "",
            has_arrived=has_arrived or rows > 0,
        )
        for who, sequence, (start, end), rows, has_arrived in files
    }
    found = list(deliveries.values())
    told = reports(SOURCES, found).to_pylist()
    cells = pd.DataFrame([(kind, month) for kind in NAMES.kinds for month in MONTHS], columns=["source_kind", "period"])
    said = is_reported(cells, "source_kind", told, TABLE.records).tolist()
    covered = {
        (one["source"], month) for one in told for month in MONTHS if one["period_from"] <= month <= one["period_to"]
    }
    assert covered == {
        (one.source, month)
        for one in found
        if one.rows
        for month in MONTHS
        if one.period_from <= month <= one.period_to
    }
    for kind, month, is_told in zip(cells["source_kind"], cells["period"], said, strict=True):
        able = [one.source for one in REPORTERS if one.kind == kind and "identification" in one.records]
        has_rows = any(
            one.rows and one.period_from <= month <= one.period_to
            for one in found
            if one.source in able and one.record == "identification"
        )
        assert not has_rows or is_told
        assert not is_told or any((name, month) in covered for name in able)

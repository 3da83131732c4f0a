"""The same people cut at 20 and at 25: the difference of two groups is a group of its own."""

from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from pipelines.count import TableSpec, read_specs, refuse_recodes
from pipelines.count.spec import DimensionSpec
from pipelines.project import SQL
from schemas.problems import DeclarationMistake

AT_20 = {"under_20": "Under 20", "from_20": "20 and over"}
AT_25 = {"under_25": "Under 25", "from_25": "25 and over"}
# Columns that hold several things: of a survey both the question and the answer.
STRUCTURES = {"pair"}


def table(name: str, universe: str = "person", **dimensions: dict[str, Any]) -> TableSpec:
    of = {name: DimensionSpec(**declared) for name, declared in dimensions.items()}
    return TableSpec(name=name, title=name, universe=universe, unit="people", dimensions=of, sql="select 1")


def people(name: str, dimension: str, values: dict[str, str], **more: str) -> TableSpec:
    declared: dict[str, Any] = {"kind": "single", "values": values, **more}
    of = {dimension: DimensionSpec(**declared)}
    return TableSpec(name=name, title=name, universe="person", unit="people", dimensions=of, sql="select 1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (people("at_20", "age", AT_20), people("at_25", "age", AT_25)),
        (
            people("at_20", "age_at_20", AT_20, list="age_group"),
            people("at_25", "age_at_25", AT_25, list="age_group"),
        ),
        (table("by_area", area={"kind": "area"}), table("by_zone", zone={"kind": "area"})),
        (table("by_month", period={"kind": "period"}), table("by_week", week={"kind": "period"})),
    ],
    ids=["other values", "other names of a list", "two maps", "two calendars"],
)
def test_two_ways_to_break_one_question_down_are_refused(one: TableSpec, other: TableSpec) -> None:
    refuse_recodes({"one": one})
    with pytest.raises(DeclarationMistake) as refused:
        refuse_recodes({"one": one, "other": other})
    assert [problem.code for problem in refused.value.problems] == ["TIP-E595"]


def test_other_people_may_be_broken_down_otherwise() -> None:
    suspects = table("suspects", universe="suspect", age={"kind": "single", "values": AT_25})
    refuse_recodes({"people": people("people", "age", AT_20), "suspects": suspects})


def test_a_universe_that_a_group_names_counts_too() -> None:
    both = table("range", universe="range", age={"kind": "single", "values": AT_25})
    with pytest.raises(DeclarationMistake):
        refuse_recodes(
            {"a": people("a", "age", AT_20), "b": both.model_copy(update={"universes": {"linked": "person"}})}
        )


@pytest.mark.parametrize("universe", sorted({spec.universe for spec in read_specs(SQL / "counted").values()}))
def test_no_table_of_ours_cuts_a_column_in_two_ways(universe: str) -> None:
    """What a declaration cannot show: two dimensions with values of their own that are made from one column."""
    names: dict[str, set[str]] = {}
    for spec in read_specs(SQL / "counted").values():
        if spec.universe == universe:
            for dimension, columns in _made_from(spec).items():
                for column in columns - STRUCTURES:
                    names.setdefault(column, set()).add(dimension)
    assert {column: found for column, found in names.items() if len(found) > 1} == {}


def _made_from(spec: TableSpec) -> dict[str, set[str]]:
    (select,) = sqlglot.parse(spec.sql, read="duckdb")
    found: dict[str, set[str]] = {}
    assert select is not None
    for one in select.find_all(exp.Select):
        for projection in one.expressions:
            if projection.alias_or_name in spec.dimensions:
                columns = {column.name for column in projection.find_all(exp.Column)}
                found.setdefault(projection.alias_or_name, set()).update(
                    columns - {projection.alias_or_name, *spec.dimensions}
                )
    return found


def test_the_tables_of_ours_are_allowed_together() -> None:
    refuse_recodes(read_specs(SQL / "counted"))

"""Coarser forms of a table, which say what to write where, and plans that are too large to prove."""

from itertools import product

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from pipelines.count import levels_of, to_cells
from pipelines.plan import too_large
from pipelines.publish import limits
from pipelines.publish.cells import list_cells
from pipelines.publish.coarser import Choice, coarser, how
from pipelines.publish.limits import distinct, keys_of, require_provable
from pipelines.tables import CountedTable, Dimension
from schemas.policy import Policy
from schemas.problems import ReleaseStopped
from tests.planned_tables import AREAS, LEVELS, by_month, names, specs, tables


def kept(table: CountedTable, *choices: Choice) -> pd.DataFrame:
    rows = next(rows for found, rows in coarser(table, LEVELS) if found == choices)
    dropped = [choice.dimension for choice in choices if not choice.finest]
    return table.frame[rows].drop(columns=dropped).reset_index(drop=True)


def as_set(frame: pd.DataFrame) -> set[tuple[object, ...]]:
    return set(frame.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("table", "dimension", "finest"),
    [
        ("identifications_by_period", "period", "quarter"),
        ("identifications_by_period", "period", "year"),
        ("people_by_area", "area", "district"),
    ],
)
def test_what_is_proposed_is_what_count_would_make_of_it(
    table: str,
    dimension: str,
    finest: str,
) -> None:
    spec = specs()[table].model_copy(update={"reported_by": None})
    changed = {**spec.dimensions, dimension: spec.dimensions[dimension].model_copy(update={"finest": finest})}
    lists = {name: levels_of(name, own, names()).values[::3] for name, own in spec.dimensions.items()}
    groups = pd.DataFrame([*product(*lists.values())], columns=[*lists])
    groups = groups[~groups.isin(["total", "any_answer"]).any(axis=1) & ~groups["period"].str.contains("undated")]
    people = pa.Table.from_pandas(groups.assign(count=range(3, 3 + len(groups))), preserve_index=False)
    fine = to_cells(spec, people, names(), [])
    made = to_cells(spec.model_copy(update={"dimensions": changed}), people, names(), [])
    assert 0 < len(made.frame) < len(fine.frame)
    assert as_set(kept(fine, Choice(dimension, finest))) == as_set(made.frame)


def test_a_breakdown_less_is_the_table_without_it() -> None:
    less = kept(tables()["people_by_exploitation"], Choice("age_group", ""))
    whole = tables()["people_by_exploitation"].frame
    assert as_set(less) == as_set(whole[whole["age_group"] == "total"].drop(columns="age_group"))


def test_the_subject_of_a_table_and_its_worlds_stay() -> None:
    for table in tables().values():
        subject = next((own.name for own in table.dimensions if own.kind != "group"), "")
        groups = {own.name for own in table.dimensions if own.kind == "group"}
        for choices, rows in coarser(table, LEVELS):
            assert rows.any()
            assert not {choice.dimension for choice in choices if not choice.finest} & {subject, *groups}


def test_what_to_write_where() -> None:
    table = tables()["people_by_area"]
    assert how(table, [Choice("area", "district")]) == (
        'write finest = "district" for area in warehouse/counted/people_by_area.sql'
    )
    assert how(table, [Choice("area", "district"), Choice("period", "")]).endswith(
        'take period out of warehouse/counted/people_by_area.sql and write people_by_area = ["area"] in policy.toml'
    )


def cube(places: int) -> CountedTable:
    """Many places by month: far too many numbers to prove."""
    months = by_month(*range(12)).dimensions[0]
    periods = by_month(*range(12)).frame["period"]
    codes = [f"T{at}" for at in range(places)]
    partitions: dict[str, tuple[str, ...]] = {"total": ("any_answer", "unknown"), "any_answer": ("D0", "D1")}
    partitions |= {f"D{at}": (*codes[at::2], f"D{at}-unspecified") for at in (0, 1)}
    values = dict.fromkeys(value for whole, parts in partitions.items() for value in (whole, *parts))
    grid = pd.MultiIndex.from_product([[*values], periods], names=["area", "period"]).to_frame(index=False)
    dimensions = (Dimension("area", "area", partitions), months)
    return CountedTable("cube", "Cube", "person", "people", dimensions, grid.assign(count=np.int64(0)))


def test_what_is_too_large_to_prove_is_refused_with_a_smaller_form() -> None:
    small, large = by_month(*[20] * 12), cube(400)
    areas = [
        *({"code": f"D{at}", "level": "district"} for at in (0, 1)),
        *({"code": f"T{at}", "level": "town"} for at in range(400)),
    ]
    assert distinct([small]) == 12 + 4 + 1 + 1
    require_provable([small], Policy())
    with pytest.raises(ReleaseStopped, match="TIP-E592") as caught:
        require_provable([small, large], Policy(), areas)
    mend = caught.value.problems[0].mend
    assert "The largest table is cube." in mend
    assert 'write finest = "quarter" for period in warehouse/counted/cube.sql' in mend
    stopped = too_large([small, cube(2000)], Policy(), areas)
    assert stopped is not None
    assert "2,000" not in stopped.says


def test_the_smaller_form_is_small_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    every = list(tables().values())
    whole = distinct(every)
    assert too_large(every, Policy(), AREAS) is None
    for most in (whole - 1, whole // 2, 10):
        monkeypatch.setitem(limits.MOST_CELLS, "public", most)
        stopped = too_large(every, Policy(), AREAS)
        assert stopped is not None
        assert f"the limit is {most:,}" in stopped.says
        assert "identifications_by_period" in stopped.mend
        assert ("name fewer tables" in stopped.mend) == (most == 10)


def test_the_numbers_of_rows_are_those_of_the_model() -> None:
    world = (Dimension("bound", "group"),)
    one = CountedTable(
        "one", "", "range", "people", world, pd.DataFrame({"bound": ["linked", "summed"], "count": [7, 9]})
    )
    renamed = CountedTable("two", "", "range", "people", world, one.frame, universes={"linked": "person"})
    fixed = CountedTable("three", "", "person", "people", world, one.frame, fixed={"sex": "female"})
    months = by_month(*[7] * 12)
    for found in ([one, renamed], [one, fixed], [months, one], [months, fixed]):
        assert distinct(found) == len(list_cells(found).counts)
    assert len(set(keys_of(one)) & set(keys_of(renamed))) == 1

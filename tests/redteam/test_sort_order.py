"""An order by numbers tells of those that are not shown; rows stand in the order of the plan."""

import io
import itertools

import pandas as pd
import pytest

from pipelines.publish.write import write_table
from tests.redteam.planted import Site

TABLE = "people_by_age_and_gender"
STRUCTURE = [
    {"name": "age_group", "kind": "single", "partitions": {"total": ["any_answer", "unknown"]}, "covers": {}},
    {"name": "gender", "kind": "single", "partitions": {"total": ["any_answer", "unknown"]}, "covers": {}},
]


def rows(site: Site, table: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(site.text(f"data/{table}.csv")), dtype="str", keep_default_na=False)


def put(site: Site, table: str, frame: pd.DataFrame) -> None:
    """The rows in this order, in both files."""
    order = [*frame.index]
    typed = pd.read_parquet(site.root / "data" / f"{table}.parquet").loc[order].reset_index(drop=True)
    write_table(site.root / "data", table, typed)


@pytest.mark.parametrize("table", [TABLE, "services", "tallies", "identifications_by_period"])
def test_rows_in_the_order_of_their_numbers_are_found(table: str, site: Site) -> None:
    frame = rows(site, table)
    by_number = frame.assign(n=pd.to_numeric(frame["count"]).fillna(4)).sort_values("n", kind="stable")
    put(site, table, by_number)
    assert site.codes() == {"TIP-E530"}


def test_two_rows_that_changed_places_are_found(clean: Site, site: Site) -> None:
    frame = rows(clean, TABLE)
    first, second = 6, 13
    order = list(range(len(frame)))
    order[first], order[second] = order[second], order[first]
    put(site, TABLE, frame.loc[order])
    assert site.codes() == {"TIP-E530"}


def test_a_row_that_stands_twice_is_found(site: Site) -> None:
    frame = rows(site, TABLE)
    put(site, TABLE, frame.loc[[0, *range(len(frame))]])
    assert "TIP-E530" in site.codes()


@pytest.mark.parametrize("order", [*itertools.permutations(["asia", "africa", "national"])])
def test_the_parts_of_a_sum_stand_as_they_are_declared(order: tuple[str, ...], site: Site) -> None:
    declared = ["national", "africa", "asia"]
    structure = [{"name": "citizenship_group", "kind": "single", "partitions": {"any_answer": declared}, "covers": {}}]
    structure[0]["partitions"]["total"] = ["any_answer", "unknown"]  # type: ignore[index]  # a dict of lists
    site.release(lambda told: named(told, "people_by_citizenship").update(structure=structure))
    frame = rows(site, "people_by_citizenship").set_index("citizenship_group", drop=False)
    numbered = frame.assign(at=range(len(frame)))
    wanted = [numbered.loc[value, "at"] for value in ("total", "any_answer", *order, "unknown")]
    put(site, "people_by_citizenship", rows(site, "people_by_citizenship").loc[wanted])
    assert site.codes() == (set() if list(order) == declared else {"TIP-E530"})


def named(told: dict[str, list[dict[str, object]]], table: str) -> dict[str, object]:
    return next(entry for entry in told["tables"] if entry["name"] == table)

"""Pages are made from registered facts alone: a row that is none, or says something else, stops the build."""

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.show import show
from pipelines.show.facts import Fact, cell_key, join_facts
from pipelines.show.published import read_release
from schemas.problems import ReleaseStopped
from tests.published_example import write_published

ENTRY: dict[str, Any] = {
    "name": "t",
    "universe": "person",
    "dimensions": [{"name": "gender", "kind": "single"}, {"name": "area", "kind": "area"}],
}
SHOWN = {"gender": "female", "area": "X1", "count": 20, "at_least": 15, "at_most": 24, "status": "shown"}
EMPTY = {"count": None, "at_least": None, "at_most": None}
KEY = ("person", "area=X1;gender=female")
TEN = Fact(7, 15, 24, 10)


def joined(fact: Fact | None, **row: object) -> pd.DataFrame:
    facts = {} if fact is None else {KEY: fact}
    return join_facts(pd.DataFrame([{**SHOWN, **row}]), ENTRY, facts, 10)


def test_a_row_is_given_its_fact() -> None:
    assert joined(TEN)["fact"].tolist() == [7]
    assert joined(TEN)["is_coarse"].tolist() == [False]
    assert joined(Fact(7, 20, 29, 20), at_least=20, at_most=29)["is_coarse"].tolist() == [True]


@pytest.mark.parametrize(
    ("fact", "row"),
    [
        (Fact(0, 0, 9, 10), {"status": "below", "count": None, "at_least": 0, "at_most": 9}),
        (Fact(0, 0, None, 0), {"status": "withheld", **EMPTY}),
        (Fact(0, 0, 0, 1), {"status": "not_reported", **EMPTY}),
        (Fact(0, 1, None, 0), {"status": "hidden", **EMPTY}),
        (Fact(0, 20, 20, 1), {"at_least": 20, "at_most": 20}),
        (None, {"status": "noisy", "at_least": None, "at_most": None}),
    ],
)
def test_every_status_says_what_its_fact_says(fact: Fact | None, row: dict[str, object]) -> None:
    assert len(joined(fact, **row)) == 1


@pytest.mark.parametrize(
    ("fact", "row"),
    [
        (None, {}),
        (TEN, {"at_most": 23}),
        (TEN, {"at_least": 16}),
        (TEN, {"count": 25}),
        (TEN, {"status": "withheld", **EMPTY}),
        (Fact(0, 0, None, 0), {}),
        (Fact(0, 0, None, 0), {"status": "withheld", **EMPTY, "count": 12}),
        (Fact(0, 0, 9, 10), {"status": "below", "at_least": 0, "at_most": 9, "count": 4}),
        (Fact(0, 0, 9, 10), {"status": "not_reported", **EMPTY}),
        (Fact(0, 0, 9, 10), {"status": "hidden", **EMPTY}),
    ],
)
def test_a_row_that_says_something_else_stops_the_build(fact: Fact | None, row: dict[str, object]) -> None:
    with pytest.raises(ReleaseStopped) as stopped:
        joined(fact, **row)
    (problem,) = stopped.value.problems
    assert problem.code == "TIP-E355"
    assert "table t" in problem.says
    assert "20" not in str(problem).replace("TIP-E355", "")


@pytest.mark.parametrize(
    ("changed", "row", "key"),
    [
        ({}, {"gender": "total", "area": "total"}, ("person", "")),
        ({}, {"gender": "total", "area": "any_answer"}, ("person", "area=any_answer")),
        ({"fixed": {"period": "2024"}}, {"gender": "total", "area": "X1"}, ("person", "area=X1;period=2024")),
        ({}, {"gender": "female", "area": "X1"}, KEY),
    ],
)
def test_a_cell_is_named_by_its_values_without_totals(
    changed: dict[str, Any], row: dict[str, str], key: tuple[str, str]
) -> None:
    assert cell_key({**ENTRY, **changed}, row) == key


def test_a_group_can_be_a_universe_of_its_own() -> None:
    entry = {"universe": "range", "universes": {"linked": "person"}, "dimensions": [{"name": "bound", "kind": "group"}]}
    assert cell_key(entry, {"bound": "linked"}) == ("person", "")
    assert cell_key(entry, {"bound": "other"}) == ("range", "bound=other")


def test_facts_of_an_earlier_release_are_not_taken_for_those_of_this_one(tmp_path: Path) -> None:
    published = write_published(tmp_path / "p")
    rows = read_release(published).tables["people_by_age_and_gender"].rows
    one = rows[(rows["age_group"] == "unknown") & (rows["gender"] == "unknown")]
    with (published / "proof" / "facts.csv").open(encoding="utf-8", newline="") as file:
        told = [row for row in csv.DictReader(file) if row["cell"] == "age_group=unknown;gender=unknown"]
    assert [row["release"] for row in told] == ["draft", "2023"]
    assert one["fact"].tolist() == [int(told[0]["fact"])]


@pytest.mark.parametrize("harm", ["no facts", "another interval", "another cell"])
def test_the_old_site_stays_where_a_number_is_no_fact(harm: str, tmp_path: Path) -> None:
    published, site = write_published(tmp_path / "p"), tmp_path / "_site"
    show(published, site)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    facts = published / "proof" / "facts.csv"
    text = facts.read_text(encoding="utf-8")
    changed = {"another interval": (",255,264,", ",256,264,"), "another cell": ("gender=female,", "gender=woman,")}
    if harm == "no facts":
        facts.unlink()
    else:
        assert changed[harm][0] in text
        facts.write_text(text.replace(*changed[harm]), encoding="utf-8")
    with pytest.raises(ReleaseStopped, match="TIP-E355"):
        show(published, site)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before

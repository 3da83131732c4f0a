"""Court cases, tips and activities counted: each record once, by its newest version."""

from pathlib import Path

import pytest

from pipelines.count import Names, count, read_specs
from pipelines.link.linked import community_tables
from pipelines.project import SQL
from pipelines.tables import CountedTable
from tests.counted_by_hand import cell
from tests.small_tables import AREAS, Drop, community, declared, linked

COURT = {"id": "No", "columns": {"filed_on": "Day", "stage": "Stage", "outcome": "Outcome"}}
CASES = """No|Day|Stage|Outcome
1|2023-01-05|charged|pending
2|2023-02-05|trial|pending
2|2023-02-05|closed|convicted_of_trafficking
3|2024|closed|dismissed
4|2021-01-01|charged|pending"""
TIP = {"id": "No", "columns": {"reported_on": "Day", "channel": "How"}}
TIPS = "No|Day|How\n1|2023-01-05|phone\n2|2023-01-05|phone\n3|2023-01-06|text\n4|2023-01-06|"
ACTIVITY = {"columns": {"held_on": "Day", "activity_kind": "What", "activity_outcome": "Came"}}
ACTIVITIES = "Day|What|Came\n2023-01-05|training|held\n2023-01-05|training|held\n2023-01-06|training|cancelled"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CountedTable]:
    folder: Path = tmp_path_factory.mktemp("records")
    drops = [
        Drop(COURT, CASES, "court_case", source="court"),
        Drop(TIP, TIPS, "tip", source="tips"),
        Drop(ACTIVITY, ACTIVITIES, "activity", source="house"),
    ]
    linked(folder, drops)
    sources = {drop.source: declared(drop.record, drop.name) for drop in drops}
    names = Names(AREAS, (2022, 2023, 2024), ("court", "house", "tips"), ("shelter",), {}, ())
    kinds = ("court_cases_by_stage_and_outcome", "tips_by_channel", "activities_by_kind")
    specs = {name: spec for name, spec in read_specs(SQL / "counted").items() if name in kinds}
    (folder / "counted").mkdir()
    return count(specs, folder / "linked", community_tables(sources, community(), []), names, folder / "counted")


def test_a_case_is_counted_where_it_stands_now(tables: dict[str, CountedTable]) -> None:
    cases = tables["court_cases_by_stage_and_outcome"]
    assert cell(cases) == 4 - 1  # one was filed before the calendar begins
    assert cell(cases, court_stage="closed") == 1 + 1
    assert cell(cases, court_stage="closed", court_outcome="dismissed") == 1
    assert cell(cases, court_stage="trial") == 0


def test_tips_are_counted_by_the_way_they_came_in(tables: dict[str, CountedTable]) -> None:
    tips = tables["tips_by_channel"]
    assert (cell(tips, tip_channel="any_answer"), cell(tips, tip_channel="unknown"), cell(tips)) == (3, 1, 4)
    assert max(cell(tips, tip_channel=word) for word in set(tips.frame["tip_channel"]) - {"any_answer", "total"}) == 2


def test_activities_without_numbers_each_count(tables: dict[str, CountedTable]) -> None:
    activities = tables["activities_by_kind"]
    assert cell(activities, activity_kind="training") == 2 + 1
    assert cell(activities, activity_kind="training", activity_outcome="cancelled") == 1

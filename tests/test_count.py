"""Counts of small tables by hand: every level, every parent, and the people with any answer."""

from pathlib import Path

import pandas as pd
import pytest

from pipelines.count import count, read_specs
from pipelines.link.linked import community_tables
from pipelines.project import SQL
from pipelines.publish.derive import add_base
from pipelines.tables import CountedTable
from tests.counted_by_hand import cell, counted, names
from tests.small_tables import community


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CountedTable]:
    return counted(tmp_path_factory.mktemp("counts"))


def test_people_by_age_and_gender(tables: dict[str, CountedTable]) -> None:
    table = tables["people_by_age_and_gender"]
    assert cell(table) == 1 + 4
    assert cell(table, gender="female") == 2
    assert cell(table, gender="any_answer") == 2 + 1
    assert (cell(table, gender="unknown"), cell(table, gender="refused")) == (1, 1)
    assert cell(table, gender="not_collected") == cell(table, gender="transgender") == 0
    assert cell(table, gender="female", age_group="child") == 1
    assert cell(table, gender="any_answer", age_group="any_answer") == 3


def test_a_person_with_several_words_is_under_each_and_once_in_the_total(tables: dict[str, CountedTable]) -> None:
    table = tables["people_by_exploitation"]
    assert cell(table, exploitation="forced_labour") == 1 + 1
    assert cell(table, exploitation="sexual_exploitation") == cell(table, exploitation="forced_begging") == 1
    assert cell(table, exploitation="any_answer") == 2
    assert (cell(table, exploitation="unknown"), cell(table, exploitation="refused")) == (1, 1)
    assert cell(table, exploitation="not_applicable") == 1
    assert cell(table) == 5


def test_percentages_are_of_those_with_any_answer(tables: dict[str, CountedTable]) -> None:
    table = tables["people_by_exploitation"]
    frame = add_base(table.frame.astype({"count": "Int64"}), table.dimensions)
    row = frame[(frame["exploitation"] == "forced_labour") & (frame["age_group"] == "total")]
    assert (row["base"].item(), row["pct"].item()) == (2, 100 * 2 / 2)
    missing = frame[frame["exploitation"].isin(["unknown", "refused", "total"]) & (frame["age_group"] == "total")]
    assert missing["pct"].isna().all()


def test_areas_hold_areas_and_a_rest_that_is_not_specified(tables: dict[str, CountedTable]) -> None:
    table = tables["people_by_area"]
    assert cell(table, area="N1") == 2
    assert cell(table, area="N-unspecified") == 1
    assert cell(table, area="N") == 2 + 1
    assert cell(table, area="S") == 1
    assert cell(table, area="any_answer") == 3 + 1
    assert cell(table, area="unknown") == 1
    assert cell(table, area="N1", period="2024") == cell(table, area="N1", period="2023") == 1
    assert cell(table, area="S", period="unknown") == 1
    assert "S-unspecified" not in set(table.frame["area"])


def test_months_quarters_and_years_and_what_has_no_month(tables: dict[str, CountedTable]) -> None:
    table = tables["identifications_by_period"]
    found = {period: cell(table, period=period) for period in table.frame["period"].unique()}
    assert found["2023-01"] == found["2023-02"] == found["2023-05"] == found["2024-12"] == 1
    assert (found["2023-Q1"], found["2023-Q2"], found["2023-undated"]) == (2, 1, 1)
    assert (found["2023"], found["2024-Q4"], found["2024"]) == (2 + 1 + 1, 1, 1)
    assert (found["unknown"], found["total"]) == (1, 6)
    assert sum(found.values()) == 6 + 6 + (6 - 1) + (6 - 2)


def test_services_asked_for_and_received(tables: dict[str, CountedTable]) -> None:
    table = tables["services"]
    assert cell(table, service="legal", outcome="received") == 1
    assert cell(table, service="legal", outcome="not_received") == 1
    assert cell(table, service="shelter", outcome="received") == 1 + 1
    assert cell(table, service="medical") == 0
    assert cell(table) == 2 + 2


def test_the_people_range(tables: dict[str, CountedTable]) -> None:
    linked_people = cell(tables["people_range"], bound="linked")
    assert (linked_people, cell(tables["people_range"], bound="summed")) == (5, 6)


def test_every_table_is_counted_and_whole(tables: dict[str, CountedTable]) -> None:
    assert set(tables) == set(read_specs(SQL / "counted"))
    for table in tables.values():
        named = [dimension.name for dimension in table.dimensions]
        assert not table.frame.duplicated(named).any(), table.name
        assert not table.frame[named].isna().any().any(), table.name
        if table.is_counted:
            assert table.frame["count"].dtype == "int64"


def test_counting_twice_gives_the_same_bytes(tables: dict[str, CountedTable], tmp_path: Path) -> None:
    target = tmp_path / "counted"
    target.mkdir()
    folder = tmp_path / "linked"
    folder.mkdir()
    frame = pd.DataFrame({"gender": ["female"], "age_group": ["child"]})
    frame.to_parquet(folder / "person.parquet")
    specs = {"people_by_age_and_gender": read_specs(SQL / "counted")["people_by_age_and_gender"]}
    made = []
    for _ in range(2):
        count(specs, folder, community_tables({}, community(), []), names(), target)
        made.append((target / "people_by_age_and_gender.parquet").read_bytes())
    assert made[0] == made[1]
    assert len(tables) > len(specs)

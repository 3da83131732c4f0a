"""Counts that are not of people: survey answers, tallies of others, and the months that anybody spoke of."""

import pandas as pd
import pytest

from pipelines.tables import CountedTable
from tests.counted_by_hand import cell, counted


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CountedTable]:
    return counted(tmp_path_factory.mktemp("counts"))


def test_a_question_with_one_answer_adds_up_and_one_with_several_does_not(tables: dict[str, CountedTable]) -> None:
    table = tables["survey_answers"]
    assert cell(table, question="knows", answer="knows:yes") == 2
    assert cell(table, question="knows", answer="any_answer") == 2 + 1
    assert (cell(table, question="knows", answer="refused"), cell(table, question="knows")) == (1, 5)
    assert cell(table, question="signs", answer="signs:debt") == cell(table, question="signs", answer="any_answer") - 1
    assert cell(table, question="signs", answer="not_applicable") == 1
    own = next(dimension for dimension in table.dimensions if dimension.name == "answer").per_group
    assert own["knows"].partitions["any_answer"] == ("knows:yes", "knows:no")
    assert own["signs"].covers["any_answer"] == ("signs:debt", "signs:papers")
    assert "any_answer" not in own["signs"].partitions
    crossed = table.frame[(table.frame["question"] == "knows") & table.frame["answer"].str.startswith("signs")]
    assert crossed.empty


def test_weighted_shares_are_of_the_weight_of_any_answer(tables: dict[str, CountedTable]) -> None:
    table = tables["survey_answers"]
    yes, no = (cell(table, "weighted_pct", question="knows", answer=f"knows:{answer}") for answer in ("yes", "no"))
    assert (yes, no) == (round(100 * (3 + 5) / (3 + 5 + 1), 1), round(100 * 1 / 9, 1))
    assert cell(table, "weighted_pct", question="signs", answer="signs:debt") == round(100 * (3 + 1) / (3 + 1 + 1), 1)
    assert pd.isna(cell(table, "weighted_pct", question="knows", answer="refused"))


def test_tallies_by_year_stay_with_their_source_and_measure(tables: dict[str, CountedTable]) -> None:
    table = tables["tallies"]
    at = {"source": "tallies"}
    assert cell(table, **at, measure="identified", period="2023") == 5 + 2
    assert cell(table, **at, measure="reported", period="2023") == 7 - 1
    assert cell(table, **at, measure="reported") == 7 - 1 + 3
    kinds = tables["tallies_by_exploitation"]
    assert cell(kinds, **at, exploitation="sexual_exploitation") == 5 + 2
    assert cell(kinds, **at, exploitation="forced_labour") == 5
    assert cell(kinds, **at, exploitation="any_answer") == 5 + 2


def test_coverage_says_which_months_a_source_has_spoken_of(tables: dict[str, CountedTable]) -> None:
    frame = tables["coverage"].frame
    assert len(frame) == 3 * 3 * 12
    assert frame.loc[frame["has_report"], ["source", "period"]].to_numpy().tolist() == [
        ["house", "2023-02"],
        ["house", "2023-03"],
    ]

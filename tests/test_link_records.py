"""Incidents, tallies and survey forms: the last word on each, within the calendar."""

from pathlib import Path

import pytest

from tests.small_tables import Drop, linked

NAMELESS = {"columns": {"identified_on": "Day", "gender": "Sex"}}
INCIDENT = {
    "id": "No",
    "columns": {"occurred_on": "Day", "offence": "Code", "place_type": "Place", "clearance": "State"},
    "scheme": ["nibrs", "generic"],
    "filter": [{"column": "Code", "is": ["64A", "64B"]}],
}


def test_several_rows_of_one_drop_are_one_incident(tmp_path: Path) -> None:
    text = """No|Day|Code|Place|State
7|2023-03-05|64A|14|N
7|2023-03-05|64B|20|arrest
8|2023|64A|14|N"""
    incidents = linked(tmp_path, [Drop(INCIDENT, text, "incident", kind="police")])["incident"]
    assert len(incidents) == 1 + 1
    seven = incidents[incidents["period"] == "2023-03"].iloc[0]
    assert seven["offence"] == "commercial_sex_acts;involuntary_servitude"
    assert seven["place_type"] == "hotel_motel;residence"
    assert seven["clearance"] == "cleared_by_arrest"
    assert set(incidents["period"]) == {"2023-03", "2023"}


def test_a_year_alone_does_not_move_an_incident_to_january(tmp_path: Path) -> None:
    text = "No|Day|Code|Place|State\n7|2023|64A|14|N\n7|2023-03-05|64A|14|N"
    incidents = linked(tmp_path, [Drop(INCIDENT, text, "incident")])["incident"]
    assert incidents["period"].tolist() == ["2023-03"]


@pytest.mark.parametrize(
    ("again", "states"),
    [
        ("7|2023-03-05|64A|14|arrest", ["cleared_by_arrest"]),
        ("7|2023-03-05|13B|14|N", []),
        ("8|2023-03-05|13B|14|N", ["open"]),
        ("7|2023-03-05|13B|14|N\n7|2023-03-05|64A|14|exceptional", ["cleared_exceptionally"]),
    ],
)
def test_an_incident_delivered_again_is_as_last_told(tmp_path: Path, again: str, states: list[str]) -> None:
    header = "No|Day|Code|Place|State"
    drops = [Drop(INCIDENT, f"{header}\n{rows}", "incident") for rows in ("7|2023-03-05|64A|14|N", again)]
    assert linked(tmp_path, drops)["incident"]["clearance"].tolist() == states


def test_numbers_of_two_sources_are_not_the_same_record(tmp_path: Path) -> None:
    text = "No|Day|Code|Place|State\n7|2023-03-05|64A|14|N"
    drops = [Drop(INCIDENT, text, "incident", source=source) for source in ("city", "county")]
    assert len(linked(tmp_path, drops)["incident"]) == 1 + 1


def test_what_lies_outside_of_the_calendar_is_left_out_and_undated_rows_are_not(tmp_path: Path) -> None:
    text = "Day|Sex\n2021-12-31|f\n2022-01-01|f\n2024-12-31|f\n2025-01-01|f\n|f\n2023|f\n2023-05|f"
    rows = linked(tmp_path, [Drop(NAMELESS, text)])["identification"]
    assert sorted(rows["period"]) == ["2022-01", "2023", "2023-05", "2024-12", "unknown"]


def test_tallies_keep_to_the_calendar_and_to_their_leaves(tmp_path: Path) -> None:
    record = {
        "columns": {"period": "When", "identified": "People", "gender": "Sex"},
        "totals": {"Sex": "Total"},
    }
    text = "When|Sex|People\n2021|f|5\n2024-Q1|f|7\n2024-Q1|m|2\n2024-Q1|Total|9\n2024-02|m|-1"
    tally = linked(tmp_path, [Drop(record, text, "tally")])["tally"]
    assert sorted(zip(tally["period"], tally["identified"], strict=True)) == [
        ("2024-02", -1),
        ("2024-Q1", 2),
        ("2024-Q1", 7),
    ]


def test_a_survey_form_sent_again_is_one_response(tmp_path: Path) -> None:
    record = {
        "id": "id",
        "columns": {"weight": "w"},
        "questions": {"q": {"text": "Q", "header": "q", "answers": {"yes": "Yes", "no": "No"}}},
    }
    drops = [Drop(record, text, "response") for text in ("id|q|w\n1|yes|2.5\n2|no|", "id|q|w\n1|no|2.5")]
    rows = linked(tmp_path, drops)["response"]
    assert sorted(zip(rows["answers"], rows["weight"], strict=True)) == [("q:no", 1.0), ("q:no", 2.5)]


def test_a_survey_of_another_year_is_left_out(tmp_path: Path) -> None:
    record = {
        "columns": {"answered_on": "Day"},
        "questions": {"q": {"text": "Q", "header": "q", "answers": {"yes": "Yes", "no": "No"}}},
    }
    text = "Day|q\n2021-06-01|yes\n2023-06-01|no\n|no"
    assert linked(tmp_path, [Drop(record, text, "response")])["response"]["answers"].tolist() == ["q:no", "q:no"]

"""The files of the made-up community say what the truth beside them says."""

import csv
import io
from pathlib import Path

import pytest

from pipelines.simulate import Truth, simulate
from tests.made_up_files import (
    good_of_clinic,
    inbox,
    is_good_in_shelter,
    read,
    rows_of_clinic,
    rows_of_shelter,
    tokens_of_sheriff,
)

PEOPLE, SEED = 2400, 3


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    return simulate(tmp_path_factory.mktemp("community"), PEOPLE, SEED)


def test_clinic_says_what_the_truth_says(truth: Truth) -> None:
    rows = rows_of_clinic(truth)
    counts = truth.counts["records"]["legal_aid"]["identification"]
    filled = [row for row in rows if any(row)]
    last = {row[0]: row for row in filled if row[0]}
    bad_cells = {"31/02/2023", "212", "sextorsión en grupo"}
    bad = [row for row in filled if not row[0] or bad_cells & set(row)]
    good = [row for row in last.values() if not bad_cells & set(row)]
    assert len(rows) - len(filled) == counts["blank"]
    assert len(bad) == counts["bad"]
    assert len(filled) - len(last) - sum(not row[0] for row in filled) == counts["duplicate"]
    assert sum(row[11] == "no" for row in good) == counts["no_consent"]
    assert sum(row[11] != "no" for row in good) == counts["usable"]


def test_linked_people_are_the_distinct_tokens_and_those_without(truth: Truth) -> None:
    tokens = [row[1] for row in good_of_clinic(truth)]
    shelter = {row["x_CaseNumber"]: row for row in rows_of_shelter(truth) if row["x_CaseNumber"]}
    tokens += [row["x_PersonToken"] for row in shelter.values() if is_good_in_shelter(row)]
    tokens += tokens_of_sheriff(truth)
    named = {token for token in tokens if token}
    assert len(tokens) == truth.counts["summed"]
    assert len(named) + tokens.count("") == truth.counts["linked"]


def test_incidents_of_the_city_come_again_and_count_once(truth: Truth) -> None:
    rows = [
        row
        for path in inbox(truth, "city_police")
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
        if row["IncidentNum"]
    ]
    counts = truth.counts["records"]["city_police"]["incident"]
    charge = "TRAFFICKING FOR THE PURPOSES OF SEXUAL EXPLOITATION"
    ours = [row for row in rows if row["NIBRS"] in ("64A", "64B") or row["Offense"] == charge]
    bad_cells = {"SEE NOTES", "2023-02-30", "2/30/2024 12:00:00 AM"}
    good = [row for row in ours if not bad_cells & set(row.values())]
    distinct = {row["IncidentNum"] for row in good}
    assert all(row["IncidentNum"].endswith("    ") for row in rows)
    assert any("DRUGS" in row["Offense"] for row in rows)
    assert len(rows) - len(ours) == counts["other"]
    assert len(distinct) == counts["usable"]
    assert len({row["IncidentNum"] for row in ours}) == counts["usable"] + counts["bad"]
    assert {"/" in row["IncidentDate"] for row in good} == {True, False}


def test_second_survey_export_holds_the_first(truth: Truth) -> None:
    first, second = (
        {row["_uuid"]: row for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")}
        for path in inbox(truth, "household_survey")
    )
    counts = truth.counts["records"]["household_survey"]["response"]
    assert {name: second[name] for name in first if name} == {name: row for name, row in first.items() if name}
    good = [
        row
        for name, row in second.items()
        if name and row["consent"] == "yes" and row["would_call"] != "mayor" and row["weight"] != "-1"
    ]
    assert len(good) == counts["usable"]
    assert counts["duplicate"] > 0


def test_everyone_is_met_once_a_row(tmp_path: Path) -> None:
    rows = 5000
    truth = simulate(tmp_path, rows, SEED, ("legal_aid",), is_everyone_met=True)
    (file,) = inbox(truth, "legal_aid")
    header = list(read(file.read_text(encoding="cp1252"), ";"))[2]
    good = good_of_clinic(truth)
    tokens = [row[1] for row in good]
    counts = truth.counts["records"]["legal_aid"]["identification"]
    assert len(header) == 12
    assert counts["usable"] + counts["bad"] + counts["no_consent"] == rows
    assert len({token for token in tokens if token}) + tokens.count("") == truth.counts["linked"]
    assert truth.counts["linked"] < truth.counts["summed"] == len(good)

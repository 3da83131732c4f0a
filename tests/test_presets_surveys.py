"""Survey tools: a made-up export in exactly the shape of each, through its preset, every row accounted for."""

from pathlib import Path

import pytest

from tests.preset_exports import ASKED, came, export

KOBO = (
    (
        ["start", "group/q1", "group/q2", "group/q2/legal", "group/q2/clinic", "_uuid", "_index"],
        ["yes", "legal clinic"],
    ),
    (["start", "Knows", "Help", "Help/Legal help", "Help/Doctor or clinic", "_uuid", "_index"], ["Yes, one", "?"]),
    (["start", "q1", "q2", "q2.legal", "q2.clinic", "X_uuid", "X_index"], ["yes", "legal clinic"]),
)


@pytest.mark.parametrize(("headers", "cells"), KOBO)
def test_kobo_in_names_in_labels_and_as_r_writes_it(tmp_path: Path, headers: list[str], cells: list[str]) -> None:
    joined = cells[1].replace("?", "Legal help Doctor or clinic")
    rows = [
        ["2024-03-01T10:00:00.000-06:00", cells[0], joined, "1", "1", "u1", "1"],
        ["2024-03-02T10:00:00.000-06:00", "", "", "", "", "u2", "2"],
        ["2024-03-03T10:00:00.000-06:00", cells[0], joined, "1.0", "0", "u2", "3"],
    ]
    path = export(tmp_path / "kobo.csv", [headers, *rows], ";", bom=True)
    one, several = ("Knows", "Help") if "Knows" in headers else ("q1", "q2")
    found = came(tmp_path, "kobo", path, ASKED.format(one=one, several=several, split=" "))
    assert found.outcomes["response"].counts.duplicate == 1
    assert found.values("answers") == [
        "knows:yes;help:clinic;help:legal",
        "knows:unknown;help:unknown",
        "knows:yes;help:legal",
    ]


def test_kobo_without_columns_for_answers_and_with_a_reviewer(tmp_path: Path) -> None:
    states = ["Approved", "Not Approved", "On Hold", "", "Aprobado a medias"]
    rows = [["2024-03-01", "no", "clinic legal", f"u{at}", state] for at, state in enumerate(states)]
    lines = [["start", "q1", "q2", "_uuid", "_validation_status"], *rows]
    found = came(
        tmp_path, "kobo", export(tmp_path / "k.csv", lines, ";"), ASKED.format(one="q1", several="q2", split=" ")
    )
    assert found.counts() == (5, 2, 0, 3)
    assert set(found.values("answers")) == {"knows:no;help:clinic;help:legal"}


def test_a_chosen_answer_that_nobody_mapped_waits(tmp_path: Path) -> None:
    lines = [
        ["start", "q1", "q2/legal", "q2/clinic", "q2/an answer of an older form", "_uuid"],
        ["2024-03-01", "yes", "1", "0", "0", "u1"],
        ["2024-03-01", "yes", "1", "0", "1", "u2"],
    ]
    found = came(
        tmp_path, "kobo", export(tmp_path / "k.csv", lines, ";"), ASKED.format(one="q1", several="q2", split=" ")
    )
    assert found.outcomes["response"].counts.rejected == 1
    assert [problem.code for problem in found.outcomes["response"].problems] == ["TIP-E155"]


def test_odk_central(tmp_path: Path) -> None:
    lines = [
        ["SubmissionDate", "group-q1", "group-q2", "group-q2/legal", "group-q2/clinic", "KEY", "ReviewState"],
        ["2024-03-01T16:00:00.000Z", "yes", "legal", "1", "0", "uuid:1", "approved"],
        ["2024-03-01T16:00:00.000Z", "no", "", "", "", "uuid:2", "hasIssues"],
        ["2024-03-01T16:00:00.000Z", "no", "clinic", "0", "1", "uuid:3", ""],
    ]
    asked = ASKED.format(one="group-q1", several="group-q2", split=" ")
    found = came(tmp_path, "odk_central", export(tmp_path / "odk.csv", lines), asked)
    assert found.counts() == (3, 2, 0, 1)
    assert found.values("answers") == ["knows:yes;help:legal", "knows:no;help:clinic"]


def test_surveymonkey_with_two_header_rows(tmp_path: Path) -> None:
    lines = [
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "Know a number,\nor not?", "Which help?", ""],
        ["", "", "", "", "Response", "Legal help", "Doctor or clinic"],
        ["11", "1", "03/01/2024 10:00:00", "03/01/2024 10:05:00", "Yes, one", "Legal help", "Doctor or clinic"],
        ["12", "1", "03/01/2024 10:00:00", "03/02/2024 10:05:00", "No", "", "Doctor or clinic"],
        ["13", "1", "03/01/2024 10:00:00", "03/02/2024 10:05:00", "", "", ""],
    ]
    asked = ASKED.format(one="Know a number, or not? / Response", several="Which help?", split=";")
    found = came(tmp_path, "surveymonkey", export(tmp_path / "sm.csv", lines, bom=True), asked)
    assert found.counts() == (3, 3, 0, 0)
    assert found.values("answers") == [
        "knows:yes;help:clinic;help:legal",
        "knows:no;help:clinic",
        "knows:unknown;help:unknown",
    ]
    assert [str(day) for day in found.values("answered_on")] == ["2024-03-01", "2024-03-02", "2024-03-02"]


FLAGS = '[record.response.questions.help.flags]\nQ3_1 = "legal"\nQ3_2 = "clinic"\n'


def test_qualtrics_with_three_header_rows(tmp_path: Path) -> None:
    lines = [
        ["StartDate", "EndDate", "Status", "RecordedDate", "ResponseId", "Q1", "Q3_1", "Q3_2"],
        ["Start Date", "End Date", "Response Type", "Recorded Date", "Response ID", "Know?", "Help - a", "Help - b"],
        [f'{{"ImportId":"{name}"}}' for name in ("a", "b", "c", "d", "_recordId", "QID1", "QID3_1", "QID3_2")],
        ["2024-03-01 10:00:00", "2024-03-01 10:09:00", "0", "2024-03-01 10:09:00", "R_1", "yes", "1", ""],
        ["2024-03-01 10:00:00", "2024-03-01 10:09:00", "1", "2024-03-01 10:09:00", "R_2", "yes", "1", "1"],
    ]
    asked = ASKED.format(one="Q1", several="Q3", split=",").replace('header = "Q3"\n', "") + FLAGS
    found = came(tmp_path, "qualtrics", export(tmp_path / "q.csv", lines, bom=True), asked)
    assert found.counts() == (2, 1, 1, 0)
    assert found.values("answers") == ["knows:yes;help:legal"]


def test_older_qualtrics_with_two_header_rows(tmp_path: Path) -> None:
    names = ["V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10", "Q1", "Q3", ""]
    texts = [
        "ResponseID",
        "Set",
        "Name",
        "Ref",
        "Email",
        "IP",
        "Status",
        "Start",
        "End",
        "Finished",
        "Know?",
        "Help",
        "",
    ]
    row = [
        "R_1",
        "Default",
        "",
        "",
        "",
        "",
        "0",
        "2024-03-01 10:00:00",
        "2024-03-01 10:09:00",
        "1",
        "no",
        "legal,clinic",
        "",
    ]
    path = export(tmp_path / "q.csv", [names, texts, row], bom=True)
    found = came(tmp_path, "qualtrics_legacy", path, ASKED.format(one="Q1", several="Q3", split=","))
    assert found.counts() == (1, 1, 0, 0)
    assert found.values("answers") == ["knows:no;help:clinic;help:legal"]

"""Corrections: on top of the newest version of a record, checked like a row, and again after everything was cleared."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.project import Project
from pipelines.submissions import Room, read_acts, withdraw_file, withdraw_record
from tests.command_line import Said, contents
from tests.handed_in import HEADER, linked, make_house, outcome, put, receive, row, token, traces

TOP = "record;field;new value;reason\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_house(tmp_path)
    put(made, "one.csv", HEADER + row("A-1", letter="b") + row("A-2", letter="c"))
    put(made, "two.csv", HEADER + row("A-1", day="2024-04-04", letter="b"))
    receive(made)
    return made


def test_a_correction_stands_on_the_newest_version(project: Project) -> None:
    put(project, "corrections.csv", TOP + "A-1;Gender;M;typed wrong\nA-2;gender;Male;said so\n")
    [found] = receive(project).outcomes
    assert (found.state, found.sequence) == ("received", 3)
    assert linked(project) == [("b", "male"), ("c", "male")]
    counts = outcome(project, 3).counts
    assert (counts.read, counts.accepted, counts.rejected) == (2, 2, 0)
    assert [act.act for act in read_acts(project.submissions)][-2:] == ["corrected", "replaced"]
    assert not list((project.source_folder("house") / "inbox").glob("*.csv"))


@pytest.mark.parametrize(
    ("lines", "code", "says"),
    [
        ("A-1;Gender;M;why\n", 0, "1 rows read, 1 accepted"),
        ("A-1;Gender;purple;why\nA-9;Gender;M;why\n", 4, "2 rows read, 0 accepted, 2 waiting"),
        ("A-1;Gender;call (312) 555-0143;why\n", 4, "TIP-E701"),
    ],
)
def test_a_check_says_what_would_become_of_corrections(
    project: Project, capsys: pytest.CaptureFixture[str], lines: str, code: int, says: str
) -> None:
    path = put(project, "corrections.csv", TOP + lines).rename(project.root.parent / "corrections.csv")
    before = contents(project.root)
    exit_code, told = Said(capsys)("check", path, "--source", "house", "--project", project.root)
    assert (exit_code, says in told) == (code, True), told
    assert "555-0143" not in told
    assert contents(project.root) == before


def test_personal_data_in_a_correction_stop_at_the_door(project: Project) -> None:
    put(project, "corrections.csv", TOP + "A-1;Gender;M;her sister, zilpha@mail.example, said so\n")
    [found] = receive(project).outcomes
    assert (found.state, [each.code for each in found.problems]) == ("stopped", ["TIP-E701"])
    assert traces(project.root, "zilpha@mail.example") == ["sources/house/inbox/corrections.csv"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("A-9;Gender;M;why", "TIP-E792"),
        ("A-1;Shoes;M;why", "TIP-E793"),
        ("A-1;Case;A-7;why", "TIP-E794"),
        ("A-1;Gender;M;", "TIP-E791"),
        ("A-1;Gender;purple;why", "TIP-E155"),
        ("A-1;Day;yesterday;why", "TIP-E152"),
    ],
)
def test_what_cannot_be_corrected_waits_and_the_old_version_counts(line: str, code: str, project: Project) -> None:
    put(project, "corrections.csv", TOP + line + "\nA-2;Gender;M;why\n")
    receive(project)
    counts = outcome(project, 3).counts
    assert (counts.read, counts.accepted, counts.rejected, counts.balances) == (2, 1, 1, True)
    assert [found.code for found in outcome(project, 3).problems if found.level == "row"] == [code]
    assert linked(project) == [("b", "female"), ("c", "male")]


@pytest.mark.parametrize(
    "content", ["record,field,value\nA-1,Gender,M\n", "", "\n", TOP + 'A-1;Gender;"M;why\n'], ids=str
)
def test_a_file_that_is_no_corrections_stays_in_the_inbox(content: str, project: Project) -> None:
    path = put(project, "corrections.csv", content or " ")
    [found] = receive(project).outcomes
    assert (found.state, [one.code for one in found.problems]) == ("stopped", ["TIP-E790"])
    assert path.exists()
    assert read_acts(project.submissions)[-1].act == "refused"
    assert linked(project) == [("b", "female"), ("c", "female")]


@pytest.mark.parametrize("top", [TOP, TOP.replace(";", ","), "Registro\tCampo\tValor nuevo\tMotivo\n", "\ufeff" + TOP])
def test_each_way_in_which_spreadsheets_write_it(top: str, project: Project) -> None:
    mark = next(mark for mark in ";,\t" if mark in top)
    put(project, "Correcciones mayo.CSV", top + "A-1;Age;child;la edad".replace(";", mark))
    assert receive(project).outcomes[0].state == "received"


def test_after_all_rows_were_cleared_corrections_are_made_again(project: Project) -> None:
    put(project, "corrections.csv", TOP + "A-1;Gender;M;typed wrong\n")
    receive(project)
    before = linked(project), [act.hash for act in read_acts(project.submissions)]
    shutil.rmtree(project.data("received").parent)
    receive(project)
    assert (linked(project), [act.hash for act in read_acts(project.submissions)]) == before


def test_a_corrected_record_can_be_taken_back(project: Project) -> None:
    put(project, "corrections.csv", TOP + "A-1;Gender;M;typed wrong\nA-2;Gender;M;typed wrong\n")
    receive(project)
    withdraw_record(Room(Project(project.root), "house"), "A-1", "survivor", date(2025, 3, 1))
    assert not traces(project.root, "A-1")
    assert not traces(project.root, token("b"))
    receive(project)
    assert linked(project) == [("c", "male")]


def test_corrections_of_a_file_that_was_taken_back_go_with_it(project: Project) -> None:
    put(project, "three.csv", HEADER + row("Zq-77", letter="e"))
    receive(project)
    put(project, "corrections.csv", TOP + "Zq-77;Gender;M;typed wrong\nA-2;Gender;M;typed wrong\n")
    receive(project)
    withdraw_file(Room(Project(project.root), "house"), "3", "mistake", date(2025, 3, 1))
    receive(project)
    assert not traces(project.root, "Zq-77")
    assert not traces(project.root, token("e"))
    assert linked(project) == [("b", "female"), ("c", "male")]

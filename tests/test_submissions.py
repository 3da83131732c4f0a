"""What became of each delivery: the ledger of acts, receipts, the share that must be accepted, and `history`."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.project import Project
from pipelines.releases.ledger import LEDGER
from pipelines.submissions import Act, add_acts, read_acts
from schemas.problems import ReleaseStopped
from tests.command_line import Said
from tests.handed_in import HEADER, linked, make_house, outcome, put, receive, row

GOOD = HEADER + row("A-1", letter="b") + row("A-2", letter="c")
HALF = HEADER + row("A-1", letter="b") + row("A-2", day="2024-13-41", letter="c") + ";;;;\n" + row("A-3", letter="d")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def acts(project: Project) -> list[tuple[str, int]]:
    return [(act.act, act.delivery) for act in read_acts(project.submissions)]


def test_each_delivery_is_one_line_and_a_second_run_writes_none(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    put(project, "one.csv", GOOD)
    put(project, "two.csv", HEADER + row("A-2", gender="M", letter="c") + row("A-4", letter="e"))
    put(project, "wrong.csv", "not;a;list\n")
    receive(project)
    wanted = [("received", 1), ("received", 2), ("refused", 0), ("replaced", 2)]
    assert acts(project) == wanted
    assert read_acts(project.submissions)[3].counts == {"records": 1}
    before = (project.submissions / LEDGER).read_bytes()
    receive(project)
    assert (project.submissions / LEDGER).read_bytes() == before
    assert b"one.csv" not in before
    assert b"A-2" not in before


def test_a_period_that_is_delivered_again_is_said_to_replace(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    path = project.source_folder("house") / "source.toml"
    path.write_text(path.read_text().replace('"id"', '"none"').replace('id = "Case"\n', ""), encoding="utf-8")
    put(project, "a.csv", GOOD)
    receive(project)
    put(project, "b.csv", GOOD + row("A-3", letter="d"))
    receive(project)
    assert acts(project)[-1] == ("replaced", 2)
    assert receipt(project, 2)["replaced_deliveries"] == [1]


@pytest.mark.parametrize("damage", ["a letter", "a line less", "two lines changed round"])
def test_a_ledger_that_was_changed_by_hand_is_refused(damage: str, tmp_path: Path, said: Said) -> None:
    project = make_house(tmp_path)
    for name in ("one.csv", "two.csv", "three.csv"):
        put(project, name, GOOD + row(name, letter="d"))
        receive(project)
    path = project.submissions / LEDGER
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    damaged = {
        "a letter": [lines[0].replace('"read":3', '"read":4'), *lines[1:]],
        "a line less": [lines[0], *lines[2:]],
        "two lines changed round": [lines[1], lines[0], *lines[2:]],
    }[damage]
    assert damaged != lines
    path.write_text("".join(damaged), encoding="utf-8")
    with pytest.raises(ReleaseStopped, match="TIP-E780"):
        read_acts(project.submissions)
    assert said("history", "--project", project.root)[0] == 5


def test_acts_are_added_behind_those_that_are_there(tmp_path: Path) -> None:
    for number in (1, 2):
        add_acts(tmp_path / "ledger", [Act(act="received", source="house", delivery=number)])
    found = read_acts(tmp_path / "ledger")
    assert [act.number for act in found] == [1, 2]
    assert found[1].previous == found[0].hash != found[1].hash


def receipt(project: Project, number: int) -> dict[str, Any]:
    [path] = (project.source_folder("house") / "reports").glob(f"{number:04d}-*.receipt.json")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def test_a_receipt_accounts_for_every_row_in_three_forms_and_two_languages(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    put(project, "half.csv", HALF)
    receive(project)
    told = receipt(project, 1)
    [record] = told["records"]
    assert (
        record["read"] == record["accepted"] + record["rejected"] + record["duplicate"] + record["blank"] == 2 + 1 + 1
    )
    assert told["sha256"] == read_acts(project.submissions)[0].sha256
    assert told["on"] == "2025-01-15"
    assert told["published"] == {"to": "2024-03", "not_before": "2024-06-29", "approvals": 2}
    for ending in ("txt", "html"):
        [path] = (project.source_folder("house") / "reports").glob(f"*.receipt.{ending}")
        text = path.read_text(encoding="utf-8")
        for found in (str(told["sha256"]), "4 rows read = 2 accepted", "4 filas leídas = 2 aceptadas", "2024-06-29"):
            assert found in text, ending
        assert project.community.contact.email in text
        assert "A-1" not in text


@pytest.mark.parametrize(("least", "accepted"), [("", 2), ("accept_from = 0.6", 2), ("accept_from = 0.7", 0)])
def test_below_the_share_that_was_agreed_a_delivery_waits_as_a_whole(least: str, accepted: int, tmp_path: Path) -> None:
    project = make_house(tmp_path, agreement=least)
    put(project, "half.csv", HALF)
    receive(project)
    counts = outcome(project, 1).counts
    assert (counts.read, counts.accepted, counts.rejected, counts.blank) == (4, accepted, 3 - accepted, 1)
    assert len(linked(project)) == accepted
    assert receipt(project, 1)["waits"] is (accepted == 0)
    [report] = (project.source_folder("house") / "reports").glob("0001-*.report.txt")
    assert ("TIP-E788" in report.read_text(encoding="utf-8")) is (accepted == 0)


def test_history_prints_acts_of_one_source_or_all(tmp_path: Path, said: Said) -> None:
    project = make_house(tmp_path)
    at = ("--project", project.root)
    assert said("history", *at) == (0, "Nothing was handed in yet.\n")
    put(project, "one.csv", GOOD)
    receive(project)
    code, text = said("history", "house", *at)
    assert code == 0
    assert "2025-01-15  received   house  delivery 1" in text
    assert "2 delivered" in text
    assert said("history", "clinic", *at) == (0, "Nothing was handed in yet.\n")
    assert said("history", "nobody", *at)[0] == 3


def test_withdraw_and_purge_as_commands(tmp_path: Path, said: Said) -> None:
    project = make_house(tmp_path)
    at = ("--project", project.root)
    put(project, "one.csv", GOOD)
    receive(project)
    assert said("withdraw", "house", "--reason", "survivor", *at)[0] == 3
    assert said("withdraw", "house", "--record", "A-1", "--reason", "because", *at)[0] == 2
    assert said("withdraw", "house", "--record", "A-9", "--reason", "survivor", *at)[0] == 4
    code, text = said("withdraw", "house", "--record", "A-1", "--reason", "survivor", "--on", "2025-02-01", *at)
    assert code == 0
    assert "A-1" not in text
    assert "house: kept for 12 months, 1 removed." in said("purge", "--on", "2026-02-01", *at)[1]
    assert [act.act for act in read_acts(project.submissions)] == ["received", "withdrawn", "purged"]

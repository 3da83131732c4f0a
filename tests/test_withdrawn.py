"""When somebody takes data back: no byte of it stays, it cannot come back unseen, and all else stays as it was."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.project import Project
from pipelines.receive import Receipt
from pipelines.submissions import Room, purge, read_acts, withdraw_all, withdraw_file, withdraw_record
from schemas.problems import FileStopped
from tests.handed_in import HEADER, linked, make_house, outcome, put, receive, row, token, traces, workbook

ON = date(2025, 3, 1)
# The record that is taken back, and what stands in no other record.
CASE, LETTER = "Zq-77", "e"
ROWS = row("A-1", letter="b") + row(CASE, letter=LETTER) + row("A-2", letter="c")


def room(project: Project) -> Room:
    return Room(Project(project.root), "house")


def originals(project: Project) -> list[Path]:
    return room(project).originals()


def gone(project: Project) -> bool:
    return not traces(project.root, CASE) and not traces(project.root, token(LETTER))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_no_byte_of_a_record_is_left_and_every_other_byte_is(encoding: str, tmp_path: Path) -> None:
    project = make_house(tmp_path, encoding=encoding)
    put(project, "cases.csv", HEADER + ROWS, encoding)
    receive(project)
    assert len(traces(project.root, CASE)) > 1
    assert withdraw_record(room(project), CASE, "survivor", ON) == []
    assert gone(project)
    [path] = originals(project)
    assert path.read_bytes() == (HEADER + ROWS.replace(row(CASE, letter=LETTER), "")).encode(encoding)
    receive(project)
    assert gone(project)
    assert linked(project) == [("b", "female"), ("c", "female")]
    counts = outcome(project, 1).counts
    assert (counts.read, counts.accepted, counts.rejected, counts.balances) == (3, 2, 1, True)


def test_of_a_workbook_no_cell_is_left(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    put(project, "cases.xlsx", workbook(HEADER + ROWS))
    receive(project)
    assert traces(project.root, CASE)
    withdraw_record(room(project), CASE, "survivor", ON)
    assert gone(project)
    assert len(originals(project)) == 1
    receive(project)
    assert linked(project) == [("b", "female"), ("c", "female")]


def test_a_workbook_that_cannot_be_cut_is_removed_and_its_other_rows_stay(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    put(project, "cases.xlsx", workbook(HEADER + ROWS, other=CASE))
    receive(project)
    [note] = withdraw_record(room(project), CASE, "survivor", ON)
    assert note.code == "TIP-E784"
    assert originals(project) == []
    receive(project)
    assert gone(project)
    assert linked(project) == [("b", "female"), ("c", "female")]


def test_a_record_that_was_taken_back_is_held_back_and_counted_when_it_comes_again(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    put(project, "cases.csv", HEADER + ROWS)
    receive(project)
    withdraw_record(room(project), CASE, "survivor", ON)
    put(project, "more.csv", HEADER + ROWS + row("A-3", letter="d"))
    receive(project)
    assert gone(project)
    counts = outcome(project, 2).counts
    assert (counts.read, counts.accepted, counts.rejected, counts.balances) == (4, 3, 1, True)
    assert [found.code for found in outcome(project, 2).problems if found.level == "row"] == ["TIP-E781"]
    assert linked(project) == [("b", "female"), ("c", "female"), ("d", "female")]


def test_another_copy_of_the_same_bytes_is_not_kept(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    put(project, "cases.csv", HEADER + ROWS)
    receive(project)
    withdraw_record(room(project), CASE, "survivor", ON)
    put(project, "again.csv", HEADER + ROWS)
    receipt = receive(project)
    assert [found.code for found in receipt.outcomes[0].problems] == ["TIP-E126", "TIP-E783"]
    assert gone(project)


def test_what_still_lies_in_the_inbox_is_looked_through(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    put(project, "cases.csv", HEADER + ROWS)
    receive(project)
    put(project, "stopped.csv", (HEADER + ROWS).replace("Gender", "Other"))
    receive(project)
    withdraw_record(room(project), CASE, "consent", ON)
    assert gone(project)
    assert "A-1" in (project.source_folder("house") / "inbox" / "stopped.csv").read_text(encoding="utf-8")


def test_the_ledger_holds_a_tombstone_and_no_number(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    put(project, "cases.csv", HEADER + ROWS)
    receive(project)
    withdraw_record(room(project), CASE, "survivor", ON)
    act = read_acts(project.submissions)[-1]
    assert (act.act, act.reason, act.on, act.touched, act.counts) == ("withdrawn", "survivor", ON, (1,), {"rows": 1})
    assert len(act.tombstones) == 1
    assert len((project.submissions / "salt").read_bytes()) == 64


def test_a_record_that_nobody_handed_in_changes_nothing(tmp_path: Path) -> None:
    project = make_house(tmp_path)
    put(project, "cases.csv", HEADER + ROWS)
    receive(project)
    before = read_acts(project.submissions)
    with pytest.raises(FileStopped, match="TIP-E785"):
        withdraw_record(room(project), "nobody", "survivor", ON)
    assert read_acts(project.submissions) == before


def two_files(tmp_path: Path) -> Project:
    project = make_house(tmp_path)
    put(project, "one.csv", HEADER + row("A-1", letter="b"))
    put(project, "two.csv", HEADER + row(CASE, letter=LETTER) + row("A-1", gender="M", letter="b"))
    receive(project)
    return project


@pytest.mark.parametrize("by_hash", [True, False])
def test_a_file_is_taken_back_and_does_not_come_in_again(tmp_path: Path, *, by_hash: bool) -> None:
    project = two_files(tmp_path)
    assert linked(project) == [("b", "male"), ("e", "female")]
    given = room(project).past.given[2]
    bytes_of_it = originals(project)[1].read_bytes()
    withdraw_file(room(project), given.sha256[:8] if by_hash else "2", "mistake", ON)
    assert gone(project)
    receive(project)
    assert linked(project) == [("b", "female")]
    put(project, "two.csv", bytes_of_it)
    assert codes(receive(project)) == ["TIP-E782"]
    put(project, "three.csv", HEADER + row("A-9", letter="d"))
    receive(project)
    assert [path.name[:4] for path in originals(project)] == ["0001", "0003"]


def test_everything_of_an_organisation_is_taken_back(tmp_path: Path) -> None:
    project = two_files(tmp_path)
    withdraw_all(room(project), "agreement", ON)
    assert gone(project)
    assert not traces(project.root, token("b"))
    receive(project)
    assert linked(project) == []


def test_what_is_past_its_time_is_purged_and_nothing_before(tmp_path: Path) -> None:
    project = two_files(tmp_path)
    assert purge(room(project), date(2026, 1, 14)) == (0, [])
    assert purge(room(project), date(2026, 1, 15)) == (2, [])
    assert gone(project)
    assert [act.act for act in read_acts(project.submissions)][-2:] == ["purged", "purged"]
    assert purge(room(project), date(2027, 1, 15)) == (0, [])


def test_a_withdrawal_that_was_killed_is_finished_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_house(tmp_path)
    put(project, "cases.csv", HEADER + ROWS)
    receive(project)
    with monkeypatch.context() as patch:
        patch.setattr(Room, "clean", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            withdraw_record(room(project), CASE, "survivor", ON)
    assert not gone(project)
    receive(project)
    assert gone(project)
    assert linked(project) == [("b", "female"), ("c", "female")]


def codes(receipt: Receipt) -> list[str]:
    return [found.code for one in receipt.outcomes for found in one.problems]

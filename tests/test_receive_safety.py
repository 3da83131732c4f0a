"""The drop folder: whatever lies in it, nothing hangs, nothing is guessed, and nothing goes without a word."""

import os
import unicodedata
from pathlib import Path
from typing import Literal

import openpyxl
import pytest

from pipelines.commands.run import _let_copies_settle
from pipelines.project import Project
from pipelines.receive import Receipt, find_deliveries, is_reported, read_rows, receive
from pipelines.receive.names import MOST_BYTES, is_safe, names_twice, shown
from schemas.problems import FileStopped
from schemas.source import FileFormat, Record, Source

ROWS = "a,b\n1,2\n"
# Spanish, Amharic, Arabic, Chinese, Khmer, Hindi with joiners, Russian, a flag.
SCRIPTS = ["Género año.csv", "ጉዳዮች.csv", "حالات.csv", "个案.csv", "ករណី.csv", "क्\u200dष.csv", "Дела.csv", "🇺🇸.csv"]


def source(**file: object) -> Source:
    return Source.model_validate(
        {
            "holder": "us",
            "kind": "ngo",
            "identity": "none",
            "agreement": {"legal_basis": "made up"},
            "record": {"incident": Record()},
            "file": file,
        }
    )


def run(home: Path, **file: object) -> Receipt:
    return receive(source(**file), home / "inbox", home / "store")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def left(inbox: Path) -> dict[str, str]:
    found = find_deliveries(inbox)
    assert found.deliveries == ()
    return {problem.file: problem.code for problem in found.left}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_in_any_script_go_in_and_out_again(tmp_path: Path, inbox: Path, form: Literal["NFC", "NFD"]) -> None:
    names = sorted(unicodedata.normalize(form, name) for name in SCRIPTS)
    for number, name in enumerate(names):
        (inbox / name).write_text(f"a\n{number}\n", encoding="utf-8")
    receipt = run(tmp_path)
    assert [(outcome.name, outcome.state) for outcome in receipt.outcomes] == [(name, "received") for name in names]
    assert {path.name.split("-", 2)[2] for path in (tmp_path / "received").iterdir()} == set(names)
    assert not list(inbox.iterdir())


@pytest.mark.parametrize(
    "name",
    [
        *("..\\..\\etc.csv", "..a.csv", "a\nb.csv", "a\x1b[2J.csv", "cases\u202evsc.csv", "\u2067a.csv", "a\u200b.csv"),
        *("\ufeffa.csv", f"{'a' * MOST_BYTES}.csv", f"{'ጉ' * 80}.csv", "a\x7f.csv", "a\u2028b.csv"),
    ],
)
def test_names_that_trick_are_left_alone_and_shown_harmlessly(tmp_path: Path, inbox: Path, name: str) -> None:
    (inbox / name).write_text(ROWS, encoding="utf-8")
    (told,) = run(tmp_path).left
    assert told.code == "TIP-E871"
    assert "\\" in name or told.file.isprintable()
    assert (inbox / name).read_text(encoding="utf-8") == ROWS
    (report,) = (tmp_path / "reports").iterdir()
    assert report.read_text(encoding="utf-8").count("\n") == 1


def test_the_longest_name_that_is_taken_fits_everywhere(tmp_path: Path, inbox: Path) -> None:
    name = "a" * (MOST_BYTES - 4) + ".csv"
    (inbox / name).write_text("a,a\n", encoding="utf-8")
    assert run(tmp_path).outcomes[0].state == "stopped"
    (inbox / name).write_text(ROWS, encoding="utf-8")
    assert run(tmp_path).outcomes[0].state == "received"


@pytest.mark.parametrize(
    "names",
    [("Cases.csv", "cases.CSV"), ("Clínica.csv", unicodedata.normalize("NFD", "Clínica.csv")), ("ß.csv", "SS.csv")],
)
def test_names_that_are_one_for_a_person_both_wait(inbox: Path, names: tuple[str, str]) -> None:
    for name in names:
        (inbox / name).write_text(ROWS, encoding="utf-8")
    assert set(left(inbox).values()) == {"TIP-E872"}
    (inbox / names[1]).unlink()
    assert [path.name for path in find_deliveries(inbox).deliveries] == [names[0]]


def test_names_that_only_look_alike_are_two() -> None:
    assert names_twice(["a.csv", "\N{CYRILLIC SMALL LETTER A}.csv", "b.csv"]) == set()


def test_what_is_no_file_is_never_opened(tmp_path: Path, inbox: Path) -> None:
    os.mkfifo(inbox / "pipe.csv")
    os.mkfifo(inbox / "pipe.xlsx")
    (inbox / "dangling.csv").symlink_to(tmp_path / "nowhere")
    (inbox / "round").symlink_to(inbox)
    (inbox / "device.csv").symlink_to("/dev/zero")
    (inbox / "empty").mkdir()
    (inbox / "deep" / "er").mkdir(parents=True)
    (inbox / "deep" / "er" / "a.csv").write_text(ROWS, encoding="utf-8")
    assert left(inbox) == {
        **dict.fromkeys(("pipe.csv", "pipe.xlsx"), "TIP-E123"),
        **dict.fromkeys(("dangling.csv", "round", "device.csv"), "TIP-E122"),
        **dict.fromkeys(("empty", "deep"), "TIP-E125"),
    }
    for path in (inbox / "pipe.csv", Path("/dev/zero")):
        with pytest.raises(FileStopped) as stopped:
            read_rows(path, FileFormat())
        assert stopped.value.problems[0].code == "TIP-E873"


@pytest.mark.parametrize(
    ("trap", "code"),
    [("empty", "TIP-E120"), ("link", "TIP-E122"), ("twice", "TIP-E872"), ("name", "TIP-E871")],
)
def test_a_folder_with_one_bad_table_waits_whole(inbox: Path, trap: str, code: str) -> None:
    folder = inbox / "tables"
    folder.mkdir()
    (folder / "A.csv").write_text(ROWS, encoding="utf-8")
    if trap == "empty":
        (folder / "B.csv").touch()
    elif trap == "link":
        (folder / "B.csv").symlink_to(folder / "A.csv")
    else:
        (folder / {"twice": "a.CSV", "name": "B\u202e.csv"}[trap]).write_text(ROWS, encoding="utf-8")
    assert left(inbox) == {"tables": code}


def test_a_file_of_two_gigabytes_is_refused_unread(
    tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = inbox / "large.csv"
    path.touch()
    os.truncate(path, 2_000_000_001)  # it takes no room on the disk

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the file was opened")

    with monkeypatch.context() as patch:
        patch.setattr("pipelines.receive.folders.fingerprint", opened)
        patch.setattr("pipelines.receive.deliver.fingerprint", opened)
        (outcome,) = run(tmp_path).outcomes
    (problem,) = outcome.problems
    assert (outcome.state, problem.code) == ("stopped", "TIP-E874")
    assert "1,000 MB" in problem.says
    assert "2,001 MB" in problem.says
    assert "TIP-E874" in (tmp_path / "reports" / "large.csv.report.txt").read_text(encoding="utf-8")
    assert path.stat().st_size == 2_000_000_001


def test_the_largest_size_is_declared(tmp_path: Path, inbox: Path) -> None:
    (inbox / "a.csv").write_text("a\n" + "1\n" * 600_000, encoding="utf-8")
    assert run(tmp_path, largest_mb=1).outcomes[0].problems[0].code == "TIP-E874"
    assert run(tmp_path, largest_mb=2).outcomes[0].state == "received"


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_ten_thousand_columns_are_told(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"wide{ending}"
    names = [f"c{number}" for number in range(10_000)]
    if ending == ".csv":
        path.write_text("\n".join([",".join(names), ",".join(["1"] * 10_000)]), encoding="utf-8")
    else:
        book = openpyxl.Workbook(write_only=True)
        book.create_sheet("Cases").append(names)
        book.save(path)
    with pytest.raises(FileStopped) as stopped:
        read_rows(path, FileFormat())
    (problem,) = stopped.value.problems
    assert problem.code == "TIP-E107"
    assert "10000" in problem.says


def test_what_is_left_alone_is_reported_as_long_as_it_lies_there(tmp_path: Path, inbox: Path) -> None:
    (inbox / "cases.zip").write_bytes(b"PK")
    (inbox / "~$cases.xlsx").write_bytes(b"x")
    run(tmp_path)
    report = tmp_path / "reports" / "inbox.report.txt"
    assert [line.split()[:2] for line in report.read_text(encoding="utf-8").splitlines()] == [
        ["TIP-E123", "cases.zip:"],
        ["TIP-E121", "~$cases.xlsx:"],
    ]
    assert is_reported(report.parent, find_deliveries(inbox).left)
    for path in list(inbox.iterdir()):
        path.unlink()
    assert not is_reported(report.parent, find_deliveries(inbox).left)
    run(tmp_path)
    assert not report.exists()
    assert is_reported(report.parent, ())


def test_a_run_does_not_stumble_over_a_link_to_nowhere(tmp_path: Path) -> None:
    """The command itself looks at the inbox before the verb does."""
    inbox = tmp_path / "sources" / "house" / "inbox"
    inbox.mkdir(parents=True)
    assert not _let_copies_settle(Project(tmp_path))
    (inbox / "dangling.csv").symlink_to(tmp_path / "nowhere")
    os.utime(inbox / "dangling.csv", (0, 0), follow_symlinks=False)
    assert _let_copies_settle(Project(tmp_path))


@pytest.mark.parametrize("name", ["a.csv", "Año 2024 (2).xlsx", "=1+1.csv", "10:30.csv", "-x.csv"])
def test_plain_names_are_safe_and_shown_as_they_are(name: str) -> None:
    assert is_safe(name)
    assert shown(name) == name

"""Bad input: a message that says what to do, an exit code of its own, nothing lost, and the last release stays."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import gates
from pipelines.commands import run_command
from pipelines.project import Project
from pipelines.simulate.deliveries import DELIVERED_AT
from pipelines.steps import Steps
from tests.small_community import CANARIES, dropped, public
from tests.test_privacy import texts, traces

Copy = Callable[[str], Path]
Capture = pytest.CaptureFixture[str]
NO = "import sys; [print('{\"failed\": [0]}', flush=True) for _ in sys.stdin]"

pytestmark = pytest.mark.usefixtures("yes_gates")


def run(root: Path, capsys: Capture) -> tuple[int, str]:
    """Exit code and everything that was said; never a traceback."""
    code = run_command(["run", "--project", str(root)])
    captured = capsys.readouterr()
    said = captured.out + captured.err
    assert "Traceback" not in said
    return code, said


def hand_in(root: Path, source: str, name: str, content: bytes) -> Path:
    """A file in the inbox that has rested there for long."""
    path = root / "sources" / source / "inbox" / name
    path.write_bytes(content)
    os.utime(path, (DELIVERED_AT, DELIVERED_AT))
    return path


def lines_of(root: Path, source: str) -> list[bytes]:
    """The lines of what a source sent last."""
    return sorted((root / "sources" / source / "received").iterdir())[-1].read_bytes().splitlines()


def test_files_that_cannot_be_read_wait_with_a_report(copy_of: Copy, capsys: Capture) -> None:
    root = copy_of("root")
    before = public(root)
    header = lines_of(root, "city_police")[0]
    bad = [
        ("city_police", "bytes.csv", header + b"\r\n1,\xff\xfe\r\n", "TIP-E101"),
        ("city_police", "quote.csv", header + b'\r\n1,"never closed\r\n', "TIP-E108"),
        ("shelter", "cases.xlsx", b"no workbook at all", "TIP-E115"),
        ("sheriff", "single.csv", b"INCIDENT_ID\r\n1\r\n", "TIP-E130"),
        ("household_survey", "other.csv", b"a;b\r\n1;2\r\n", "TIP-E150"),
    ]
    paths = [hand_in(root, source, name, content) for source, name, content, _ in bad]
    exit_code, said = run(root, capsys)
    for (source, name, content, code), path in zip(bad, paths, strict=True):
        report = root / "sources" / source / "reports" / f"{name}.report.txt"
        assert code in said
        assert code in report.read_text(encoding="utf-8")
        assert path.read_bytes() == content
    assert public(root) == before
    assert exit_code == 4


def test_rows_that_must_wait_stop_nothing_and_are_told(copy_of: Copy, capsys: Capture) -> None:
    root = copy_of("root")
    header, row, *_ = lines_of(root, "city_police")
    day, *others = row.split(b",")
    assert b"/" in day
    path = hand_in(root, "city_police", "later.csv", b"\n".join([header, b",".join([CANARIES[0].encode(), *others])]))
    exit_code, said = run(root, capsys)
    assert exit_code == 0
    assert traces(said.encode()) == []
    assert not path.exists()
    (report,) = (root / "sources" / "city_police" / "reports").glob("0007-*.report.txt")
    assert "1 rows read, 0 accepted, 1 waiting" in report.read_text(encoding="utf-8")


def test_every_mistake_of_every_declaration_is_told_at_once(copy_of: Copy, capsys: Capture) -> None:
    root = copy_of("root")
    before = public(root)
    for source in ("shelter", "legal_aid"):
        path = root / "sources" / source / "source.toml"
        told = path.read_text(encoding="utf-8")
        path.write_text(told.replace('identity = "id"', 'identity = "name"\ncolour = "red"'), encoding="utf-8")
    exit_code, said = run(root, capsys)
    assert exit_code == 3
    assert said.count("identity") >= 2
    assert said.count("colour") >= 2
    assert "shelter" in said
    assert "legal_aid" in said
    assert public(root) == before


def test_a_broken_community_file_is_told(copy_of: Copy, capsys: Capture) -> None:
    root = copy_of("root")
    (root / "community.toml").write_text('name = "half', encoding="utf-8")
    exit_code, said = run(root, capsys)
    assert exit_code == 3
    assert "TIP-E003" in said


def test_a_folder_without_a_community_is_told(tmp_path: Path, capsys: Capture) -> None:
    exit_code, said = run(tmp_path, capsys)
    assert exit_code == 3
    assert "TIP-E002" in said


def test_a_release_that_a_gate_refuses_stays_at_home(
    copy_of: Copy, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_of("root")
    before = public(root)
    path = root / "policy.toml"
    text = path.read_text(encoding="utf-8").replace("smallest_shown = 10", "smallest_shown = 12")
    path.write_text(text.replace("steps = [10, 20, 50]", "steps = [12, 24, 60]"), encoding="utf-8")
    monkeypatch.setattr(gates, "WORKER", (*gates.WORKER[:2], NO))
    exit_code, said = run(root, capsys)
    assert exit_code == 5
    assert "TIP-E010" in said
    assert public(root) == before


def test_a_mistake_of_the_program_tells_its_place_and_no_value(
    copy_of: Copy, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_of("before")
    handed_in = dropped(root)

    def fails(_: Steps, source: str, *_on: object) -> None:
        raise ValueError(f"cannot read {CANARIES[0]} of {source} {CANARIES[1]}")

    monkeypatch.setattr(Steps, "conform", fails)
    exit_code, said = run(root, capsys)
    assert exit_code == 70
    assert "TIP-E012 ValueError at " in said
    assert traces(said.encode()) == []
    kept = [path for path in (root / "warehouse" / "_dagster").rglob("*") if path.is_file()]
    assert not [path for path in kept for text in texts(path) if traces(text)]
    assert public(root) == {}
    kept_now = dropped(root)
    assert len(kept_now) == len(handed_in)
    cut = {name for name, source in Project(root).sources.items() if source.file.drop}  # kept without some columns
    assert sorted(_of_others(kept_now, cut)) == sorted(_of_others(handed_in, cut))


def _of_others(files: dict[str, bytes], cut: set[str]) -> list[bytes]:
    return [content for place, content in files.items() if place.split("/")[1] not in cut]

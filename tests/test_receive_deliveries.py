"""From the inbox into the store: what is left alone, once and only once, killed anywhere, several tables at a time."""

import os
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipelines.receive import Receipt, find_deliveries, receive
from schemas.source import Agreement, Record, Source

CANARY = "Zilpha Quarrington"


class Killed(BaseException):
    """Stands for the power cord."""


def source() -> Source:
    terms = Agreement(legal_basis="made up")
    return Source.model_validate(
        {
            "holder": "us",
            "kind": "ngo",
            "identity": "none",
            "agreement": terms,
            "record": {"incident": Record()},
        }
    )


def run(home: Path) -> Receipt:
    return receive(source(), home / "inbox", home / "store")


def drop(home: Path, name: str, content: str) -> Path:
    path = home / "inbox" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def tree(home: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(home)): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def test_what_is_left_alone_and_said(tmp_path: Path) -> None:
    for name in ("good.CSV", "b.xlsx.part", "~$b.xlsx", ".~lock.a.csv#", "c.zip", "c.ods", ".gitkeep", ".DS_Store"):
        drop(tmp_path, name, "a\n1")
    drop(tmp_path, "empty.csv", "")
    drop(tmp_path, "half.xlsx", "PK half of a zip")
    drop(tmp_path, "folder/readme.md", "no table")
    drop(tmp_path, "tables/A.csv", "a\n1")
    drop(tmp_path, "coming/A.csv", "a\n1")
    drop(tmp_path, "coming/B.csv.part", "a\n1")
    (tmp_path / "inbox" / "link.csv").symlink_to(tmp_path / "inbox" / "good.CSV")
    found = find_deliveries(tmp_path / "inbox")
    assert [path.name for path in found.deliveries] == ["good.CSV", "tables"]
    assert {problem.file: problem.code for problem in found.left} == {
        ".~lock.a.csv#": "TIP-E121",
        "b.xlsx.part": "TIP-E124",
        "c.zip": "TIP-E123",
        "c.ods": "TIP-E877",
        "coming": "TIP-E124",
        "empty.csv": "TIP-E120",
        "folder": "TIP-E125",
        "half.xlsx": "TIP-E124",
        "link.csv": "TIP-E122",
        "~$b.xlsx": "TIP-E121",
    }


@pytest.mark.parametrize(("age", "is_ready"), [(1.9, False), (2.0, True), (-3600.0, True)])
def test_a_file_must_rest_before_it_is_read(tmp_path: Path, age: float, is_ready: bool) -> None:  # noqa: FBT001
    path = drop(tmp_path, "a.csv", "a\n1")
    os.utime(path, (1_000_000, 1_000_000))
    assert bool(find_deliveries(path.parent, 1_000_000 + age).deliveries) == is_ready


def test_a_delivery_is_stored_with_its_equation_and_moved(tmp_path: Path) -> None:
    drop(tmp_path, "a.csv", "a,b\n1,2\n\n3\n")
    (outcome,) = run(tmp_path).outcomes
    ((record, stored),) = outcome.stored
    assert (outcome.state, outcome.sequence, record) == ("received", 1, "rows")
    assert (stored.read, stored.delivered, stored.rejected, stored.blank) == (1 + 1 + 1, 1, 1, 1)
    assert [(problem.code, problem.row) for problem in stored.rows_rejected] == [("TIP-E111", 4)]
    folder = f"0001-{outcome.sha256[:12]}"
    assert sorted(tree(tmp_path)) == [
        f"received/{folder}-a.csv",
        f"store/{folder}/rejected/rows.parquet",
        f"store/{folder}/rows.parquet",
    ]
    assert pq.read_table(tmp_path / "store" / folder / "rows.parquet").to_pylist() == [{"row": 2, "a": "1", "b": "2"}]


def test_the_same_bytes_are_received_once(tmp_path: Path) -> None:
    drop(tmp_path, "a.csv", "a,b\n1,2\n")
    run(tmp_path)
    before = tree(tmp_path / "store")
    drop(tmp_path, "again.csv", "a,b\n1,2\n")
    drop(tmp_path, "other.csv", "a,b\n1,3\n")
    again, other = run(tmp_path).outcomes
    assert (again.state, [problem.code for problem in again.problems]) == ("known", ["TIP-E126"])
    assert (other.state, other.sequence) == ("received", 2)
    assert before.items() <= tree(tmp_path / "store").items()
    assert not list((tmp_path / "inbox").iterdir())
    assert run(tmp_path).outcomes == ()


def test_what_cannot_be_read_stays_with_a_report_until_it_is_mended(tmp_path: Path) -> None:
    drop(tmp_path, "a.csv", f'a,b\n1,"{CANARY}')
    (outcome,) = run(tmp_path).outcomes
    report = tmp_path / "reports" / "a.csv.report.txt"
    assert outcome.state == "stopped"
    assert report.read_text().startswith("TIP-E108 a.csv, row 2: ")
    assert CANARY not in report.read_text() + repr(outcome)
    assert sorted(tree(tmp_path)) == ["inbox/a.csv", "reports/a.csv.report.txt"]
    drop(tmp_path, "a.csv", f'a,b\n1,"{CANARY}"')
    assert run(tmp_path).outcomes[0].state == "received"
    assert not report.exists()


def test_a_name_that_is_no_text_does_no_harm(tmp_path: Path) -> None:
    name = os.fsdecode(b"f\xe4lle.csv")
    path = drop(tmp_path, name, "a,b\n1,2\n")
    (left,) = run(tmp_path).left
    assert (left.code, left.file) == ("TIP-E871", "f\\udce4lle.csv")
    assert (tmp_path / "reports" / "inbox.report.txt").read_text(encoding="utf-8") == f"{left}\n"
    path.rename(path.with_name("Fälle.csv"))
    assert run(tmp_path).outcomes[0].state == "received"
    assert not (tmp_path / "reports" / "inbox.report.txt").exists()


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_anywhere_and_run_again_is_as_never_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, when: str
) -> None:
    homes = [tmp_path / "never", tmp_path / "killed"]
    for home in homes:
        drop(home, "a.csv", "a,b\n1,2\n\n3\n")
        drop(home, "b.csv", "a,b\n1,5\n")
    whole = run(homes[0])
    steps = iter(range(100))
    rename = os.replace

    def killing(*names: Any, **how: Any) -> None:
        is_now = next(steps) == step
        if is_now and when == "before":
            raise Killed
        rename(*names, **how)
        if is_now:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killing)
        with pytest.raises(Killed):
            run(homes[1])
    rest = run(homes[1])
    assert tree(homes[1]) == tree(homes[0])
    assert set(rest.outcomes) <= set(whole.outcomes)


def test_rows_that_are_gone_are_read_again_or_said_to_be_missing(tmp_path: Path) -> None:
    drop(tmp_path, "a.csv", "id,x\n1,2\n")
    run(tmp_path)
    stored = tree(tmp_path / "store")
    for path in sorted((tmp_path / "store").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    original = next((tmp_path / "received").iterdir())
    assert run(tmp_path).outcomes == ()
    assert {name.split("/")[0] for name in tree(tmp_path / "store")} == {name.split("/")[0] for name in stored}
    for path in sorted((tmp_path / "store").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    original.write_bytes(b"\xff\xfe\x00")
    (outcome,) = run(tmp_path).outcomes
    assert (outcome.state, outcome.name) == ("stopped", original.name)
    assert outcome.problems

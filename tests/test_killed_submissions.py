"""Killed between drop and receipt: every file is in one place, the ledger is whole, and a later run finishes."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines.project import CHECKOUT, Project
from pipelines.submissions import read_acts
from tests.handed_in import HEADER, linked, make_house, put, row, token, traces
from tests.small_community import dropped

# tests/bench/kills.py kills fifty times.
SEED, KILLS, KILLS_WITHDRAWING = 7, 6, 4
CASE, LETTER = "Zq-77", "e"
CORRECTIONS = "record;field;new value;reason\nA-1;Gender;M;typed wrong\n"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")


@dataclass
class Runner:
    """Starts work in copies of one process that has everything loaded."""

    process: subprocess.Popen[str]
    log: Path

    def __call__(self, what: str, root: Path, *arguments: str, **job: Any) -> int:
        """Do it, killed at moment `at` where that is given; the exit code."""
        if self.process.stdin is None or self.process.stdout is None:
            raise AssertionError("the process has no pipes")
        told = {"arguments": [what, str(root), *arguments], "root": str(root), "log": str(self.log), **job}
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        return int(json.loads(self.process.stdout.readline())["code"])

    @property
    def moments(self) -> int:
        """How often the last one changed the project folder."""
        return len((self.log / "moments.txt").read_text(encoding="utf-8").splitlines())


@contextmanager
def running(log: Path) -> Iterator[Runner]:
    """A runner for as long as it is needed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.forked_receiving"],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Runner(process, log)
        if process.stdin:
            process.stdin.close()


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with running(tmp_path_factory.mktemp("log")) as found:
        yield found


def filled(folder: Path) -> Path:
    """Two files of rows, one of corrections, and one that is refused."""
    folder.mkdir()
    project = make_house(folder)
    put(project, "one.csv", HEADER + row("A-1", letter="b") + row(CASE, letter=LETTER))
    put(project, "two.csv", HEADER + row("A-1", day="2024-05-05", letter="b") + row("A-2", letter="c"))
    put(project, "wrong.csv", "not;a;list\n")
    put(project, "corrections.csv", CORRECTIONS)
    return folder


def state(root: Path) -> dict[str, Any]:
    """Everything that must be the same in the end."""
    acts = read_acts(Project(root).submissions)
    told = [(act.act, act.delivery, act.sha256, act.on, sorted(act.counts.items()), act.codes) for act in acts]
    reports = sorted(path.name for path in root.glob("sources/house/reports/*"))
    return {"files": dropped(root), "acts": sorted(told, key=str), "linked": linked(Project(root)), "reports": reports}


def moments(count: int, kills: int) -> list[int]:
    chosen = random.Random(SEED)  # noqa: S311  # moments, not secrets
    return sorted(chosen.choices(range(1, count + 1), k=kills))


def test_killed_between_drop_and_receipt(runner: Runner, tmp_path: Path) -> None:
    kill_receiving(runner, tmp_path, KILLS)


def kill_receiving(runner: Runner, folder: Path, kills: int) -> None:
    """Hand in, kill, look, and run again; so many times, in an empty folder."""
    start = filled(folder / "start")
    handed_in = sorted(dropped(start).values())
    whole = Path(shutil.copytree(start, folder / "whole"))
    assert runner("receive", whole) == 0
    wanted = state(whole)
    assert [act[0] for act in wanted["acts"]] == [
        "corrected",
        "received",
        "received",
        "refused",
        "replaced",
        "replaced",
    ]
    for at in moments(runner.moments, kills):
        root = Path(shutil.copytree(start, folder / "killed"))
        assert runner("receive", root, at=at, send="SIGKILL") == -9
        assert sorted(dropped(root).values()) == handed_in, at
        read_acts(Project(root).submissions)
        assert runner("receive", root) == 0, at
        assert state(root) == wanted, at
        shutil.rmtree(root)


def test_killed_while_a_record_is_taken_back(runner: Runner, tmp_path: Path) -> None:
    start = filled(tmp_path / "start")
    assert runner("receive", start) == 0
    whole = Path(shutil.copytree(start, tmp_path / "whole"))
    assert runner("withdraw", whole, CASE) == 0
    count = runner.moments
    assert runner("receive", whole) == 0
    counted = {"before": linked(Project(start)), "after": linked(Project(whole))}
    assert counted["before"] != counted["after"]
    for at in moments(count, KILLS_WITHDRAWING):
        root = Path(shutil.copytree(start, tmp_path / "killed"))
        assert runner("withdraw", root, CASE, at=at, send="SIGKILL") == -9
        assert runner("receive", root) == 0, at
        is_done = read_acts(Project(root).submissions)[-1].act == "withdrawn"
        assert bool(traces(root, CASE) or traces(root, token(LETTER))) is not is_done, at
        assert linked(Project(root)) == counted["after" if is_done else "before"], at
        shutil.rmtree(root)

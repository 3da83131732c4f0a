"""Killed at any moment and run again is as never killed; of two runs at once the second says so and leaves."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines.project import CHECKOUT
from pipelines.simulate import simulate
from tests.small_community import dropped, public

SOURCES = ("legal_aid", "shelter")
KILLS = range(10)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")


@dataclass
class Runner:
    """Runs the command line in copies of one process that has everything loaded."""

    process: subprocess.Popen[str]
    log: Path

    def ask(self, **job: Any) -> dict[str, Any]:
        """Start a job or let one go on, and wait until it has ended, died or stopped."""
        if self.process.stdin is None or self.process.stdout is None:
            raise AssertionError("the process has no pipes")
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def run(self, root: Path, log: str = "run", **job: Any) -> dict[str, Any]:
        """`tipstats run` on a project folder."""
        return self.ask(arguments=["run", "--project", str(root)], root=str(root), log=str(self.log / log), **job)

    def said(self, log: str) -> str:
        """What a run printed."""
        return "".join((self.log / log / f"{name}.txt").read_text(encoding="utf-8") for name in ("out", "err"))

    def moments(self, log: str) -> list[str]:
        """Every change that a run made to the project folder."""
        return (self.log / log / "moments.txt").read_text(encoding="utf-8").splitlines()


@dataclass(frozen=True)
class Story:
    """Two states that a run starts from, and for each what it makes when nobody kills it."""

    starts: tuple[Path, Path]
    ends: tuple[Path, Path]
    moments: tuple[list[str], list[str]]


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.forked"], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Runner(process, tmp_path_factory.mktemp("logs"))
        if process.stdin:
            process.stdin.close()


@pytest.fixture(scope="module")
def story(runner: Runner, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The first run of all, and a run that brings new files to a project with a release."""
    base = tmp_path_factory.mktemp("killed")
    simulate(base / "first", people=120, seed=1, sources=SOURCES)
    shutil.rmtree(base / "first" / "warehouse")
    for source in SOURCES:
        _, two, *others = sorted((base / "first" / "sources" / source / "inbox").iterdir())
        for path in others:
            path.unlink()
        (base / "later" / source).mkdir(parents=True)
        two.replace(base / "later" / source / two.name)
    shutil.copytree(base / "first", base / "first_end")
    assert runner.run(base / "first_end", "first")["code"] == 0
    shutil.copytree(base / "first_end", base / "second")
    for source in SOURCES:
        for path in (base / "later" / source).iterdir():
            shutil.copy2(path, base / "second" / "sources" / source / "inbox")
    shutil.copytree(base / "second", base / "second_end")
    assert runner.run(base / "second_end", "second")["code"] == 0
    return Story(
        starts=(base / "first", base / "second"),
        ends=(base / "first_end", base / "second_end"),
        moments=(runner.moments("first"), runner.moments("second")),
    )


def chosen(moments: list[str], kills: int) -> list[int]:
    """Moments spread over a whole run, but where one is near, the one at which something public changes its place."""
    step = len(moments) / kills
    spread = [int(step * (number + 0.5)) + 1 for number in range(kills)]
    public_moves = [at for at, text in enumerate(moments, 1) if text.startswith("os.rename") and "/_" in text[-14:]]
    near = {at: [move for move in public_moves if abs(move - at) <= step / 2] for at in spread}
    return [near[at][0] if near[at] else at for at in spread]


@pytest.mark.parametrize("kill", KILLS)
def test_killed_and_run_again_is_as_never_killed(kill: int, story: Story, runner: Runner, tmp_path: Path) -> None:
    which, number = kill % 2, kill // 2
    at = chosen(story.moments[which], len(KILLS) // 2)[number]
    root = Path(shutil.copytree(story.starts[which], tmp_path / "project"))
    handed_in = sorted(dropped(root).values())
    died = runner.run(root, "died", at=at, send="SIGKILL")
    assert died["code"] == -9, runner.said("died")
    assert sorted(dropped(root).values()) == handed_in
    again = runner.run(root, "again")
    where = f"killed before {runner.moments('died')[-1]}"
    assert again["code"] == 0, f"{where}\n{runner.said('again')}"
    assert dropped(root) == dropped(story.ends[which]), where
    made, wanted = public(root), public(story.ends[which])
    assert {name for name in made | wanted if made.get(name) != wanted.get(name)} == set(), where


def test_of_two_runs_at_once_the_second_leaves(story: Story, runner: Runner, tmp_path: Path) -> None:
    root = Path(shutil.copytree(story.starts[1], tmp_path / "project"))
    first = runner.run(root, "stopped", at=len(story.moments[1]) // 2, send="SIGSTOP")
    assert first.get("stopped")
    before = public(root), dropped(root)
    second = runner.run(root, "second_at_once")
    assert second["code"] == 6
    assert "TIP-E004" in runner.said("second_at_once")
    assert "Traceback" not in runner.said("second_at_once")
    assert (public(root), dropped(root)) == before
    assert runner.ask(pid=first["pid"], send="SIGCONT")["code"] == 0
    assert public(root) == public(story.ends[1])

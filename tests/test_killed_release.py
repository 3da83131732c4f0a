"""Killed at any moment between the draft and the freeze, the ledger is whole and exactly one release is current."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines.project import CHECKOUT, Project
from pipelines.releases import check_ledger, read_ledger, shows_last
from tests.command_line import contents
from tests.frozen_releases import IDS
from tests.released_example import community, fill_in, hand_in
from tests.small_community import public
from tests.test_killed import Runner, chosen

KILLS, SEED = 200, 20250401
ON = date(2025, 4, 15)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")


def test_two_hundred_kills_of_a_freeze_leave_one_release_current(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.killed_freezes", str(tmp_path), str(SEED), str(KILLS)]
    ran = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)  # noqa: S603  # our own interpreter
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(found) == KILLS
    for kill in found:
        before, after = list(IDS[: kill["number"]]), list(IDS[: kill["number"] + 1])
        assert kill["problems"] == [], kill
        assert kill["left"] in (before, after), kill
        assert kill["mended"] in (before, after), kill
        assert kill["shown"], kill
        assert kill["same"], kill
    moved = [kill["where"] for kill in found if kill["where"].startswith("os.rename")]
    assert {kill["number"] for kill in found} == set(range(len(IDS)))
    assert any(text.endswith("/ledger.jsonl") for text in moved), "killed between the folder and its line"
    assert any(kill["left"] != kill["mended"] for kill in found)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.forked_plainly"],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Runner(process, tmp_path_factory.mktemp("logs"))
        if process.stdin:
            process.stdin.close()


def release(runner: Runner, root: Path, log: str, **job: object) -> int:
    """`tipstats release 2024` on a project folder; the exit code."""
    arguments = ["release", "2024", "--on", str(ON), "--project", str(root)]
    code: int = runner.ask(arguments=arguments, root=str(root), log=str(runner.log / log), **job)["code"]
    return code


@pytest.fixture(scope="module")
def states(runner: Runner, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """With a draft; with a form that is filled in; and released."""
    base = tmp_path_factory.mktemp("released")
    hand_in(community(base / "drafted"), {"2023-05": 30, "2024-02": 20, "2024-11": 12})
    assert runner.run(base / "drafted", "drafted")["code"] == 0, runner.said("drafted")
    shutil.copytree(base / "drafted", base / "approved")
    assert release(runner, base / "approved", "candidate") == 0, runner.said("candidate")
    fill_in(base / "approved" / "warehouse" / "releases" / "2024.toml", ON)
    shutil.copytree(base / "approved", base / "released")
    assert release(runner, base / "released", "release") == 0, runner.said("release")
    return base / "drafted", base / "approved", base / "released"


@pytest.mark.parametrize("kill", range(4))
def test_a_candidate_that_was_killed_is_made_again(
    kill: int, states: tuple[Path, Path, Path], runner: Runner, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(states[0], tmp_path / "project"))
    before = public(root)
    at = chosen(runner.moments("candidate"), 4)[kill]
    assert release(runner, root, "died", at=at, send="SIGKILL") == -9, runner.said("died")
    assert public(root) == before
    assert read_ledger(Project(root).releases) == ()
    if not (Project(root).releases / "2024.toml").exists():
        assert release(runner, root, "again") == 0, runner.said("again")
    form = Project(root).releases / "2024.toml"
    fill_in(form, ON)
    assert form.read_bytes() == (Project(states[1]).releases / "2024.toml").read_bytes()


@pytest.mark.parametrize("kill", range(6))
def test_a_release_that_was_killed_is_whole_or_was_not_made(
    kill: int, states: tuple[Path, Path, Path], runner: Runner, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(states[1], tmp_path / "project"))
    project, wanted = Project(root), Project(states[2])
    moments = runner.moments("release")
    late = [at for at, text in enumerate(moments, 1) if "/warehouse/releases/" in text or "/_" in text[-14:]]
    at = ([*chosen(moments, 2), *(late[len(late) * part // 4] for part in range(4))])[kill]
    assert release(runner, root, "died", at=at, send="SIGKILL") == -9, runner.said("died")
    where = f"killed before {runner.moments('died')[-1]}"
    assert check_ledger(project.releases) == [], where
    assert len(read_ledger(project.releases)) <= 1, where
    assert runner.run(root, "run")["code"] == 0, f"{where}\n{runner.said('run')}"
    if not read_ledger(project.releases):
        assert release(runner, root, "again") == 0, f"{where}\n{runner.said('again')}"
    assert shows_last(read_ledger(project.releases), project.published), where
    assert public(root) == public(states[2]), where
    assert contents(project.releases) == contents(wanted.releases), where

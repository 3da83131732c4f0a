"""The finished project that slow tests share: made once for all test processes, by the command line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from pipelines import gates
from pipelines.project import CHECKOUT
from tests.forked import YES
from tests.small_community import make_community, plant


@dataclass(frozen=True)
class Finished:
    """A project folder after its first run, the same folder before it, and everything the run said."""

    root: Path
    before: Path
    said: str
    network: str


def run_as_user(root: Path, changed: Mapping[str, str], program: str = "") -> subprocess.CompletedProcess[str]:
    """`tipstats run` in a process of its own, with some variables changed; `program` in place of the launcher."""
    start = ["-c", program] if program else [str(CHECKOUT / "tipstats.py")]
    environment = {**os.environ, "COLUMNS": "200", **changed}
    return subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, *start, "run", "--project", str(root)],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """A community with canaries in its files, run once, watched for any reach for a network."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "finished"
    with FileLock(f"{shared}.lock"):
        if not (shared / "said.txt").exists():
            _make(shared)
    return Finished(
        root=shared / "project",
        before=shared / "before",
        said=(shared / "said.txt").read_text(encoding="utf-8"),
        network=(shared / "network.txt").read_text(encoding="utf-8"),
    )


def _make(shared: Path) -> None:
    make_community(shared / "before")
    plant(shared / "before")
    shutil.copytree(shared / "before", shared / "project")
    offline = {"PYTHONPATH": str(CHECKOUT / "tests" / "offline"), "TIPSTATS_NETWORK_LOG": str(shared / "network.txt")}
    ran = run_as_user(shared / "project", {**offline, "TZ": "America/Chicago", "PYTHONHASHSEED": "1"})
    if ran.returncode:
        raise AssertionError(f"the shared run ended with {ran.returncode}:\n{ran.stderr}\n{ran.stdout}")
    (shared / "said.txt").write_text(ran.stdout + ran.stderr, encoding="utf-8")


@pytest.fixture
def yes_gates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gates that answer at once, and yes; Great Expectations has tests of its own."""
    monkeypatch.setattr(gates, "WORKER", (sys.executable, "-c", YES))


@pytest.fixture
def copy_of(finished: Finished, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the finished project ("root"), or of the one before its first run ("before")."""

    def copied(which: str) -> Path:
        return Path(shutil.copytree(getattr(finished, which), tmp_path / which))

    return copied

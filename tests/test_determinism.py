"""The same inputs give the same bytes in any folder, order of arrival, time zone, language and hash seed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.commands import run_command
from tests.conftest import Finished, run_as_user
from tests.forked import YES
from tests.small_community import public

# The launcher, but for the gates, which have no part in what is published.
WITHOUT_GATES = f"""
import sys
from pipelines import gates
from pipelines.commands import run_command
gates.WORKER = (sys.executable, "-c", {YES!r})
sys.exit(run_command())
"""
ELSEWHERE = {
    "TZ": "Pacific/Auckland",
    "LANG": "C",
    "LC_ALL": "POSIX",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONHASHSEED": "4711",
}


def differing(one: Path, other: Path) -> set[str]:
    first, second = public(one), public(other)
    assert first
    return {name for name in first | second if first.get(name) != second.get(name)}


def test_another_machine_makes_the_same_bytes(finished: Finished, tmp_path: Path) -> None:
    root = tmp_path / "elsewhere" / "a folder with spaces"
    copy_backwards(finished.before, root)
    ran = run_as_user(root, ELSEWHERE, WITHOUT_GATES)
    assert ran.returncode == 0, ran.stderr
    assert differing(finished.root, root) == set()


def copy_backwards(source: Path, target: Path) -> None:
    """Files made in the opposite order, so that an unsorted listing of a folder shows."""
    target.mkdir(parents=True)
    for path in sorted(source.iterdir(), reverse=True):
        if path.is_dir():
            copy_backwards(path, target / path.name)
        else:
            shutil.copy2(path, target / path.name)


@pytest.mark.usefixtures("yes_gates")
def test_sources_may_arrive_one_after_the_other(finished: Finished, copy_of: Callable[[str], Path]) -> None:
    root = copy_of("before")
    late = root / "sources" / "city_police" / "inbox"
    late.rename(root / "late")
    late.mkdir()
    assert run_command(["run", "--project", str(root), "--until", "conformed"]) == 0
    late.rmdir()
    (root / "late").rename(late)
    assert run_command(["run", "--project", str(root)]) == 0
    assert differing(finished.root, root) == set()


@pytest.mark.usefixtures("yes_gates")
def test_a_run_with_nothing_new_changes_nothing(
    finished: Finished, copy_of: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_of("root")
    times = {path: path.stat().st_mtime_ns for path in (root / "warehouse" / "_published").rglob("*")}
    assert run_command(["run", "--project", str(root)]) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert differing(finished.root, root) == set()
    assert {path: path.stat().st_mtime_ns for path in times} == times

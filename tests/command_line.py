"""Running a command line in a test: a small community of its own, and everything that was printed."""

import shutil
from pathlib import Path

import pytest

from pipelines.commands import new, run_command
from pipelines.project import CHECKOUT, Project

HEADER = "Intake date,Gender,Age group,Exploitation\n"
GOOD = "2024-01-03,F,adult,escort service;restaurant kitchen\n"


class Said:
    """Runs a command line; the exit code, and everything that was printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str]:
        self.capsys.readouterr()
        code = run_command([str(argument) for argument in arguments])
        out, err = self.capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out + err


def make_project(folder: Path) -> Project:
    """A community with two sources that are as `new` makes them."""
    for name in ("community.toml", "policy.toml", "areas.csv", "areas.geojson"):
        shutil.copyfile(CHECKOUT / name, folder / name)
    for name in ("clinic", "hotline"):
        new.new_source(folder / "sources", name)
    return Project(folder)


def drop(project: Project, text: str, source: str = "clinic") -> Path:
    path = project.source_folder(source) / "inbox" / "intakes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

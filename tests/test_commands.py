"""The command line as a whole, and `check`: all problems at once, nothing kept, and nobody sees a traceback."""

from pathlib import Path

import click
import pytest

from pipelines.commands import tipstats
from pipelines.project import CHECKOUT, Project
from tests.command_line import GOOD, HEADER, Said, contents, drop, make_project

COMMANDS = tipstats.list_commands(click.Context(tipstats))
SAMPLES = sorted(CHECKOUT.glob("sources/*/sample/*"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps(name: str, said: Said) -> None:
    code, text = said(name, "--help")
    assert code == 0
    assert text.startswith(f"Usage: tipstats {name}")


def test_a_command_or_folder_that_does_not_exist_is_a_wrong_use(said: Said, tmp_path: Path) -> None:
    assert said("nonsense")[0] == 2
    assert said("new", "page", "x")[0] == 2
    assert said("check", tmp_path / "not_there.csv")[0] == 2
    assert said("--project", tmp_path / "not_there", "run")[0] == 2


def test_a_folder_that_is_no_community_says_so(said: Said, tmp_path: Path) -> None:
    code, text = said("run", "--project", tmp_path)
    assert code == 3
    assert "TIP-E002" in text


def test_the_project_may_stand_anywhere_in_the_line(said: Said, project: Project) -> None:
    path = drop(project, HEADER + GOOD)
    at = project.root
    lines: tuple[tuple[object, ...], ...] = (
        ("--project", at, "check", path),
        ("check", "--project", at, path),
        ("check", path, "--project", at),
        ("check", path, f"--project={at}"),
    )
    assert {said(*line) for line in lines} == {said(*lines[0])}
    assert said(*lines[0])[0] == 0


def test_check_lists_every_problem_and_keeps_nothing(said: Said, project: Project) -> None:
    path = drop(
        project, HEADER + GOOD + "2024-13-41,Zelda Madeup,adult,escort service\n2024-01-04,M,adult,guess,extra\n"
    )
    before = contents(project.root)
    code, text = said("--project", project.root, "check", path)
    assert code == 4
    assert "3 rows read, 1 accepted, 2 waiting" in text
    for found in ("TIP-E152 1 row, column A", "TIP-E155 1 row, column B", "TIP-E110 1 row", "- row 4", "TIP-E011"):
        assert found in text
    assert "Zelda" not in text
    after = contents(project.root)
    written = {f"sources/clinic/reports/intakes.csv.report.{ending}" for ending in ("html", "csv", "xlsx")}
    assert set(after) - set(before) == written
    assert {name: after[name] for name in before} == before
    assert b"Zelda" not in b"".join(after[name] for name in written)


def test_check_names_every_missing_column(said: Said, project: Project) -> None:
    code, text = said("--project", project.root, "check", drop(project, "Name,Gender\nx,F\n"))
    assert code == 4
    for column in ("Intake date", "Age group", "Exploitation"):
        assert f'"{column}"' in text


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"PK\x03\x04", b'a,"b\n'], ids=["empty", "utf16", "zip", "quote"]
)
def test_check_stops_at_a_file_that_is_none(content: bytes, said: Said, project: Project) -> None:
    path = drop(project, "")
    path.write_bytes(content)
    code, text = said("--project", project.root, "check", path)
    assert code == 4
    assert "TIP-E1" in text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.parent.name}")
def test_every_sample_can_be_checked(path: Path, said: Said, tmp_path: Path) -> None:
    code, text = said("check", path, "--to", tmp_path)
    assert code in (0, 4)
    assert "rows read" in text


def test_check_takes_the_source_from_the_folder_or_from_its_option(
    said: Said, project: Project, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "intakes.csv"
    elsewhere.write_text(HEADER + GOOD, encoding="utf-8")
    assert said("--project", project.root, "check", elsewhere, "--source", "clinic")[0] == 0
    for arguments in ((), ("--source", "nobody")):
        code, text = said("--project", project.root, "check", elsewhere, *arguments)
        assert code == 3
        assert "clinic, hotline" in text

"""Over eighty planted errors: each is found, told with its place and without its value, and the table says so."""

from pathlib import Path

import pytest

from pipelines.feedback import lines_of, look, write_report
from tests.planted_errors import planted
from tests.planted_errors.cells import CELLS
from tests.planted_errors.compare import TABLE, codes_of, line
from tests.planted_errors.form import CONTEXT, Planted, declared, good, text_of

ALL = planted()
PRIVATE = ("name in the token", "e-mail in a cell", "social security number in a cell", "date in words")


def test_there_are_more_than_sixty_kinds_and_the_file_itself_is_right(tmp_path: Path) -> None:
    path = tmp_path / "good.csv"
    path.write_text(text_of(good()), encoding="utf-8")
    report = look(declared(), path, tmp_path, CONTEXT)
    assert list(report.listed()) == []
    assert report.parts[0].counts.accepted == len(good()) - 1
    assert len({one.name for one in ALL}) == len(ALL) > 60


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_a_planted_error_is_found(one: Planted, tmp_path: Path) -> None:
    codes = codes_of(one, tmp_path)
    assert any(code.startswith(one.codes) for code in codes), codes


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_the_table_of_the_docs_says_what_is_found_today(one: Planted, tmp_path: Path) -> None:
    ours = line(one, codes_of(one, tmp_path), "")
    [told] = [each for each in TABLE.read_text(encoding="utf-8").splitlines() if each.startswith(f"| {one.name} |")]
    assert told.split(" | ")[:2] == ours.split(" | ")[:2]
    assert told.split(" | ")[1]


def test_nothing_is_found_by_the_other_alone() -> None:
    lines = [each.split(" | ") for each in TABLE.read_text(encoding="utf-8").splitlines() if "TIP-E" in each]
    assert len(lines) == len(ALL)


@pytest.mark.parametrize("name", PRIVATE)
def test_what_stood_in_the_cell_is_told_by_its_shape_alone(name: str, tmp_path: Path) -> None:
    [text] = [text for each, _, text, _ in CELLS if each == name]
    [one] = [each for each in ALL if each.name == name]
    report = look(declared(), one.write(tmp_path).rename(tmp_path / "cases.csv"), tmp_path, CONTEXT)
    write_report(report, tmp_path / "reports", "cases", ("en", "es"))
    said = "\n".join([*lines_of(report), *lines_of(report, "es")])
    files = b"".join(path.read_bytes() for path in (tmp_path / "reports").glob("*[!x]"))
    assert text not in said
    assert text.encode() not in files

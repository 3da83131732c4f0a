"""Totals and parts of one table: what is left of a total may be small, and must not be known to be there."""

from pathlib import Path

import pytest

from pipelines.tables import Dimension
from tests.command_line import Said
from tests.redteam.told import disclosed, line, naively, together

AREA = Dimension("area", "area", {"total": ("X1", "X2", "X3")})
LEAKS = {
    "three of which one has to be there": {"total": 27, "X1": 9, "X2": 9, "X3": 9},
    "the rest of a total": {"total": 37, "X1": 14, "X2": 14, "X3": 9},
    "the rest of a larger one": {"total": 95, "X1": 44, "X2": 44, "X3": 7},
}


@pytest.mark.parametrize("counts", LEAKS.values(), ids=LEAKS)
def test_a_part_that_follows_from_its_total_is_found_and_mended(counts: dict[str, int], tmp_path: Path) -> None:
    tables = [line(AREA, counts)]
    assert disclosed(naively(tables, tmp_path / "naive"))
    assert disclosed(together(tables, tmp_path / "safe")) == []


def test_a_total_that_leaves_room_is_no_leak(tmp_path: Path) -> None:
    tables = [line(AREA, {"total": 60, "X1": 40, "X2": 16, "X3": 4})]
    assert disclosed(naively(tables, tmp_path / "naive")) == []


def test_the_command_says_what_is_disclosed_and_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = Said(capsys)("audit", naively([line(AREA, LEAKS["the rest of a total"])], tmp_path / "naive"))
    assert code == 5
    assert "TIP-E501" in said
    assert "area=X3" in said

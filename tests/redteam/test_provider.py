"""Every organisation knows its own cases, and must not find those of the others by taking them away."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.publish import Provider
from pipelines.tables import Dimension
from tests.redteam.told import disclosed, line, naively, together

AREA = Dimension("area", "area", {"total": ("X1", "X2")})
COUNTS = {"total": 112, "X1": 12, "X2": 100}


def known(folder: Path, own: Mapping[str, int]) -> Path:
    folder.mkdir()
    lines = [f"{area},{count}" for area, count in own.items()]
    (folder / "people_by_area.csv").write_text("\n".join(["area,count", *lines, ""]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("others", [1, 3, 12])
def test_what_is_left_when_a_provider_takes_its_own_away(others: int, tmp_path: Path) -> None:
    """12 in all and the shelter has 9: somebody else has a case there."""
    own = {"total": 112 - others, "X1": 12 - others, "X2": 100}
    tables = [line(AREA, COUNTS, "people_by_area")]
    knows = known(tmp_path / "own", own)
    found = disclosed(naively(tables, tmp_path / "naive"), knows)
    assert bool(found) == (others < 12)
    theirs = [line(AREA, own, "people_by_area")]
    safe = together(tables, tmp_path / "safe", providers={"shelter": Provider(theirs)})
    assert disclosed(safe, knows) == []


def test_who_knows_nothing_learns_nothing(tmp_path: Path) -> None:
    site = naively([line(AREA, COUNTS, "people_by_area")], tmp_path / "naive")
    assert disclosed(site) == []
    assert disclosed(site, known(tmp_path / "own", {"total": 0, "X1": 0, "X2": 0})) == []

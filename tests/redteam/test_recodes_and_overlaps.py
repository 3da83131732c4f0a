"""The same people cut at 20 and at 25, or by two maps: the difference of two groups is a group of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.tables import Dimension
from schemas.areas import Area
from schemas.outlines import check_outlines
from schemas.problems import DeclarationMistake
from tests.redteam.told import disclosed, line, naively, together

AT_20 = Dimension("age_at_20", "single", {"total": ("under_20", "from_20")})
AT_25 = Dimension("age_at_25", "single", {"total": ("under_25", "from_25")})
AREA = Dimension("area", "area", {"total": ("X1", "X2")})
ZONE = Dimension("zone", "area", {"total": ("river", "hills")})


def test_those_between_two_ages_are_found(tmp_path: Path) -> None:
    """45 at least are under 25 and 44 at most are under 20: there is somebody of 20 to 24."""
    tables = [
        line(AT_20, {"total": 100, "under_20": 44, "from_20": 56}),
        line(AT_25, {"total": 100, "under_25": 46, "from_25": 54}),
    ]
    found = disclosed(naively(tables, tmp_path / "naive"))
    assert any("age_at_20=from_20" in what and "age_at_25=under_25" in what for what in found)
    assert disclosed(together(tables, tmp_path / "safe")) == []


def test_those_where_two_maps_overlap_are_found(tmp_path: Path) -> None:
    tables = [
        line(AREA, {"total": 64, "X1": 60, "X2": 4}),
        line(ZONE, {"total": 64, "river": 12, "hills": 52}),
    ]
    found = disclosed(naively(tables, tmp_path / "naive"))
    assert any("area=X1" in what and "zone=river" in what for what in found)
    assert disclosed(together(tables, tmp_path / "safe")) == []


def outline(code: str, west: float, east: float) -> dict[str, Any]:
    ring = [[west, 0], [east, 0], [east, 1], [west, 1], [west, 0]]
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_areas_of_one_map_that_overlap_are_refused(tmp_path: Path) -> None:
    areas = [Area("X1", "North", "district", "", 100), Area("X2", "South", "district", "", 100)]
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"features": [outline("X1", 0, 2), outline("X2", 2, 3)]}), encoding="utf-8")
    check_outlines(path, areas)
    path.write_text(json.dumps({"features": [outline("X1", 0, 2), outline("X2", 1, 3)]}), encoding="utf-8")
    with pytest.raises(DeclarationMistake) as refused:
        check_outlines(path, areas)
    assert "overlap" in str(refused.value.problems[0])

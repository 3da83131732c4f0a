"""Areas that overlap: the difference of two of them would be a place of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.areas import Area
from schemas.outlines import check_outlines
from schemas.problems import DeclarationMistake


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

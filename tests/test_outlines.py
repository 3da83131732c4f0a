"""Outlines of areas: nobody may live in two areas at once."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipelines.project import CHECKOUT, Project
from pipelines.publish.outlines import with_wholes
from schemas.areas import Area
from schemas.outlines import check_outlines
from schemas.problems import DeclarationMistake

AREAS = (
    Area("D", "Dee", "district", "", None),
    Area("A", "Alpha", "area", "D", None),
    Area("B", "Bee", "area", "D", None),
    Area("E", "Ee", "district", "", None),
)


def square(west: float, east: float, north: float = 1) -> dict[str, Any]:
    ring = [[west, 0], [east, 0], [east, north], [west, north], [west, 0]]
    return {"type": "Polygon", "coordinates": [ring]}


def outlines(folder: Path, *found: tuple[str, Any]) -> Path:
    """One feature a line, so that a test can say on which line it stands."""
    lines = [
        json.dumps({"type": "Feature", "properties": {"code": code}, "geometry": geometry}) for code, geometry in found
    ]
    path = folder / "areas.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}", encoding="utf-8")
    return path


def told(path: Path) -> list[str]:
    with pytest.raises(DeclarationMistake) as caught:
        check_outlines(path, AREAS)
    return [found.says for found in caught.value.problems]


def test_areas_that_touch_or_lie_in_each_other_are_fine(tmp_path: Path) -> None:
    slip = 0.009
    check_outlines(
        outlines(tmp_path, ("D", square(0, 2)), ("A", square(0, 1 + slip)), ("B", square(1, 2)), ("E", square(2, 3))),
        AREAS,
    )


def test_areas_that_hold_the_same_ground_are_named_with_their_lines(tmp_path: Path) -> None:
    [says] = told(outlines(tmp_path, ("A", square(0, 1)), ("B", square(0.75, 1.75))))
    assert says.startswith("line 3: A and B (lines 3 and 4 of the areas file) overlap by 25%")


def test_an_area_may_not_reach_into_another_district(tmp_path: Path) -> None:
    district, area = told(outlines(tmp_path, ("D", square(0, 2)), ("A", square(1, 2)), ("E", square(1.5, 3))))
    assert "D and E (lines 2 and 5 of the areas file) overlap by 33%" in district
    assert "A and E (lines 3 and 5 of the areas file) overlap by 50%" in area


def test_a_ring_that_crosses_itself_is_still_compared(tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    [says] = told(outlines(tmp_path, ("A", bow), ("B", square(0, 1))))
    assert "overlap by 100%" in says


@pytest.mark.parametrize("geometry", [{"type": "Point", "coordinates": [0, 0]}, {"type": "Polygon"}, None, []])
def test_what_is_no_outline_is_told(tmp_path: Path, geometry: Any) -> None:
    [says] = told(outlines(tmp_path, ("A", square(0, 1)), ("B", geometry)))
    assert says == "line 3: the outline of B must be a Polygon or a MultiPolygon"


def test_two_outlines_of_one_area_are_told(tmp_path: Path) -> None:
    [says] = told(outlines(tmp_path, ("A", square(0, 1)), ("A", square(1, 2))))
    assert says == "line 2: A has 2 outlines; make them one MultiPolygon"


@pytest.mark.parametrize("text", ["", "[]", '{"features": [{}]}', '{"features": 3}'])
def test_a_file_that_is_no_geojson_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(text, encoding="utf-8")
    assert "GeoJSON FeatureCollection" in told(path)[0]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "areas.geojson") == ["there is no file areas.geojson here"]


def test_the_sample_is_told_nothing() -> None:
    assert Project(CHECKOUT).areas


def feature(code: str, west: float) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code}, "geometry": square(west, west + 1)}


def test_an_area_without_an_outline_has_that_of_its_parts_without_the_line_between_them() -> None:
    areas = [{"code": "N", "parent": ""}, {"code": "N1", "parent": "N"}, {"code": "N2", "parent": "N"}]
    shapes = {"type": "FeatureCollection", "features": [feature("N1", 0), feature("N2", 1)]}
    *parts, whole = with_wholes(shapes, areas)["features"]
    assert parts == shapes["features"]
    assert whole["properties"] == {"code": "N"}
    (ring,) = whole["geometry"]["coordinates"]
    corners = {(0, 0), (2, 0), (2, 1), (0, 1)}
    assert corners <= {tuple(point) for point in ring}
    between = [a for a, b in pairwise(ring) if a[0] == b[0] == 1]
    assert between == [], "no line where the parts meet"


def test_an_outline_is_not_made_of_some_of_the_parts() -> None:
    areas = [{"code": "N", "parent": ""}, {"code": "N1", "parent": "N"}, {"code": "N2", "parent": "N"}]
    shapes = {"type": "FeatureCollection", "features": [feature("N1", 0)]}
    assert with_wholes(shapes, areas)["features"] == shapes["features"]


def test_an_outline_of_its_own_stays() -> None:
    areas = [{"code": "N", "parent": ""}, {"code": "N1", "parent": "N"}]
    shapes = {"type": "FeatureCollection", "features": [feature("N", 5), feature("N1", 0)]}
    assert with_wholes(shapes, areas)["features"] == shapes["features"]

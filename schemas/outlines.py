"""The outlines of the areas: every one is that of one area, and no two areas hold the same ground."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from schemas.areas import Area
from schemas.problems import DeclarationMistake, Problem, problem

# Of the smaller of two areas: lines drawn by hand or made simpler never meet exactly.
SLIVER = 0.01
KINDS = ("Polygon", "MultiPolygon")


def check_outlines(path: Path, areas: Sequence[Area]) -> None:
    """Every mistake in a GeoJSON file of outlines is named with the lines of both files.

    Raises:
        DeclarationMistake: The file is not there, is no GeoJSON, or areas overlap that do not lie in each other.
    """
    if not path.exists():
        do = "Copy it there, or remove shapes from community.toml."
        raise DeclarationMistake(problem("TIP-E002", file=path.name, what=f"file {path.name}", do=do))
    try:
        text = path.read_text(encoding="utf-8-sig")
        features = json.loads(text)["features"]
        found = [(str(feature["properties"]["code"]), feature["geometry"]) for feature in features]
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError):
        what = "this must be a GeoJSON FeatureCollection; each feature has a geometry and the property code"
        raise DeclarationMistake(problem("TIP-E001", file=path.name, line=1, what=what)) from None
    bad = [*_not_one_each(found), *_overlapping(dict(found), areas)]
    if bad:
        raise DeclarationMistake(*(_problem(path, text, code, what) for code, what in bad))


def _problem(path: Path, text: str, code: str, what: str) -> Problem:
    mark = json.dumps(code)
    line = next((at for at, line in enumerate(text.split("\n"), 1) if mark in line), 1)
    return problem("TIP-E001", file=path.name, line=line, what=what)


def _not_one_each(found: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    codes = [code for code, _ in found]
    for code, geometry in dict(found).items():
        if codes.count(code) > 1:
            yield code, f"{code} has {codes.count(code)} outlines; make them one MultiPolygon"
        if _shape(geometry) is None:
            yield code, f"the outline of {code} must be a Polygon or a MultiPolygon"


def _overlapping(outlines: Mapping[str, Any], areas: Sequence[Area]) -> Iterator[tuple[str, str]]:
    """Pairs of areas, neither of which lies in the other, that hold the same ground."""
    lines = {area.code: line for line, area in enumerate(areas, 2)}
    shapes = {code: _shape(geometry) for code, geometry in outlines.items() if code in lines}
    above = _above(areas)
    for one, other in combinations([code for code, shape in shapes.items() if shape is not None], 2):
        if one in above[other] or other in above[one]:
            continue
        smaller = min(shapes[one].area, shapes[other].area)
        shared = shapes[one].intersection(shapes[other]).area / smaller if smaller else 0.0
        if shared > SLIVER:
            both = f"{one} and {other} (lines {lines[one]} and {lines[other]} of the areas file)"
            yield other, f"{both} overlap by {shared:.0%} of the smaller one, so people there would be in both"


def _above(areas: Sequence[Area]) -> dict[str, set[str]]:
    """For each area all areas that it lies in."""
    parents = {area.code: area.parent for area in areas}
    above: dict[str, set[str]] = {}
    for code, parent in parents.items():
        above[code] = set()
        around = parent
        while around and around not in above[code]:
            above[code].add(around)
            around = parents.get(around, "")
    return above


def _shape(geometry: Any) -> Any:
    """The geometry as Shapely knows it, crossing lines mended; None where it is none or has no inside."""
    import shapely  # noqa: PLC0415  # only where there are outlines

    if not isinstance(geometry, dict) or geometry.get("type") not in KINDS:
        return None
    shape = shapely.from_geojson(json.dumps(geometry), on_invalid="ignore")
    return None if shape is None or shape.is_empty else shapely.make_valid(shape)

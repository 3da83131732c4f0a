"""Outlines of areas that are drawn as a whole: those of their parts without the lines between them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

KINDS = ("Polygon", "MultiPolygon")


def with_wholes(shapes: Mapping[str, Any], areas: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """GeoJSON with an outline for each area that has none of its own and whose parts all have one.

    A table that is told of districts alone is then drawn as districts, and no line says that a part was counted.
    """
    own = {str(feature["properties"]["code"]): feature["geometry"] for feature in shapes["features"]}
    parts: dict[str, list[str]] = {}
    for area in areas:
        parts.setdefault(str(area.get("parent") or ""), []).append(str(area["code"]))
    made = [
        {"type": "Feature", "geometry": whole, "properties": {"code": code}}
        for code in (str(area["code"]) for area in areas)
        if code not in own and (whole := _joined(code, own, parts)) is not None
    ]
    return {**shapes, "features": [*shapes["features"], *made]}


def _joined(code: str, own: Mapping[str, Any], parts: Mapping[str, Sequence[str]]) -> Any:
    """The outline around all parts of an area; None where one of them has none, for it would lie."""
    import shapely  # noqa: PLC0415  # only where there are outlines

    found, waiting = [], list(parts.get(code, ()))
    while waiting:
        part = waiting.pop(0)
        if part in own:
            found.append(shapely.make_valid(shapely.from_geojson(json.dumps(own[part]))))
        elif part in parts:
            waiting += parts[part]
        else:
            return None
    whole = shapely.normalize(shapely.unary_union(found)) if found else None
    return None if whole is None or whole.geom_type not in KINDS else json.loads(shapely.to_geojson(whole))

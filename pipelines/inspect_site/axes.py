"""What the positions and lengths of a drawing may be: published numbers, places of lines, and outlines of areas."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["rows", "times", "counts", "panel", "map", "unknown"]
# An axis ends at a published number, at one where nothing is shown, or at a hundred per cent.
ENDS = (1.0, 100.0)
# Beside whole panels, marks stand at an end or in the middle.
IN_PANEL = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Axis:
    """One axis: `rows` in points from the top, `times` one after the other, `counts` from zero, a `panel`, a `map`."""

    kind: Kind
    end: float = 0.0

    def allows(self, value: float, counted: Iterable[float]) -> bool:
        """Whether a point may lie there."""
        if self.kind == "rows":
            return 0 <= value <= self.end
        if self.kind == "times":
            return -1 < value <= self.end and (2 * value).is_integer()
        if self.kind == "counts":
            # Bands of what is not told are as long as the axis.
            return any(math.isclose(value, known) for known in (*counted, self.end))
        if self.kind == "panel":
            return value in IN_PANEL
        return False


def read_axis(told: Mapping[str, Any], height: float, counted: Set[float], most_times: int) -> Axis:
    """The axis that the layout of a drawing describes, `unknown` where its ends are none that a chart may have."""
    ends = told.get("range")
    if ends is None:
        return Axis("map")
    if not (isinstance(ends, list) and len(ends) == 2 and all(is_number(end) for end in ends)):
        return Axis("unknown")
    first, last = map(float, ends)
    if last == 0 and first == max(height, 60):
        return Axis("rows", first)
    if first == 0 and any(math.isclose(last, number) for number in (*counted, *ENDS) if number):
        return Axis("counts", last)
    if -1 < first < 0 and 0 < last <= most_times + 1:
        return Axis("times", last)
    return Axis("unknown")


def has_plain_scale(told: Mapping[str, Any]) -> bool:
    """Whether the steps beside an axis of counts are those that follow from its end alone: 1, 2 or 5 and zeros."""
    end, values = told["range"][1], told["tickvals"]
    sizes = (factor * 10**zeros for zeros in range(16) for factor in (1, 2, 5))
    step = next(size for size in sizes if end / size < 5)
    written = [re.sub(r"[.,\s]", "", text) for text in told.get("ticktext", [])]
    steps = [at * step for at in range(int(end // step) + 1)]
    return values == steps and written == [str(one) for one in steps]


def axis_of(mark: Mapping[str, Any], letter: str, layout: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the layout says of the axis that a trace, a note or a line refers to."""
    name = str(mark.get(f"{letter}axis", mark.get(f"{letter}ref", letter)))
    told = layout.get(f"{letter}axis{name[1:]}", {})
    return told if isinstance(told, dict) else {}


def is_number(value: object) -> bool:
    """Whether a value of JSON is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True)
class Outlines:
    """The outlines of the areas as a map draws them, and the middle of each."""

    lines: frozenset[tuple[tuple[float | None, ...], tuple[float | None, ...]]]
    middles: frozenset[tuple[float, float]]

    def has_line(self, xs: object, ys: object) -> bool:
        """Whether these are the corners of one area."""
        return isinstance(xs, list) and isinstance(ys, list) and (tuple(xs), tuple(ys)) in self.lines

    def has_middle(self, x: object, y: object) -> bool:
        """Whether this is the middle of an outline."""
        return any(
            is_number(x) and is_number(y) and math.isclose(x, a) and math.isclose(y, b)  # type: ignore[arg-type]  # checked
            for a, b in self.middles
        )


def outlines(geojson: Mapping[str, Any]) -> Outlines:
    """The outlines of areas.geojson."""
    lines, middles = set(), set()
    for feature in geojson.get("features", []):
        rings = list(_rings(feature.get("geometry") or {}))
        xs: list[float | None] = []
        ys: list[float | None] = []
        for ring in rings:
            xs += [*(x for x, _ in ring), None]
            ys += [*(y for _, y in ring), None]
            middles.add(tuple(min(p[at] for p in ring) / 2 + max(p[at] for p in ring) / 2 for at in (0, 1)))
        lines.add((tuple(xs[:-1]), tuple(ys[:-1])))
    return Outlines(frozenset(lines), frozenset(middles))  # type: ignore[arg-type]  # two ends each


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[tuple[float, float]]]:
    coordinates = geometry.get("coordinates", [])
    for polygon in coordinates if geometry.get("type") == "MultiPolygon" else [coordinates]:
        for ring in polygon:
            yield [(float(point[0]), float(point[1])) for point in ring]

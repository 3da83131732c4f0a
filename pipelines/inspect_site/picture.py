"""The picture of a drawing, worked out again: every sign of it follows from the drawing, or the page tells more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from pipelines.inspect_site.built import MALFORMED
from pipelines.inspect_site.chart import Drawing
from pipelines.inspect_site.picture_of_areas import map_of
from pipelines.inspect_site.picture_of_plane import plane_of
from pipelines.inspect_site.picture_over_time import OverTime
from pipelines.inspect_site.signs import HIDDEN, Told, box, colours_of, n, pattern, pct, written

Colours = Mapping[str, str]


def is_picture(drawing: Drawing, told: Told, style: str) -> bool:
    """Whether the picture beside a drawing is the one that follows from it, to the last sign."""
    try:
        return drawing.picture == unescape(expected(drawing.figure, told, colours_of(style)))
    except MALFORMED:
        return False


def expected(figure: str, told: Told, colours: Colours) -> str:
    """The picture that a drawing has to have."""
    if any(trace.get("fill") == "toself" for trace in told["data"]):
        return map_of(figure, told, colours)
    is_flat = any(trace.get("orientation") == "h" for trace in told["data"])
    is_over_time = not is_flat and any(trace.get("type") == "scatter" for trace in told["data"])
    if is_over_time and not any("xaxis" in trace for trace in told["data"]):
        return plane_of(told, colours)
    made = OverTime(told, colours) if is_over_time else _Rows(told, colours)
    return "".join(_one(f"{figure}-{at}" if at else figure, made, *part) for at, part in enumerate(made.pieces()))


def _one(name: str, made: "OverTime | _Rows", top: float, end: float) -> str:
    """One picture of a chart, which has several where it is long: what is drawn between two heights."""
    inside = "".join(made.parts(name, top, end))
    hatched = f"<defs>{pattern(name, '/')}</defs>" if f"url(#{name}-" in inside else ""
    head = f'<svg class="picture" width="100%" height="{n(end - top)}"{HIDDEN}'
    return f"{head}>{hatched}{inside}</svg>" if inside else f"{head}/>"


@dataclass(frozen=True)
class _Rows:
    """Bars below their texts, and strips of boxes."""

    told: Told
    colours: Colours

    def pieces(self) -> list[tuple[float, float]]:
        """From each heading to the next."""
        layout = self.told["layout"]
        heads = [note["y"] for note in layout.get("annotations", []) if _is_heading(note["text"])]
        tops = [0.0, *filter(None, heads)]
        return list(zip(tops, [*tops[1:], float(layout["yaxis"]["range"][0])], strict=True))

    def parts(self, name: str, top: float, end: float) -> Iterator[str]:
        layout = self.told["layout"]
        start, stop = layout["xaxis"]["range"]
        height, wide = end - top, stop - start
        every = [bar for trace in self.told["data"] if trace["type"] == "bar" for bar in self._bars(trace)]
        bars = [(look, (x, y - top, w, h)) for look, (x, y, w, h) in every if top <= y < end]
        solid = "".join(box(f'class="{look}"', *place) for look, place in bars if look)
        solid += "".join(_whisker(trace, top, end) for trace in self.told["data"])
        view = f"{n(start)} 0 {n(wide)} {n(height)}"
        own = f'width="100%" height="{n(height)}" viewBox="{view}" preserveAspectRatio="none"'
        yield f"<svg {own}>{solid}</svg>" if solid else ""
        hatched = f'class="line-edge" fill="url(#{name}-withheld)"'
        for look, (x, y, width, high) in bars:
            if not look:
                yield box(hatched, pct(x - start, wide), y, pct(width, wide), high)
        for line in layout.get("shapes", []):
            if top <= line["y0"] < end:
                y0, y1 = n(line["y0"] - top), n(line["y1"] - top)
                yield f'<line class="start" x1="0%" y1="{y0}" x2="0%" y2="{y1}"/>'
        for note in layout.get("annotations", []):
            if top <= note["y"] < end:
                part = note["x"] if note["xref"] == "paper" else (note["x"] - start) / wide
                yield written(note["text"], pct(part, 1), note["y"] - top)

    def _bars(self, trace: Told) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        """The look of each bar and its place; the hatched ones have no colour of their own."""
        marker, thick = trace["marker"], trace["width"]
        single = [marker["color"]] * len(trace["x"])
        fills = marker["color"] if isinstance(marker["color"], list) else single
        edge = f" line-{self.colours[marker['line']['color']]}" if marker["line"]["width"] else ""
        bases = trace.get("base", [0] * len(fills))
        for fill, x, y, base in zip(fills, trace["x"], trace["y"], bases, strict=True):
            look = "" if "pattern" in marker else f"fill-{self.colours[fill]}{edge}"
            is_flat = trace.get("orientation") == "h"
            yield look, (base, y - thick / 2, x, thick) if is_flat else (x - thick / 2, base, thick, y)


def _is_heading(text: str) -> bool:
    """Whether every line of a text is strong."""
    return all(line.startswith("<b>") and line.index("</b>") == len(line) - 4 for line in text.split("<br>"))


def _whisker(trace: Told, top: float, end: float) -> str:
    if trace["type"] != "scatter":
        return ""
    points = list(zip(trace["x"], trace["y"], strict=True))
    runs = [list(run) for inside, run in groupby(points, lambda point: _is_in(point, top, end)) if inside]
    path = "".join("M" + "L".join(f"{n(x)} {n(y - top)}" for x, y in run) for run in runs)
    return f'<path class="whisker" d="{path}"/>' if path else ""


def _is_in(point: tuple[float | None, float | None], top: float, end: float) -> bool:
    return point[0] is not None and point[1] is not None and top <= point[1] < end

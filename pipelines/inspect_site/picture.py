"""The picture of a drawing, worked out again: every sign of it follows from the drawing, or the page tells more."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from pipelines.inspect_site.built import MALFORMED
from pipelines.inspect_site.chart import Drawing
from pipelines.inspect_site.picture_of_areas import map_of
from pipelines.inspect_site.picture_of_plane import plane_of
from pipelines.inspect_site.signs import HIDDEN, Told, colours_of, n, pattern, pct

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
    made = _OverTime(told, colours) if is_over_time else _Rows(told, colours)
    return "".join(_one(f"{figure}-{at}" if at else figure, made, *part) for at, part in enumerate(made.pieces()))


def _one(name: str, made: "_OverTime | _Rows", top: float, end: float) -> str:
    """One picture of a chart, which has several where it is long: what is drawn between two heights."""
    inside = "".join(made.parts(name, top, end))
    hatched = f"<defs>{pattern(name, '/')}</defs>" if f"url(#{name}-" in inside else ""
    head = f'<svg class="picture" width="100%" height="{n(end - top)}"{HIDDEN}'
    return f"{head}>{hatched}{inside}</svg>" if inside else f"{head}/>"


def _text(text: str, x: str, y: float) -> str:
    strong = text.replace("<b>", '<tspan class="strong">').replace("</b>", "</tspan>")
    lines = enumerate(strong.split("<br>"))
    spans = "".join(f'<tspan x="{x}" y="{n(y + 14 + 18 * at)}">{line}</tspan>' for at, line in lines)
    return f"<text>{spans}</text>"


def _rect(look: str, x: float | str, y: float, wide: float | str, high: float) -> str:
    left, width = (value if isinstance(value, str) else n(value) for value in (x, wide))
    return f'<rect {look} x="{left}" y="{n(y)}" width="{width}" height="{n(high)}"/>'


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
        solid = "".join(_rect(f'class="{look}"', *place) for look, place in bars if look)
        solid += "".join(_whisker(trace, top, end) for trace in self.told["data"])
        view = f"{n(start)} 0 {n(wide)} {n(height)}"
        own = f'width="100%" height="{n(height)}" viewBox="{view}" preserveAspectRatio="none"'
        yield f"<svg {own}>{solid}</svg>" if solid else ""
        hatched = f'class="line-edge" fill="url(#{name}-withheld)"'
        for look, (x, y, width, high) in bars:
            if not look:
                yield _rect(hatched, pct(x - start, wide), y, pct(width, wide), high)
        for line in layout.get("shapes", []):
            if top <= line["y0"] < end:
                y0, y1 = n(line["y0"] - top), n(line["y1"] - top)
                yield f'<line class="start" x1="0%" y1="{y0}" x2="0%" y2="{y1}"/>'
        for note in layout.get("annotations", []):
            if top <= note["y"] < end:
                part = note["x"] if note["xref"] == "paper" else (note["x"] - start) / wide
                yield _text(note["text"], pct(part, 1), note["y"] - top)

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


@dataclass(frozen=True)
class _OverTime:
    """Lines over time in panels."""

    told: Told
    colours: Colours

    def pieces(self) -> list[tuple[float, float]]:
        """From the title of each panel to the next."""
        tops = [self._top(note["y"]) - 22.0 for note in self._titles()]
        return list(zip(tops, [*tops[1:], float(self.told["layout"]["height"])], strict=True))

    def parts(self, name: str, top: float, end: float) -> Iterator[str]:
        for note in self._titles():
            if top <= self._top(note["y"]) < end:
                yield _text(note["text"], "0", 0)
        for axis in dict.fromkeys(trace["xaxis"][1:] for trace in self.told["data"]):
            layout = self.told["layout"]
            scale = layout.get(f"yaxis{axis}") or layout["yaxis"]
            if top <= self._top(scale["domain"][1]) < end:
                yield from self._panel(name, axis, [one for one in self.told["data"] if one["xaxis"][1:] == axis], top)

    def _titles(self) -> list[Told]:
        return [note for note in self.told["layout"]["annotations"] if note["yref"] == "paper"]

    def _top(self, part: float) -> int:
        margin: Mapping[str, float] = self.told["layout"]["margin"]
        height = float(self.told["layout"]["height"])
        return round(margin["t"] + (1 - part) * (height - margin["t"] - margin["b"]))

    def _panel(self, name: str, axis: str, traces: Sequence[Told], above: float) -> Iterator[str]:
        layout = self.told["layout"]
        times, scale = (layout.get(f"{letter}axis{axis}") or layout[f"{letter}axis"] for letter in "xy")
        bottom, top = map(self._top, scale["domain"])
        (start, end), highest = times["range"], scale["range"][1]
        yield f'<svg class="panel" y="{n(top - above)}" width="100%" height="{n(bottom - top)}">'
        for value, text in zip(scale["tickvals"], scale["ticktext"], strict=True):
            y, look = pct(highest - value, highest), "grid" if value else "ink"
            yield f'<line class="line-{look}" x1="0%" y1="{y}" x2="100%" y2="{y}"/>'
            yield f'<text class="beside" x="-6" y="{y}" dy="5">{text}</text>'
        for trace in traces:
            yield from self._bands(name, trace, start, end - start)
        view = f'viewBox="{n(start)} {n(-highest)} {n(end - start)} {n(highest)}" preserveAspectRatio="none"'
        marks = "".join([*map(self._limits, traces), *map(_line, traces)])
        group = f'<g transform="scale(1 -1)">{marks}</g>' if marks else '<g transform="scale(1 -1)"/>'
        yield f'<svg width="100%" height="100%" {view}>{group}</svg>'
        for value, text in zip(times["tickvals"], times["ticktext"], strict=True):
            yield _time(pct(value - start, end - start), bottom - top, text)
        for note in layout["annotations"]:
            if re.sub("^x1$", "x", note["xref"]) == re.sub("^x1$", "x", f"x{axis}"):
                x = pct(note["x"] - start, end - start)
                yield f'<text class="cross" x="{x}" y="50%" dy="6">{note["text"]}</text>'
        yield "</svg>"

    def _bands(self, name: str, trace: Told, start: float, wide: float) -> Iterator[str]:
        if trace["type"] != "bar" or _is_limit(trace):
            return
        is_hatched = "pattern" in trace["marker"]
        look = f'class="line-edge" fill="url(#{name}-withheld)"' if is_hatched else 'class="fill-veil"'
        for at in trace["x"]:
            left = pct(at - trace["width"] / 2 - start, wide)
            yield f'<rect {look} x="{left}" width="{pct(trace["width"], wide)}" height="100%"/>'

    def _limits(self, trace: Told) -> str:
        if trace["type"] != "bar" or not _is_limit(trace):
            return ""
        fill, edge, wide = trace["marker"]["color"], trace["marker"]["line"]["color"], trace["width"]
        look = f'class="fill-{self.colours[fill]} line-{self.colours[edge]}"'
        return "".join(_rect(look, x - wide / 2, 0, wide, y) for x, y in zip(trace["x"], trace["y"], strict=True))


def _time(x: str, foot: float, text: str) -> str:
    line = f'<line class="line-ink" x1="{x}" y1="{n(foot)}" x2="{x}" y2="{n(foot + 5)}"/>'
    return f'{line}<text class="under" x="{x}" y="{n(foot + 20)}">{text}</text>'


def _is_limit(trace: Told) -> bool:
    return "line" in trace["marker"] and "pattern" not in trace["marker"]


def _line(trace: Told) -> str:
    if trace["type"] != "scatter":
        return ""
    points = zip(trace["x"], trace["y"], strict=True)
    runs = [list(run) for is_told, run in groupby(points, lambda point: point[1] is not None) if is_told]
    line = "".join("M" + "L".join(f"{n(x)} {n(y)}" for x, y in run) for run in runs)
    dots = "".join(f"M{n(x)} {n(y)}h0" for run in runs for x, y in run)
    return f'<path class="trend" d="{line}"/><path class="dots" d="{dots}"/>' if runs else ""

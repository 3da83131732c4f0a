"""Bars in rows from the top of the picture to its foot: side by side with their texts above, or as strips of boxes."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.show.picture.elements import colour, element, hatching, lines, number, piece, share, whole

Told = Mapping[str, Any]
# A text that is strong from end to end.
HEADING = re.compile(r"<b>[^<]*</b>(<br><b>[^<]*</b>)*")


def flat(name: str, told: Told) -> str:
    """The pictures: one for each group of bars, which begins with its heading."""
    layout = told["layout"]
    heads = [note["y"] for note in layout.get("annotations", []) if HEADING.fullmatch(note["text"])]
    tops = [0, *(y for y in heads if y)]
    ends = [*tops[1:], layout["yaxis"]["range"][0]]
    return "".join(_rows(piece(name, at), told, *part) for at, part in enumerate(zip(tops, ends, strict=True)))


def _rows(name: str, told: Told, top: float, end: float) -> str:
    """What is drawn between two heights: bars in the units of their axis, then hatched bands, then lines and texts."""
    layout = told["layout"]
    start, stop = layout["xaxis"]["range"]
    wide, height = stop - start, end - top
    every = [bar for trace in told["data"] if trace["type"] == "bar" for bar in _bars(trace)]
    bars = [(look, x, y - top, w, h) for look, x, y, w, h in every if top <= y < end]
    solid = "".join(element("rect", look=look, x=x, y=y, width=w, height=h) for look, x, y, w, h in bars if look)
    solid += "".join(_whisker(trace, top, end) for trace in told["data"] if trace["type"] == "scatter")
    view = f"{number(start)} 0 {number(wide)} {number(height)}"
    drawn = element("svg", solid, width="100%", height=height, view_box=view, stretch="none")
    look = {"look": "line-edge", "fill": f"url(#{name}-withheld)"}
    hatched = "".join(
        element("rect", **look, x=share(x - start, wide), y=y, width=share(w, wide), height=h)
        for solid_look, x, y, w, h in bars
        if not solid_look
    )
    pattern = element("defs", hatching(name, "/")) if hatched else ""
    starts = "".join(
        element("line", look="start", x1="0%", y1=line["y0"] - top, x2="0%", y2=line["y1"] - top)
        for line in layout.get("shapes", [])
        if top <= line["y0"] < end
    )
    texts = "".join(_text(note, start, stop, top) for note in layout.get("annotations", []) if top <= note["y"] < end)
    return whole(pattern + (drawn if solid else "") + hatched + starts + texts, "picture", height)


def _bars(trace: Told) -> Iterator[tuple[str, float, float, float, float]]:
    """Class, left, top, width and height of each bar; no class where it is hatched."""
    marker, thick = trace["marker"], trace["width"]
    colours = marker["color"]
    each = colours if isinstance(colours, list) else [colours] * len(trace["x"])
    edge = marker["line"]
    line = f" line-{colour(edge['color'])}" if edge["width"] else ""
    bases = trace.get("base", [0] * len(trace["x"]))
    for x, y, base, own in zip(trace["x"], trace["y"], bases, each, strict=True):
        look = "" if "pattern" in marker else f"fill-{colour(own)}{line}"
        if trace.get("orientation") == "h":
            yield look, base, y - thick / 2, x, thick
        else:
            yield look, x - thick / 2, base, thick, y


def _whisker(trace: Told, top: float, end: float) -> str:
    """Lines over bars, such as intervals: from one end to the other in the units of the axis."""
    path, is_open = "", False
    for x, y in zip(trace["x"], trace["y"], strict=True):
        is_told = x is not None and top <= y < end
        path += f"{'L' if is_open else 'M'}{number(x)} {number(y - top)}" if is_told else ""
        is_open = is_told
    return element("path", look="whisker", d=path) if path else ""


def _text(note: Told, start: float, end: float, top: float) -> str:
    x = note["x"] if note["xref"] == "paper" else (note["x"] - start) / (end - start)
    return lines(note["text"], share(x, 1), note["y"] - top)

"""Bars in rows from the top of the picture to its foot: side by side with their texts above, or as strips of boxes."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.show.picture.elements import colour, element, hatching, lines, number, share, whole

Told = Mapping[str, Any]


def flat(name: str, told: Told) -> str:
    """The picture: bars in the units of their axis, then hatched bands, then lines and texts."""
    layout = told["layout"]
    start, end = layout["xaxis"]["range"]
    height = layout["yaxis"]["range"][0]
    bars = [bar for trace in told["data"] if trace["type"] == "bar" for bar in _bars(trace)]
    solid = "".join(element("rect", look=look, x=x, y=y, width=w, height=h) for look, x, y, w, h in bars if look)
    view = f"{number(start)} 0 {number(end - start)} {number(height)}"
    solid += "".join(_whisker(trace) for trace in told["data"] if trace["type"] == "scatter")
    drawn = element("svg", solid, width="100%", height=height, view_box=view, stretch="none")
    hatched = "".join(
        element(
            "rect",
            look="line-edge",
            fill=f"url(#{name}-withheld)",
            x=share(x - start, end - start),
            y=y,
            width=share(w, end - start),
            height=h,
        )
        for look, x, y, w, h in bars
        if not look
    )
    pattern = element("defs", hatching(name, "/")) if hatched else ""
    starts = "".join(
        element("line", look="start", x1="0%", y1=line["y0"], x2="0%", y2=line["y1"])
        for line in layout.get("shapes", [])
    )
    texts = "".join(_text(note, start, end) for note in layout.get("annotations", []))
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


def _whisker(trace: Told) -> str:
    """Lines over bars, such as intervals: from one end to the other in the units of the axis."""
    path, is_open = "", False
    for x, y in zip(trace["x"], trace["y"], strict=True):
        path += "" if x is None else f"{'L' if is_open else 'M'}{number(x)} {number(y)}"
        is_open = x is not None
    return element("path", look="whisker", d=path)


def _text(note: Told, start: float, end: float) -> str:
    x = note["x"] if note["xref"] == "paper" else (note["x"] - start) / (end - start)
    return lines(note["text"], share(x, 1), note["y"])

"""Panels of lines over time; every point and every limit has its published number as its height."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pipelines.show.picture.elements import colour, element, hatching, lines, number, piece, share, whole

Told = Mapping[str, Any]
# The line of what may still change.
LATER = "dot"
# From the top of a title to the top of its panel.
TITLE = 22


def over_time(name: str, told: Told) -> str:
    """The pictures, one for each pair of axes: its title, its panel, and crosses where no report came."""
    layout = told["layout"]
    axes = list(dict.fromkeys(trace["xaxis"].removeprefix("x") for trace in told["data"]))
    titles = [note for note in layout["annotations"] if note["yref"] == "paper"]
    tops = [_from_top(layout, note["y"]) - TITLE for note in titles]
    ends = [*tops[1:], layout["height"]]
    pieces = []
    for at, (axis, title, top, end) in enumerate(zip(axes, titles, tops, ends, strict=True)):
        own = piece(name, at)
        panel = _panel(own, told, axis, top)
        pattern = element("defs", hatching(own, "/")) if f"url(#{own}-" in panel else ""
        pieces.append(whole(pattern + lines(title["text"], "0", 0) + panel, "picture", end - top))
    return "".join(pieces)


def _from_top(layout: Told, part: float) -> int:
    """A place that is told as a part of the panels, in points from the top of the picture."""
    margin: Mapping[str, float] = layout["margin"]
    height = float(layout["height"])
    return round(float(margin["t"] + (1 - part) * (height - margin["t"] - margin["b"])))


def _panel(name: str, told: Told, axis: str, above: int) -> str:
    layout = told["layout"]
    traces = [trace for trace in told["data"] if trace["xaxis"] == f"x{axis}"]
    across, up = (_axis(layout, letter, axis) for letter in "xy")
    low, high = _from_top(layout, up["domain"][0]), _from_top(layout, up["domain"][1])
    (start, end), (_, highest) = across["range"], up["range"]
    view = f"{number(start)} {number(-highest)} {number(end - start)} {number(highest)}"
    marks = element("g", "".join(_marks(traces)), transform="scale(1 -1)")
    scale = "".join(_scale(up, highest))
    times = "".join(_times(across, low - high))
    crosses = "".join(_note(note, start, end) for note in layout["annotations"] if note["xref"] in _names(axis))
    inside = scale + "".join(_bands(name, traces, start, end))
    inside += element("svg", marks, width="100%", height="100%", view_box=view, stretch="none")
    return element("svg", inside + times + crosses, look="panel", y=high - above, width="100%", height=low - high)


def _names(axis: str) -> Sequence[str]:
    return ("x", "x1") if axis in {"", "1"} else (f"x{axis}",)


def _axis(layout: Told, letter: str, axis: str) -> Told:
    found: Told = layout.get(f"{letter}axis{axis}") or layout[f"{letter}axis"]
    return found


def _bands(name: str, traces: Sequence[Told], start: float, end: float) -> Iterator[str]:
    """Where nothing is told, or no report came: as high as the panel."""
    for trace in traces:
        if trace["type"] == "bar" and not _has_limit(trace):
            look = {"look": "fill-veil"}
            if "pattern" in trace["marker"]:
                look = {"look": "line-edge", "fill": f"url(#{name}-withheld)"}
            for at in trace["x"]:
                left, wide = at - trace["width"] / 2 - start, trace["width"]
                place = {"x": share(left, end - start), "width": share(wide, end - start)}
                yield element("rect", **look, **place, height="100%")


def _has_limit(trace: Told) -> bool:
    return "line" in trace["marker"] and "pattern" not in trace["marker"]


def _marks(traces: Sequence[Told]) -> Iterator[str]:
    """Limits as outlined bars, then the line with its gaps, then its points."""
    for trace in traces:
        if trace["type"] == "bar" and _has_limit(trace):
            look = f"fill-{colour(trace['marker']['color'])} line-{colour(trace['marker']['line']['color'])}"
            for x, y in zip(trace["x"], trace["y"], strict=True):
                yield element("rect", look=look, x=x - trace["width"] / 2, y=0, width=trace["width"], height=y)
    for trace in traces:
        if trace["type"] == "scatter":
            own = " later" if trace["line"].get("dash") == LATER else ""
            points = list(zip(trace["x"], trace["y"], strict=True))
            runs = [list(run) for told, run in groupby(points, lambda point: point[1] is not None) if told]
            path = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in run) for run in runs)
            dots = "".join(f"M{number(x)} {number(y)}h0" for run in runs for x, y in run)
            if runs:
                yield element("path", look=f"trend{own}", d=path) + element("path", look=f"dots{own}", d=dots)


def _scale(up: Told, highest: float) -> Iterator[str]:
    for value, text in zip(up["tickvals"], up["ticktext"], strict=True):
        y = share(highest - value, highest)
        yield element("line", look="line-grid" if value else "line-ink", x1="0%", y1=y, x2="100%", y2=y)
        yield element("text", text, look="beside", x=-6, y=y, dy=5)


def _times(across: Told, height: float) -> Iterator[str]:
    start, end = across["range"]
    for value, text in zip(across["tickvals"], across["ticktext"], strict=True):
        x = share(value - start, end - start)
        yield element("line", look="line-ink", x1=x, y1=height, x2=x, y2=height + 5)
        yield element("text", text, look="under", x=x, y=height + 20)


def _note(note: Told, start: float, end: float) -> str:
    """A cross in the middle of the panel, or a mark above the end of its line."""
    if note["y"] == 1:
        return element("text", note["text"], look="mark", x=share(note["x"] - start, end - start), y=-8)
    return element("text", note["text"], look="cross", x=share(note["x"] - start, end - start), y="50%", dy=6)

"""Points and lines over two scales of numbers: every point stands at the two published numbers that it shows."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.show.picture.elements import colour, element, number, share, whole

Told = Mapping[str, Any]


def plane(told: Told) -> str:
    """The picture: what the axes measure, their scales, lines and points, and the names beside points."""
    layout = told["layout"]
    margin, height = layout["margin"], layout["height"]
    high, notes = height - margin["t"] - margin["b"], layout["annotations"]
    (_, right), (_, top) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    marks = element("g", "".join(map(_mark, told["data"])), transform="scale(1 -1)")
    view = f"0 {number(-top)} {number(right)} {number(top)}"
    inside = "".join((*_steps_up(layout["yaxis"], top), *_steps_across(layout["xaxis"], right, high)))
    inside += element("svg", marks, look="plane", width="100%", height="100%", view_box=view, stretch="none")
    inside += "".join(_named(note, right, top) for note in notes if note["yref"] == "y")
    panel = element("svg", inside, look="panel", y=margin["t"], width="100%", height=high)
    heads = "".join(_head(note, margin["t"], high) for note in notes if note["yref"] == "paper")
    return whole(heads + panel, "picture", height)


def _mark(trace: Told) -> str:
    points = [(number(x), number(y)) for x, y in zip(trace["x"], trace["y"], strict=True)]
    if trace["mode"] == "markers":
        return element("path", look="spots", d="".join(f"M{x} {y}h0" for x, y in points))
    look = "limit" if "dash" in trace["line"] else "middle"
    line = f"{look} line-{colour(trace['line']['color'])}"
    return element("path", look=line, d="M" + "L".join(f"{x} {y}" for x, y in points))


def _steps_up(up: Told, top: float) -> Iterator[str]:
    for value, text in zip(up["tickvals"], up["ticktext"], strict=True):
        y = share(top - value, top)
        yield element("line", look="line-grid" if value else "line-ink", x1="0%", y1=y, x2="100%", y2=y)
        yield element("text", text, look="beside", x=-6, y=y, dy=5)


def _steps_across(across: Told, right: float, high: float) -> Iterator[str]:
    for value, text in zip(across["tickvals"], across["ticktext"], strict=True):
        x = share(value, right)
        yield element("line", look="line-ink", x1=x, y1=high, x2=x, y2=high + 5)
        yield element("text", text, look="under", x=x, y=high + 20)


def _named(note: Told, right: float, top: float) -> str:
    """A name beside its point; Plotly measures upwards, and a picture downwards."""
    down = {"bottom": 0, "middle": 4, "top": 10}[note["yanchor"]] - note["yshift"]
    place = {"x": share(note["x"], right), "y": share(top - note["y"], top), "dx": note["xshift"], "dy": down}
    return element("text", note["text"], look=f"spot {note['xanchor']}", **place)


def _head(note: Told, above: float, high: float) -> str:
    """What an axis measures: over the upper end of one, over the right end of the other."""
    place = {"x": share(note["x"], 1), "y": above + (1 - note["y"]) * high - note["yshift"], "dx": note["xshift"]}
    return element("text", note["text"], look=f"spot {note['xanchor']}", **place)

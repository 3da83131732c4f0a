"""Areas by their outlines in degrees, their names above them in letters that do not shrink, and the legend beneath."""

from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import Any

from pipelines.show.picture.elements import SIGNS, colour, element, number, share

Told = Mapping[str, Any]
WIDE, HIGH = 780, 408
# So many strokes of the hatching go into the longer side of the map.
STROKES = 60


def areas(name: str, told: Told) -> str:
    """The map, its names and its legend."""
    drawn = [trace for trace in told["data"] if trace.get("fill") == "toself"]
    entries = [trace for trace in told["data"] if trace.get("showlegend")]
    xs = [x for trace in drawn for x in trace["x"] if x is not None]
    ys = [y for trace in drawn for y in trace["y"] if y is not None]
    ratio = told["layout"]["yaxis"]["scaleratio"]
    box = (min(xs), max(ys), max(xs) - min(xs), max(ys) - min(ys))
    shapes = "".join(element("path", **_look(name, trace), d=_path(trace)) for trace in drawn)
    names = "".join(_name(note, box) for note in told["layout"].get("annotations", []))
    both = _shapes(name, shapes, box, ratio) + _names(names)
    key = "".join(_entry(trace) for trace in entries)
    title = escape(unescape(told["layout"]["legend"]["title"]["text"]), quote=False)
    return f'<div class="map">{both}</div><p class="key">{title}</p><ul class="key">{key}</ul>'


def _shapes(name: str, shapes: str, box: Sequence[float], ratio: float) -> str:
    left, top, wide, high = box
    size = min(WIDE / wide, HIGH / (high * ratio))
    stroke = max(wide, high * ratio) / STROKES
    used = [sign for sign in SIGNS if f"url(#{name}-{SIGNS[sign]})" in shapes]
    patterns = "".join(_hatching(name, sign, stroke, stroke / ratio) for sign in used)
    inside = (element("defs", patterns) if used else "") + element("g", shapes, transform=f"scale(1 {number(-ratio)})")
    return element(
        "svg",
        inside,
        look="picture",
        width=round(wide * size),
        height=round(high * ratio * size),
        view_box=" ".join(map(number, (left, -top * ratio, wide, high * ratio))),
        hidden="true",
        focusable="false",
    )


def _names(inside: str) -> str:
    said = {"look": "names", "width": "100%", "height": "100%", "hidden": "true", "focusable": "false"}
    return element("svg", inside, **said) if inside else ""


def _hatching(name: str, sign: str, wide: float, high: float) -> str:
    """The same signs as on bars, in degrees."""
    ground = element("rect", look="fill-veil" if sign == "/" else "fill-paper", width=8, height=8)
    # The map is drawn upside down and turned over.
    path = "M-2 6L2 10M0 0L8 8M6 -2L10 2" if sign == "/" else "M4 0V8"
    inside = ground + element("path", look="hatch", d=path)
    own: dict[str, str | float] = {
        "id": f"{name}-{SIGNS[sign]}",
        "width": wide,
        "height": high,
        "units": "userSpaceOnUse",
    }
    return element("pattern", inside, **own, view_box="0 0 8 8", stretch="none")


def _look(name: str, trace: Told) -> dict[str, str]:
    if "fillpattern" in trace:
        sign = SIGNS[trace["fillpattern"]["shape"]]
        return {"look": "line-ink", "fill": f"url(#{name}-{sign})"}
    return {"look": f"fill-{colour(trace['fillcolor'])} line-ink"}


def _path(trace: Told) -> str:
    """Each ring from corner to corner; Plotly parts rings by a gap."""
    made = ""
    is_open = False
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if x is None:
            made, is_open = made + "Z", False
        else:
            made += f"{'L' if is_open else 'M'}{number(x)} {number(y)}"
            is_open = True
    return made + "Z"


def _name(note: Told, box: Sequence[float]) -> str:
    left, top, wide, high = box
    x, y = share(note["x"] - left, wide), share(top - note["y"], high)
    told = note["text"].split("<br>")
    # The lines stand around the middle of the area.
    rows = [element("tspan", line, x=x, dy=14 if at else 4 - 7 * (len(told) - 1)) for at, line in enumerate(told)]
    return element("text", "".join(rows), x=x, y=y)


def _entry(trace: Told) -> str:
    marker = trace["marker"]
    sign = marker.get("pattern", {}).get("shape")
    look = {"look": f"fill-{colour(marker['color'])} line-ink"}
    box = element("rect", **look, x=1, y=1, width=22, height=12)
    strokes = "M6 13L14 1M14 13L22 1M1 9L6 1" if sign == "/" else "M6 1V13M12 1V13M18 1V13"
    hatch = element("path", look="hatch", d=strokes) if sign else ""
    inside = element("svg", box + hatch, width=24, height=14, hidden="true", focusable="false")
    return f"<li>{inside}<span>{escape(unescape(trace['name']), quote=False)}</span></li>"

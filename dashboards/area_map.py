"""Areas as filled polygons: Plotly's own maps fetch their outlines from a server, and draw nothing without it."""

import math
import textwrap
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboards import palette
from dashboards.cells import UNTOLD, State
from dashboards.looks import below_on_map, plain_layout, withheld_look
from dashboards.texts import Texts

MAP = 500
LEGEND = 90
# More names than this would lie over each other on a phone; the table has them all.
NAMED = 12

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Area:
    """One area: its outline and its published rate, None where none can be told."""

    name: str
    rings: list[Ring]
    rate: float | None
    state: State


@dataclass(frozen=True)
class Step:
    """One class of the legend, its ends included."""

    low: float
    high: float
    colour: str


def steps(rates: Sequence[float]) -> list[Step]:
    """Five classes of one width from zero, without those that no area is in: areas that are alike look alike.

    Classes with as many areas in each would show every difference as strongly, be it chance or not.
    """
    above = sorted(rate for rate in rates if rate > 0)
    if not above:
        return []
    wide = _rounded_up(above[-1] / len(palette.STEPS))
    ends = [wide * (at + 1) for at in range(len(palette.STEPS) - 1)]
    classes = [[rate for rate in above if bisect_left(ends, rate) == at] for at in range(len(palette.STEPS))]
    return [
        Step(inside[0], inside[-1], colour) for inside, colour in zip(classes, palette.STEPS, strict=True) if inside
    ]


def _rounded_up(value: float) -> float:
    """The next of 1, 2 and 5, and of these with zeros: steps that are easy to read."""
    unit = 10.0 ** math.floor(math.log10(value))
    return next(factor * unit for factor in (1, 2, 5, 10) if value <= factor * unit)


def area_map(areas: Sequence[Area], texts: Texts) -> go.Figure:
    """The map; small and withheld numbers hatched in two ways, areas without a rate grey, a true zero white."""
    classes = steps([area.rate for area in areas if area.rate is not None])
    figure = go.Figure(layout=_layout(areas, texts))
    figure.add_traces([*(_trace(area, classes) for area in areas), *_legend(areas, classes, texts)])
    if len(areas) <= NAMED:
        figure.layout.annotations = [_name(area) for area in areas]
    return figure


def _name(area: Area) -> dict[str, Any]:
    """The name in the middle of the largest outline."""
    ring = max(area.rings, key=lambda ring: _width(ring, 0) * _width(ring, 1))
    x, y = (min(point[at] for point in ring) + _width(ring, at) / 2 for at in (0, 1))
    label = "<br>".join(escape(line, quote=False) for line in textwrap.wrap(area.name, 9, break_long_words=False))
    return {
        "text": label,
        "x": x,
        "y": y,
        "showarrow": False,
        "bgcolor": palette.PAPER,
        "borderpad": 2,
        "font": {"size": 11},
    }


def _width(ring: Ring, at: int) -> float:
    return max(point[at] for point in ring) - min(point[at] for point in ring)


def _legend(areas: Sequence[Area], classes: Sequence[Step], texts: Texts) -> list[go.Bar]:
    entries: list[tuple[str, dict[str, Any]]] = []
    if any(area.rate == 0 for area in areas):
        entries.append((texts("map.zero"), {"color": palette.PAPER}))
    for step in classes:
        ends = {"low": texts.decimal(step.low), "high": texts.decimal(step.high)}
        entries.append((texts("map.one_rate" if step.low == step.high else "map.step", **ends), {"color": step.colour}))
    if any(area.state == "below" for area in areas):
        entries.append((texts("map.below"), below_on_map()))
    if any(area.state in UNTOLD for area in areas):
        entries.append((texts("map.withheld"), withheld_look()))
    if any(area.rate is None and area.state in {"shown", "no_report"} for area in areas):
        entries.append((texts("map.no_rate"), {"color": palette.GRID}))
    edge = {"color": palette.INK, "width": 1}
    return [
        go.Bar(x=[None], y=[None], name=name, showlegend=True, marker={"line": edge, **look}) for name, look in entries
    ]


def _trace(area: Area, classes: Sequence[Step]) -> go.Scatter:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in area.rings:
        xs += [*(x for x, _ in ring), None]
        ys += [*(y for _, y in ring), None]
    look: dict[str, Any] = {"fillcolor": _colour(area, classes)}
    if area.state == "below" or area.state in UNTOLD:
        hatch = below_on_map() if area.state == "below" else withheld_look()
        look = {"fillpattern": {**hatch["pattern"], "bgcolor": hatch["color"]}}
    line = {"color": palette.INK, "width": 1}
    return go.Scatter(
        x=xs[:-1], y=ys[:-1], mode="lines", fill="toself", line=line, hoverinfo="skip", showlegend=False, **look
    )


def _colour(area: Area, classes: Sequence[Step]) -> str:
    if area.rate is None:
        return palette.GRID
    if area.rate == 0:
        return palette.PAPER
    return next(step.colour for step in classes if area.rate <= step.high)


def _layout(areas: Sequence[Area], texts: Texts) -> dict[str, Any]:
    points = [point for area in areas for ring in area.rings for point in ring]
    middle = (min(y for _, y in points) + max(y for _, y in points)) / 2
    still = {"fixedrange": True, "showgrid": False, "showticklabels": False, "zeroline": False}
    # A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
    ratio = 1 / max(math.cos(math.radians(middle)), 0.1)
    return {
        **plain_layout(MAP, geometry=["x", "y"]),
        "margin": {"l": 2, "r": 2, "t": 2, "b": LEGEND},
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            # In the room below the map, as plotly would else leave it where it was when the page grows.
            "y": 0,
            "yref": "container",
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
            "title": {"text": texts("map.title"), "side": "top"},
        },
        "xaxis": still,
        "yaxis": {**still, "scaleanchor": "x", "scaleratio": ratio},
    }

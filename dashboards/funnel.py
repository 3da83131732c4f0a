"""A funnel plot: rates over populations, between the lines within which chance alone would leave most of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboards import palette
from dashboards.lines import scale_steps
from dashboards.looks import plain_layout
from dashboards.texts import Texts

HEIGHT = 380
TOP, FOOT, LEFT, RIGHT = 24, 30, 44, 8
# A label is placed where it lies over nothing on a narrow phone; on a wider page there is only more room.
PHONE = 276
LETTER, LINE, POINT, AWAY = 6.5, 15, 8, 6

# Which corner of a label stands at the point, across and upwards, and how far away in pixels.
Corner = tuple[str, str, int, int]
CORNERS: tuple[Corner, ...] = (
    ("left", "middle", AWAY, 0),
    ("right", "middle", -AWAY, 0),
    ("center", "bottom", 0, AWAY),
    ("center", "top", 0, -AWAY),
    *((across, up, 0, away) for up, away in (("bottom", AWAY), ("top", -AWAY)) for across in ("left", "right")),
)
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """One area: its population, its limits, and its rate, None where none is told."""

    label: str
    population: float
    low: float
    high: float
    rate: float | None = None
    is_outside: bool = False


def funnel(spots: Sequence[Spot], whole: float, texts: Texts) -> go.Figure:
    """Every drawn number is a published one; the axes start at zero and end at the largest of them."""
    along = sorted({(spot.population, spot.low, spot.high) for spot in spots})
    xs, lows, highs = (list(column) for column in zip(*along, strict=True))
    right, top = xs[-1], max([*highs, whole, *(spot.rate or 0 for spot in spots)])
    rated = [spot for spot in spots if spot.rate is not None]
    dashed = {"color": palette.SECOND, "width": 2, "dash": "dash"}
    figure = go.Figure(layout=_layout(right, top, texts))
    figure.add_traces(
        [
            _line([xs[0], right], [whole, whole], {"color": palette.INK, "width": 1}),
            _line(xs, highs, dashed),
            _line(xs, lows, dashed),
            _points(rated),
        ]
    )
    figure.layout.annotations = [*_heads(texts), *_labels(rated, right, top)]
    return figure


def _line(xs: list[float], ys: list[float], line: dict[str, Any]) -> go.Scatter:
    return go.Scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip")


def _points(spots: Sequence[Spot]) -> go.Scatter:
    xs, ys = [spot.population for spot in spots], [spot.rate for spot in spots]
    return go.Scatter(x=xs, y=ys, mode="markers", marker={"color": palette.MAIN, "size": 9}, cliponaxis=False)


def _labels(spots: Sequence[Spot], right: float, top: float) -> Iterator[dict[str, Any]]:
    """Names beside their points wherever there is room, those outside of the limits first; the table has them all."""
    middles = {spot: _place(spot, right, top) for spot in spots}
    taken: list[Box] = [(x - POINT / 2, y - POINT / 2, x + POINT / 2, y + POINT / 2) for x, y in middles.values()]
    for spot in sorted(spots, key=lambda spot: not spot.is_outside):
        for corner in CORNERS:
            box = _box(spot.label, *middles[spot], corner)
            if not any(_meet(box, other) for other in taken) and _is_inside(box):
                taken.append(box)
                yield _label(spot, corner)
                break


def _place(spot: Spot, right: float, top: float) -> tuple[float, float]:
    """Where the point lies on a phone, in pixels from the lower left corner."""
    return PHONE * spot.population / right, (HEIGHT - TOP - FOOT) * (spot.rate or 0) / top


def _box(label: str, x: float, y: float, corner: Corner) -> Box:
    across, up, dx, dy = corner
    width = LETTER * len(label)
    left = x + dx - {"left": 0.0, "center": width / 2, "right": width}[across]
    low = y + dy - {"bottom": 0.0, "middle": LINE / 2, "top": LINE}[up]
    return left, low, left + width, low + LINE


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_inside(box: Box) -> bool:
    return box[0] >= 0 and box[2] <= PHONE + RIGHT and box[1] >= 0 and box[3] <= HEIGHT - TOP - FOOT


def _label(spot: Spot, corner: Corner) -> dict[str, Any]:
    across, up, dx, dy = corner
    at = {"x": spot.population, "y": spot.rate, "xanchor": across, "yanchor": up, "xshift": dx, "yshift": dy}
    font = {"size": 11, "color": palette.INK}
    at |= {"xref": "x", "yref": "y"}
    return {**at, "text": escape(spot.label, quote=False), "showarrow": False, "borderpad": 0, "font": font}


def _heads(texts: Texts) -> list[dict[str, Any]]:
    """What is measured upwards stands above that axis, what is measured across over the end of the other."""
    plain = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "yshift": 4, "showarrow": False}
    plain |= {"font": {"size": 11, "color": palette.INK}, "borderpad": 0}
    up = {"x": 0, "xanchor": "left", "xshift": -42, "y": 1, "text": texts("map.title")}
    return [
        {**plain, **up},
        {**plain, "x": 1, "xanchor": "right", "xshift": 0, "y": 0, "text": texts("funnel.residents")},
    ]


def _layout(right: float, top: float, texts: Texts) -> dict[str, Any]:
    return {
        **plain_layout(HEIGHT),
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": FOOT},
        "xaxis": {**_scale(right, texts), "showgrid": False, "ticks": "outside"},
        "yaxis": _scale(top, texts),
    }


def _scale(end: float, texts: Texts) -> dict[str, Any]:
    steps = scale_steps(end)
    plain = {"fixedrange": True, "zeroline": True, "zerolinewidth": 1, "zerolinecolor": palette.INK}
    plain |= {"tickvals": steps, "ticktext": [texts.number(step) for step in steps], "gridcolor": palette.GRID}
    return {**plain, "range": [0, end]}

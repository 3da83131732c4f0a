"""Lines over time, one panel for each series: a gap where no number is shown or no report came, never a zero.

A line is interrupted where other organisations reported than before, and grey where its numbers may still change.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboards import palette
from dashboards.cells import UNTOLD, Cell
from dashboards.looks import below_look, plain_layout, withheld_look
from dashboards.texts import Texts

PANEL = 170
TITLE = 52
FOOT = 30
# So many steps above zero are enough to read a height by.
MOST_STEPS = 4
GRAINS = {"year": r"\d{4}", "quarter": r"\d{4}-Q[1-4]", "month": r"\d{4}-(0[1-9]|1[0-2])"}


@dataclass(frozen=True)
class Line:
    """One series: its cells by period. A period without a cell is a gap."""

    label: str
    points: dict[str, Cell]


def of_grain(rows: pd.DataFrame, grain: str) -> pd.DataFrame:
    """The rows whose period is a year, a quarter or a month."""
    return rows[rows["period"].str.fullmatch(GRAINS[grain])]


def panels(series: Sequence[Line], periods: Sequence[str], texts: Texts) -> go.Figure:
    """Panels under each other over the same periods, each with a scale of its own that starts at zero."""
    height = len(series) * (PANEL + TITLE) + FOOT
    layout = {**plain_layout(height, geometry=["x"]), "margin": {"l": 44, "r": 8, "t": 2, "b": FOOT}}
    figure = go.Figure(layout=layout)
    notes: list[dict[str, Any]] = []
    inner = height - FOOT - 2
    for number, line in enumerate(series, start=1):
        bottom = 1 - (number * (PANEL + TITLE) - 10) / inner
        domain = [max(bottom, 0.0), min(bottom + (PANEL - 10) / inner, 1.0)]
        highest = max((cell.count or cell.limit or 0 for cell in line.points.values()), default=0) or 1
        figure.update_layout(
            {f"yaxis{number}": _scale(domain, highest, texts), f"xaxis{number}": _times(periods, number)}
        )
        figure.add_traces(_traces(line, periods, number, highest))
        notes.append(_title(line.label, domain[1]))
        notes += [_cross(at, number) for at in _silent(line, periods)]
        if any(cell.is_provisional for cell in line.points.values()):
            notes.append(_later(len(periods) - 1, number, texts))
    figure.layout.annotations = notes
    return figure


def _traces(line: Line, periods: Sequence[str], number: int, highest: int) -> list[Any]:
    axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    cells = [line.points.get(period) for period in periods]
    untold = {at: highest for at, cell in enumerate(cells) if cell is not None and cell.state in UNTOLD}
    below = {at: cell.at_most or 0 for at, cell in enumerate(cells) if cell is not None and cell.limit is not None}
    silent = dict.fromkeys(_silent(line, periods), highest)
    bands = ((untold, withheld_look()), (below, below_look()), (silent, {"color": palette.HIDDEN_FILL}))
    drawn = [
        go.Bar(x=list(band), y=list(band.values()), width=0.9, marker=look, **axes) for band, look in bands if band
    ]
    return [*drawn, *_trends(cells, axes)]


def _trends(cells: Sequence[Cell | None], axes: dict[str, str]) -> list[Any]:
    """The line of what stays, over the grey one of what may still change, which begins at the last number before it."""
    settled: list[tuple[float, int | None]] = []
    later: list[tuple[float, int | None]] = []
    for at, cell in enumerate(cells):
        # Half way to the number after a break there is nothing.
        gap = [(at - 0.5, None)] if cell is not None and cell.is_break else []
        if cell is not None and cell.is_provisional:
            later += [*([] if later else settled[-1:]), *gap, (at, cell.count)]
        else:
            settled += [*gap, (at, None if cell is None else cell.count)]
    drawn = [_trend(later, {"color": palette.MUTED, "dash": "dot"}, axes)] if later else []
    return [*drawn, _trend(settled, {"color": palette.MAIN}, axes)] if settled or not later else drawn


def _trend(points: Sequence[tuple[float, int | None]], look: dict[str, str], axes: dict[str, str]) -> go.Scatter:
    return go.Scatter(
        x=[at for at, _ in points],
        y=[count for _, count in points],
        mode="lines+markers",
        connectgaps=False,
        line={**look, "width": 2},
        marker={"color": look["color"], "size": 6},
        cliponaxis=False,
        **axes,
    )


def _silent(line: Line, periods: Sequence[str]) -> list[int]:
    """Where no report came."""
    cells = [line.points.get(period) for period in periods]
    return [at for at, cell in enumerate(cells) if cell is None or cell.state == "no_report"]


def _cross(at: int, number: int) -> dict[str, Any]:
    """The cross stands half way up, away from the zero line, in front of an empty band."""
    font = {"size": 18, "color": palette.HIDDEN_LINE}
    return {**_place(at, 0.5, number), "text": "\u00d7", "showarrow": False, "font": font}


def _later(at: int, number: int, texts: Texts) -> dict[str, Any]:
    """Above the end of the line, that it may still change."""
    said = {"text": texts("short.provisional"), "showarrow": False, "font": {"size": 14, "color": palette.HIDDEN_LINE}}
    return {**_place(at, 1, number), **said, "xanchor": "right", "yanchor": "bottom", "yshift": 4}


def _place(at: int, part: float, number: int) -> dict[str, Any]:
    """At a period, and at a part of the height of a panel."""
    axis = str(number) if number > 1 else ""  # plotly knows the first axis as x and y
    return {"x": at, "xref": f"x{axis}", "y": part, "yref": f"y{axis} domain"}


def scale_steps(highest: float) -> list[int]:
    """Whole numbers from zero, at most five, in steps of 1, 2 or 5 and so many zeros: they follow from the highest."""
    fitting = (factor * 10**zeros for zeros in range(len(str(int(highest))) + 1) for factor in (1, 2, 5))
    step = next(step for step in fitting if highest // step <= MOST_STEPS)
    return list(range(0, int(highest) + 1, step))


def _scale(domain: list[float], highest: int, texts: Texts) -> dict[str, Any]:
    steps = scale_steps(highest)
    return {
        "domain": domain,
        "range": [0, highest],
        "tickvals": steps,
        "ticktext": [texts.number(step) for step in steps],
        "gridcolor": palette.GRID,
        "zeroline": True,
        "zerolinecolor": palette.INK,
        "zerolinewidth": 1,
        "fixedrange": True,
    }


def _times(periods: Sequence[str], number: int) -> dict[str, Any]:
    years = [at for at, period in enumerate(periods) if re.fullmatch(r"\d{4}(-Q1|-01)?", period)] or [0]
    return {
        "anchor": f"y{number}",
        "range": [-0.6, len(periods) - 0.4],
        "tickvals": years,
        "ticktext": [periods[at][:4] for at in years],
        "ticks": "outside",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _title(label: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{escape(label, quote=False)}</b>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -42,
        "y": top,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "align": "left",
    }

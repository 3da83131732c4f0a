"""Lines over time, one panel for each series: a gap where a number is hidden or no report came, never a zero."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboards import palette
from dashboards.bars import hidden_look, plain_layout
from dashboards.cells import Cell

PANEL = 170
TITLE = 52
FOOT = 30
GRAINS = {"year": r"\d{4}", "quarter": r"\d{4}-Q[1-4]", "month": r"\d{4}-(0[1-9]|1[0-2])"}


@dataclass(frozen=True)
class Line:
    """One series: its cells by period. A period without a cell is a gap."""

    label: str
    points: dict[str, Cell]


def of_grain(rows: pd.DataFrame, grain: str) -> pd.DataFrame:
    """The rows whose period is a year, a quarter or a month."""
    return rows[rows["period"].str.fullmatch(GRAINS[grain])]


def panels(series: Sequence[Line], periods: Sequence[str]) -> go.Figure:
    """Panels under each other over the same periods, each with a scale of its own that starts at zero."""
    height = len(series) * (PANEL + TITLE) + FOOT
    figure = go.Figure(layout={**plain_layout(height), "margin": {"l": 44, "r": 8, "t": 2, "b": FOOT}})
    notes = []
    inner = height - FOOT - 2
    for number, line in enumerate(series, start=1):
        bottom = 1 - (number * (PANEL + TITLE) - 10) / inner
        domain = [max(bottom, 0.0), min(bottom + (PANEL - 10) / inner, 1.0)]
        highest = max((cell.count for cell in line.points.values() if cell.count), default=1)
        figure.update_layout({f"yaxis{number}": _scale(domain, highest), f"xaxis{number}": _times(periods, number)})
        figure.add_traces(_traces(line, periods, number, highest))
        notes.append(_title(line.label, domain[1]))
    figure.layout.annotations = notes
    return figure


def _traces(line: Line, periods: Sequence[str], number: int, highest: int) -> list[Any]:
    axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    cells = [line.points.get(period) for period in periods]
    at_hidden = [at for at, cell in enumerate(cells) if cell is not None and cell.state == "hidden"]
    at_missing = [at for at, cell in enumerate(cells) if cell is None or cell.state == "no_report"]
    marked = go.Scatter(
        x=list(range(len(periods))),
        y=[None if cell is None else cell.count for cell in cells],
        mode="lines+markers",
        connectgaps=False,
        line={"color": palette.MAIN, "width": 2},
        marker={"color": palette.MAIN, "size": 6},
        cliponaxis=False,
        **axes,
    )
    band = go.Bar(x=at_hidden, y=[highest * 1.1] * len(at_hidden), width=0.9, marker=hidden_look(), **axes)
    # The cross stands half way up, away from the zero line, in front of an empty band.
    empty = go.Bar(
        x=at_missing, y=[highest * 1.1] * len(at_missing), width=0.9, marker={"color": palette.HIDDEN_FILL}, **axes
    )
    cross = {"symbol": "x-thin", "size": 8, "line": {"width": 2, "color": palette.MUTED}}
    middle = [highest * 0.55] * len(at_missing)
    none = go.Scatter(x=at_missing, y=middle, mode="markers", marker=cross, **axes)
    wanted = ((band, at_hidden), (empty, at_missing), (marked, True), (none, at_missing))
    return [trace for trace, is_wanted in wanted if is_wanted]


def _scale(domain: list[float], highest: int) -> dict[str, Any]:
    return {
        "domain": domain,
        "range": [0, highest * 1.1],
        "nticks": 4,
        "tickformat": ",d",
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

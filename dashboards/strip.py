"""A strip of small boxes for each source: filled where a report came for the period, empty where none did."""

import textwrap
from collections.abc import Mapping, Sequence
from html import escape

import plotly.graph_objects as go

from dashboards import palette
from dashboards.looks import plain_layout

LINE = 20
WRAP = 38
BOX = 18


def strip(came: Mapping[str, Sequence[bool | None]], periods: Sequence[str]) -> go.Figure:
    """`came` has one value for each period: True, False, or None where no report was due."""
    names = {label: textwrap.wrap(label, WRAP) or [label] for label in came}
    tops: list[int] = [0]
    for lines in names.values():
        tops.append(tops[-1] + LINE * len(lines) + BOX + 10)
    figure = go.Figure(layout=plain_layout(tops[-1] + LINE, geometry=["x", "y", "base"]))
    for state, marker in ((True, _filled()), (False, _empty())):
        at = [
            (x, next_top - BOX - 6)
            for flags, next_top in zip(came.values(), tops[1:], strict=True)
            for x, flag in enumerate(flags)
            if flag is state
        ]
        if at:
            x, base = [x for x, _ in at], [y for _, y in at]
            figure.add_trace(go.Bar(x=x, y=[BOX] * len(at), base=base, width=0.86, marker=marker))
    notes = [
        _note("<br>".join(escape(line, quote=False) for line in lines), -0.5, top)
        for lines, top in zip(names.values(), tops[:-1], strict=True)
    ]
    years = [(at, period[:4]) for at, period in enumerate(periods) if at == 0 or period[:4] != periods[at - 1][:4]]
    notes += [_note(year, at - 0.5, tops[-1]) for at, year in years]
    still = {"fixedrange": True, "showgrid": False, "showticklabels": False, "zeroline": False}
    figure.update_layout(
        xaxis={**still, "range": [-0.5, max(len(periods), 12) - 0.5]},
        yaxis={**still, "range": [tops[-1] + LINE, 0]},
        annotations=notes,
    )
    return figure


def _filled() -> dict[str, object]:
    return {"color": palette.MAIN, "line": {"width": 1, "color": palette.MAIN}}


def _empty() -> dict[str, object]:
    return {"color": palette.PAPER, "line": {"width": 1, "color": palette.MUTED}}


def _note(text: str, x: float, y: float) -> dict[str, object]:
    place = {"x": x, "xref": "x", "xanchor": "left", "y": y, "yref": "y", "yanchor": "top"}
    return {"text": text, "showarrow": False, "align": "left", "borderpad": 0, **place}

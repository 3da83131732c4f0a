"""Bars with their label above them, so that they read the same on a phone and on a wide screen."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import plotly.graph_objects as go

from dashboards import palette
from dashboards.cells import UNTOLD, Cell, State
from dashboards.looks import below_look, plain_layout, withheld_look
from dashboards.numbers import beside_bar
from dashboards.texts import Texts

Tone = Literal["main", "second", "muted", "light"]

LINE = 19
THICK = 16
GAP = 14
WHISKER = 5
WRAP = 36
COLOUR = {"main": palette.MAIN, "second": palette.SECOND, "muted": palette.MUTED, "light": palette.STEPS[2]}


@dataclass(frozen=True)
class Bar:
    """One bar. Below a limit, `length` is the limit; it is None where no length can be told.

    A whisker goes from `low` to `high`, the published interval of what the bar shows.
    """

    label: str
    length: float | None
    text: str
    state: State = "shown"
    tone: Tone = "main"
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Heading:
    """A line between groups of bars, or a remark after them."""

    label: str
    is_strong: bool = True


def count_bar(label: str, cell: Cell, texts: Texts, tone: Tone = "main") -> Bar:
    """A bar of a count, written with its percentage where one is published; grey where it may still change."""
    length = cell.count if cell.limit is None else cell.limit
    is_provisional = "provisional" in cell.marks
    return Bar(
        label, length, marked(beside_bar(cell, texts), cell, texts), cell.state, "muted" if is_provisional else tone
    )


def marked(text: str, cell: Cell, texts: Texts) -> str:
    """A number as a chart writes it, with the mark of one that may still change."""
    return f"{text} {texts('short.provisional')}" if "provisional" in cell.marks else text


def bars(entries: Sequence[Bar | Heading], end: float = 0) -> go.Figure:
    """The bars in the order given. The axis ends at `end` or the longest told bar, never at a withheld one."""
    top = 0.0
    placed: list[tuple[Bar, float]] = []
    notes: list[dict[str, Any]] = []
    for entry in entries:
        if isinstance(entry, Heading):
            lines = [escape(line, quote=False) for line in textwrap.wrap(entry.label, WRAP - 5)]
            top += 2 * GAP if placed else 0
            strong = "<b>{}</b>" if entry.is_strong else "{}"
            notes.append(_note("<br>".join(strong.format(line) for line in lines), top))
            top += LINE * len(lines) + 8
        else:
            number = entry.text.replace(" ", "\u00a0")  # it stays on one line with what belongs to it
            lines = [escape(line, quote=False) for line in textwrap.wrap(f"{entry.label}\u2003{number}", WRAP)]
            notes.append(_note(_strong_end("<br>".join(lines), escape(number, quote=False)), top))
            top += LINE * len(lines) + 3
            placed.append((entry, top + THICK / 2))
            top += THICK + GAP if _is_drawn(entry) else GAP
    longest = max([end, *(entry.high or entry.length or 0 for entry, _ in placed)]) or 1.0
    figure = go.Figure(data=[*_traces(placed, longest), *_whiskers(placed)], layout=_layout(top, longest))
    figure.layout.annotations = notes
    # Every number starts at a short upright line; of a true zero it is all that is drawn.
    figure.layout.shapes = [_start(at) for entry, at in placed if _is_drawn(entry)]
    return figure


def _is_drawn(bar: Bar) -> bool:
    """Whether anything but its text is seen."""
    return bar.length is not None or bar.state in UNTOLD


def _traces(placed: list[tuple[Bar, float]], longest: float) -> list[go.Bar]:
    made = []
    # A number that has no length on this axis, such as a count among shares, is told by its text alone.
    shown = [(entry, at) for entry, at in placed if entry.state == "shown" and entry.length is not None]
    if shown:
        marker = {"color": [COLOUR[entry.tone] for entry, _ in shown], "line": {"width": 0}}
        made.append(_band([entry.length or 0.0 for entry, _ in shown], [at for _, at in shown], THICK, marker))
    below = [(entry.length, at) for entry, at in placed if entry.state == "below" and entry.length]
    if below:
        # As long as the limit: the number is somewhere in it, and may be zero.
        made.append(_band([length for length, _ in below], [at for _, at in below], THICK - 2, below_look()))
    untold = [at for entry, at in placed if entry.state in UNTOLD]
    if untold:
        # As long as the axis: the band says "somewhere in here", and never how much.
        made.append(_band([longest] * len(untold), untold, THICK - 2, withheld_look()))
    return made


def _whiskers(placed: list[tuple[Bar, float]]) -> list[go.Scatter]:
    """A thin line with a short upright end on either side, over the bars."""
    told = [(entry.low, entry.high, at) for entry, at in placed if entry.low is not None and entry.high is not None]
    if not told:
        return []
    xs = [x for low, high, _ in told for x in (low, low, None, low, high, None, high, high, None)]
    ends = (-WHISKER, WHISKER, None, 0, 0, None, -WHISKER, WHISKER, None)
    ys = [None if end is None else at + end for *_, at in told for end in ends]
    line = {"color": palette.INK, "width": 2}
    return [go.Scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", cliponaxis=False)]


def _band(lengths: list[float], at: list[float], thick: int, marker: dict[str, Any]) -> go.Bar:
    return go.Bar(orientation="h", x=lengths, y=at, width=thick, marker=marker)


def _layout(height: float, longest: float) -> dict[str, Any]:
    still = {"fixedrange": True, "showgrid": False, "showticklabels": False, "ticks": ""}
    return {
        **plain_layout(height, geometry=["y"]),
        "xaxis": {**still, "range": [0, longest], "zeroline": False},
        "yaxis": {**still, "range": [max(height, 60), 0], "zeroline": False},
    }


def _start(at: float) -> dict[str, Any]:
    line = {"color": palette.INK, "width": 2}
    return {"type": "line", "x0": 0, "x1": 0, "y0": at - THICK / 2 - 1, "y1": at + THICK / 2 + 1, "line": line}


def _note(text: str, top: float) -> dict[str, Any]:
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": top,
        "yref": "y",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "xshift": 0,
    }


def _strong_end(line: str, text: str) -> str:
    """The number in bold."""
    return f"{line.removesuffix(text)}<b>{text}</b>" if line.endswith(text) else line

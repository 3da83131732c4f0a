"""Bars with their label above them, so that they read the same on a phone and on a wide screen."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from dashboards import palette
from dashboards.cells import NOT_ANSWERS, Cell, State, cells, parts, whole
from dashboards.texts import Texts

Tone = Literal["main", "second", "muted"]

LINE = 19
THICK = 16
GAP = 14
WRAP = 36
FONT = "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"
# More true zeros than this share one line at the end.
FEW_ZEROS = 2
COLOUR = {"main": palette.MAIN, "second": palette.SECOND, "muted": palette.MUTED}


@dataclass(frozen=True)
class Bar:
    """One bar; `length` is None where the number is hidden or was not reported."""

    label: str
    length: float | None
    text: str
    state: State = "shown"
    tone: Tone = "main"


@dataclass(frozen=True)
class Heading:
    """A line between groups of bars, or a remark after them."""

    label: str
    is_strong: bool = True


def count_bar(label: str, cell: Cell, texts: Texts, tone: Tone = "main") -> Bar:
    """A bar of a count, written with its percentage where one is published."""
    return Bar(label, cell.count, count_text(cell, texts), cell.state, tone)


def written(cell: Cell, texts: Texts) -> str:
    """The number alone, or its mark."""
    return texts(f"mark.{cell.state}") if cell.count is None else texts.number(cell.count)


def count_text(cell: Cell, texts: Texts) -> str:
    """The number as a bar writes it: 12 (3.4%), [c] hidden, [x] no report."""
    if cell.count is None or cell.pct is None:
        return written(cell, texts)
    return texts("mark.count_and_percent", count=texts.number(cell.count), pct=texts.pct(cell.pct))


def bars(entries: Sequence[Bar | Heading], end: float = 0) -> go.Figure:
    """The bars in the order given. The axis ends at `end` or the longest shown bar, never at a hidden one."""
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
            number = _unbroken(entry.text)
            lines = [escape(line, quote=False) for line in textwrap.wrap(f"{entry.label}\u2003{number}", WRAP)]
            notes.append(_note(_strong_end("<br>".join(lines), escape(number, quote=False)), top))
            top += LINE * len(lines) + 3
            placed.append((entry, top + THICK / 2))
            top += GAP if entry.state == "no_report" else THICK + GAP
    longest = max([end, *(entry.length or 0 for entry, _ in placed)]) or 1.0
    figure = go.Figure(data=_traces(placed, longest), layout=_layout(top, longest))
    figure.layout.annotations = notes
    # Every number starts at a short upright line; of a true zero it is all that is drawn.
    figure.layout.shapes = [_start(at) for entry, at in placed if entry.state != "no_report"]
    return figure


def plain_layout(height: float) -> dict[str, Any]:
    """What every chart shares: no decoration, no dragging, system letters."""
    return {
        "template": "none",
        "height": max(int(height), 60),
        "margin": {"l": 2, "r": 2, "t": 2, "b": 2, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": palette.INK},
        "showlegend": False,
        "dragmode": False,
        "hovermode": False,
        "bargap": 0,
        "barmode": "overlay",
    }


def hidden_look() -> dict[str, Any]:
    """The hatched, outlined look of a number that exists and is not told."""
    return {
        "color": palette.HIDDEN_FILL,
        "line": {"color": palette.HIDDEN_LINE, "width": 1},
        "pattern": {"shape": "/", "fgcolor": palette.HIDDEN_LINE, "size": 7, "solidity": 0.15},
    }


def _traces(placed: list[tuple[Bar, float]], longest: float) -> list[go.Bar]:
    made = []
    shown = [(entry, at) for entry, at in placed if entry.state == "shown"]
    if shown:
        made.append(
            go.Bar(
                orientation="h",
                x=[entry.length or 0 for entry, _ in shown],
                y=[at for _, at in shown],
                width=THICK,
                marker={"color": [COLOUR[entry.tone] for entry, _ in shown], "line": {"width": 0}},
            )
        )
    hidden = [at for entry, at in placed if entry.state == "hidden"]
    if hidden:
        # As long as the axis: the band says "somewhere in here", and never how much.
        made.append(go.Bar(orientation="h", x=[longest] * len(hidden), y=hidden, width=THICK - 2, marker=hidden_look()))
    return made


def _layout(height: float, longest: float) -> dict[str, Any]:
    still = {"fixedrange": True, "showgrid": False, "showticklabels": False, "ticks": ""}
    return {
        **plain_layout(height),
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


def _unbroken(text: str) -> str:
    """A number and what belongs to it stay on one line."""
    return text.replace(" ", "\u00a0")


def _strong_end(line: str, text: str) -> str:
    """The number in bold."""
    return f"{line.removesuffix(text)}<b>{text}</b>" if line.endswith(text) else line


def answer_bars(rows: pd.DataFrame, dimension: str, texts: Texts) -> go.Figure:
    """A bar for each answer in the order of the closed list, missing answers in grey, against all known answers.

    Many true zeros are named together in one line; the table has each.
    """
    base = whole(rows, dimension)
    listed = [(cell.values[dimension], cell) for cell in cells(parts(rows, dimension))]
    zeros = [texts.label(dimension, name) for name, cell in listed if cell.count == 0]
    together = len(zeros) > FEW_ZEROS
    drawn: list[Bar | Heading] = [
        count_bar(texts.label(dimension, name), cell, texts, tone_of(name))
        for name, cell in listed
        if not (together and cell.count == 0)
    ]
    if together:
        drawn.append(Heading(texts("mark.zeros", labels=", ".join(zeros)), is_strong=False))
    return bars(drawn, end=0 if base is None else base.count or 0)


def tone_of(answer: str) -> Tone:
    """Grey for a missing answer, whatever the chart."""
    return "muted" if answer in NOT_ANSWERS else "main"

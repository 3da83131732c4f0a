"""Bars of the answers to a question, or of the words of a closed list, with those that say the same on one line."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboards.bars import Bar, Heading, Tone, bars, count_bar
from dashboards.cells import NOT_ANSWERS, Cell, cells, parts, whole
from dashboards.texts import Texts

# More answers than this that say the same, a true zero or one limit, share a line at the end.
FEW = 3


def answer_bars(rows: pd.DataFrame, dimension: str, texts: Texts) -> go.Figure:
    """A bar for each answer in the order of the closed list, missing answers in grey, against all known answers.

    Many true zeros, and many numbers below one limit, are named together in one line; the table has each.
    """
    base = whole(rows, dimension)
    listed = [(texts.label(dimension, cell.values[dimension]), cell) for cell in cells(parts(rows, dimension))]
    together = _together(listed)
    drawn: list[Bar | Heading] = [
        count_bar(label, cell, texts, tone_of(cell.values[dimension]))
        for label, cell in listed
        if _small(cell) not in together
    ]
    for limit, labels in together.items():
        key, said = ("mark.below_each", texts.number(limit)) if limit else ("mark.zeros", "")
        drawn.append(Heading(texts(key, labels=", ".join(labels), limit=said), is_strong=False))
    return bars(drawn, end=0 if base is None else base.count or 0)


def _together(listed: Sequence[tuple[str, Cell]]) -> dict[int | None, list[str]]:
    """Limit to the answers that are below it, where there are many; 0 for true zeros."""
    found: dict[int | None, list[str]] = {}
    for label, cell in listed:
        found.setdefault(_small(cell), []).append(label)
    return {
        limit: labels for limit, labels in sorted(found.items(), key=str) if limit is not None and len(labels) > FEW
    }


def _small(cell: Cell) -> int | None:
    return 0 if cell.count == 0 else cell.limit


def tone_of(answer: str) -> Tone:
    """Grey for a missing answer, whatever the chart."""
    return "muted" if answer in NOT_ANSWERS else "main"

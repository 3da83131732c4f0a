"""What the yearly, quarterly and monthly charts share: lines by kind of source, and a sentence that claims no trend."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.cells import ANY_ANSWER, TOTAL, Cell, breakdown, cells
from dashboards.lines import Line, of_grain, panels
from dashboards.numbers import in_sentence
from dashboards.sentences import untold_note
from dashboards.texts import Texts


def select(rows: pd.DataFrame, grain: str) -> pd.DataFrame:
    """The rows of one grain, in the order of time."""
    chosen = of_grain(breakdown(rows, "period", "source_kind"), grain)
    return chosen[chosen["source_kind"] != ANY_ANSWER].sort_values("period", kind="stable")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A panel for each kind of source; one period alone makes no line.

    Kinds of which nobody was ever recorded have their zeros in the table only.
    """
    periods = list(dict.fromkeys(rows["period"]))
    if len(periods) < 2:
        return None
    points: dict[str, dict[str, Cell]] = {}
    for cell in cells(rows):
        points.setdefault(cell.values["source_kind"], {})[cell.values["period"]] = cell
    lines = [
        Line(texts.label("source_kind", kind), own)
        for kind, own in points.items()
        if any(cell.count or cell.state not in {"shown", "no_report"} for cell in own.values())
    ]
    return panels(lines, periods, texts) if lines else None


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The first and the last published number of all sources together, side by side."""
    listed = cells(rows[rows["source_kind"] == TOTAL])
    shown = [cell for cell in listed if cell.count is not None]
    if len(shown) < 2:
        return texts("sentence.times_few")
    first, last = shown[0], shown[-1]
    said = texts(
        "sentence.times",
        first=in_sentence(first, texts),
        first_period=texts.label("period", first.values["period"]),
        last=in_sentence(last, texts),
        last_period=texts.label("period", last.values["period"]),
    )
    return " ".join(part for part in (said, untold_note(listed, texts), texts("sentence.times_caution")) if part)

"""What the yearly, quarterly and monthly charts share: lines by kind of source, and a sentence that claims no trend."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import compared
from dashboards.cells import ANY_ANSWER, TOTAL, Cell, breakdown, cells
from dashboards.lines import Line, of_grain, panels
from dashboards.sentences import joined, untold_note
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
    """The last published number of all sources together against the one before, and that this is no trend."""
    together = _together(rows)
    notes = compared.in_part(together, texts), untold_note(together, texts), texts("sentence.times_caution")
    return joined(headline(rows, texts), *notes)


def headline(rows: pd.DataFrame, texts: Texts) -> str:
    """The last published number of all sources together against the one before."""
    return compared.side_by_side("sentence.times", _together(rows), texts) or texts("sentence.times_few")


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return compared.side_by_side("message.period", _together(rows), texts)


def _together(rows: pd.DataFrame) -> list[Cell]:
    return cells(rows[rows["source_kind"] == TOTAL])

"""How many people there are behind the records: once with, once without recognising the same person twice."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.bars import bars, count_bar
from dashboards.cells import cells
from dashboards.numbers import in_sentence
from dashboards.texts import Texts

TABLE = "people_range"
PAGE = "overview"
ORDER = 20
TITLE = "charts.overview_range"
NOTES = ("notes.range",)
BOUNDS = ("linked", "summed")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each bound."""
    return bars([count_bar(texts.label("bound", cell.values["bound"]), cell, texts) for cell in cells(rows)])


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """From the lower to the higher number; as rounded they can be the same."""
    bounds = [cell for cell in cells(rows) if cell.values["bound"] in BOUNDS and cell.count is not None]
    if len(bounds) < len(BOUNDS):
        return texts("sentence.range_withheld")
    low, high = sorted(bounds, key=lambda cell: cell.count or 0)
    key = "sentence.range_same" if low.count == high.count else "sentence.range"
    return texts(key, low=in_sentence(low, texts), high=in_sentence(high, texts))

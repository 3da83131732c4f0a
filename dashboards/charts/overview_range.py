"""How many people there are behind the records: once with, once without recognising the same person twice."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.bars import bars, count_bar
from dashboards.cells import cells
from dashboards.texts import Texts

TABLE = "people_range"
PAGE = "overview"
ORDER = 20
TITLE = "charts.overview_range"
NOTES = ("notes.range",)


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each bound."""
    return bars([count_bar(texts.label("bound", cell.values["bound"]), cell, texts) for cell in cells(rows)])


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """From the lower to the higher bound, or the one that is shown."""
    bound = {cell.values["bound"]: cell.count for cell in cells(rows)}
    low, high = bound.get("linked"), bound.get("summed")
    if low is None or high is None:
        return texts("sentence.range_hidden")
    key = "sentence.range_same" if low == high else "sentence.range"
    return texts(key, low=texts.number(low), high=texts.number(high))

"""The trend of the whole community with noise added on purpose, and how far the noise can reach; profile dp only."""

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from dashboards.bars import Bar, bars, count_bar, marked
from dashboards.cells import Cell, cells
from dashboards.texts import Texts

TABLE = "people_by_period"
PAGE = "when"
ORDER = 5
TITLE = "charts.when_noise"


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each period, with all that the number can be in 95 of 100 cases."""
    listed = cells(rows)
    end = max((cell.figures.get("high_95") or 0 for cell in listed), default=0)
    return bars([_bar(cell, texts) for cell in listed], end=end)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """How far the noise can reach, and that small differences say nothing."""
    errors = [error for cell in cells(rows) if (error := cell.figures.get("error_95")) is not None]
    if not errors:
        return texts("sentence.times_few")
    return texts("sentence.noise", error=texts.number(errors[0]))


def _bar(cell: Cell, texts: Texts) -> Bar:
    low, high = cell.figures.get("low_95"), cell.figures.get("high_95")
    bar = count_bar(texts.label("period", cell.values["period"]), cell, texts)
    if cell.count is None or low is None or high is None:
        return bar
    ends = {"least": texts.number(low), "most": texts.number(high)}
    said = texts("number.from_to", number=texts.number(cell.count), **ends)
    return replace(bar, text=marked(said, cell, texts))

"""The trend of the whole community with noise added on purpose, and how far the noise can reach; profile dp only."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import palette
from dashboards.bars import bars, count_bar
from dashboards.cells import cells
from dashboards.texts import Texts

TABLE = "people_by_period"
PAGE = "when"
ORDER = 5
TITLE = "charts.when_noise"


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each period, and a line over all that the number can be in 95 of 100 cases."""
    listed = cells(rows)
    figure = bars(
        [count_bar(texts.label("period", cell.values["period"]), cell, texts) for cell in listed],
        end=max((cell.figures.get("high_95") or 0 for cell in listed), default=0),
    )
    if figure.data:
        for cell, at in zip(listed, figure.data[0].y, strict=True):
            ends = [cell.figures.get("low_95"), cell.figures.get("high_95")]
            figure.add_trace(go.Scatter(x=ends, y=[at, at], mode="lines", line={"color": palette.INK, "width": 2}))
    return figure


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """How far the noise can reach, and that small differences say nothing."""
    errors = [error for cell in cells(rows) if (error := cell.figures.get("error_95")) is not None]
    if not errors:
        return texts("sentence.times_few")
    return texts("sentence.noise", error=texts.number(errors[0]))

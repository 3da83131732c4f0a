"""New identifications by month, one panel for each kind of source."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import over_time
from dashboards.texts import Texts

TABLE = "identifications_by_period"
PAGE = "when"
ORDER = 30
TITLE = "charts.when_month"
NOTES = ("notes.own_scales",)


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of each month."""
    return over_time.select(rows, "month")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A panel for each kind of source."""
    return over_time.draw(rows, texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The first and the last month, with the caution that feeds start and stop."""
    return over_time.sentence(rows, texts)

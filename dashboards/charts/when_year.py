"""New identifications by year, one panel for each kind of source."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import over_time
from dashboards.sentences import joined
from dashboards.texts import Texts

TABLE = "identifications_by_period"
PAGE = "when"
ORDER = 10
TITLE = "charts.when_year"
NOTES = ("notes.own_scales",)


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of each year."""
    return over_time.select(rows, "year")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A panel for each kind of source."""
    return over_time.draw(rows, texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The first and the last year, with the caution that feeds start and stop."""
    return over_time.sentence(rows, texts)


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The last year against the one before, all sources together."""
    return over_time.message(rows, texts)


def headline(rows: pd.DataFrame, texts: Texts) -> str:
    """The comparison, and what else can be behind it."""
    return joined(over_time.headline(rows, texts), texts("sentence.feeds"))

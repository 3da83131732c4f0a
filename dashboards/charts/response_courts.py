"""What became of people accused of trafficking before a court."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.answers import answer_bars
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "court_cases_by_stage_and_outcome"
PAGE = "response"
ORDER = 20
TITLE = "charts.response_courts"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each answer."""
    return breakdown(rows, "court_outcome")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each answer."""
    return answer_bars(rows, "court_outcome", texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The answer given most often."""
    return sentences.most_frequent(rows, "court_outcome", texts, texts("nouns.defendants"))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return sentences.most_often(rows, "court_outcome", texts)

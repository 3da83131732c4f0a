"""By which way tips came in."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.answers import answer_bars
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "tips_by_channel"
PAGE = "response"
ORDER = 30
TITLE = "charts.response_tips"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each answer."""
    return breakdown(rows, "tip_channel")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each answer."""
    return answer_bars(rows, "tip_channel", texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The answer given most often."""
    return sentences.most_frequent(rows, "tip_channel", texts, texts("nouns.tips"))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return sentences.most_often(rows, "tip_channel", texts)

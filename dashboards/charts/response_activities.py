"""What programmes did."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.answers import answer_bars
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "activities_by_kind"
PAGE = "response"
ORDER = 40
TITLE = "charts.response_activities"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each answer."""
    return breakdown(rows, "activity_kind")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each answer."""
    return answer_bars(rows, "activity_kind", texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The answer given most often."""
    return sentences.most_frequent(rows, "activity_kind", texts, texts("nouns.activities"))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return sentences.most_often(rows, "activity_kind", texts)

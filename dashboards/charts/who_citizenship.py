"""The citizenship of the people identified."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.answers import answer_bars
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "people_by_citizenship"
PAGE = "who"
ORDER = 30
TITLE = "charts.who_citizenship"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each answer."""
    return breakdown(rows, "citizenship_group")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each answer."""
    return answer_bars(rows, "citizenship_group", texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The answer given most often."""
    return sentences.most_frequent(rows, "citizenship_group", texts, texts("nouns.people"))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return sentences.most_often(rows, "citizenship_group", texts)

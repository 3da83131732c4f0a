"""The gender of the people identified."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.answers import answer_bars
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "people_by_age_and_gender"
PAGE = "who"
ORDER = 10
TITLE = "charts.who_gender"
KEY_POINT = True


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each answer."""
    return breakdown(rows, "gender")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each answer."""
    return answer_bars(rows, "gender", texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The answer given most often."""
    return sentences.most_frequent(rows, "gender", texts, texts("nouns.people"))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return sentences.most_often(rows, "gender", texts)


def headline(rows: pd.DataFrame, texts: Texts) -> str:
    """The sentence without its remark on what is not told."""
    return sentences.leading(rows, "gender", texts, texts("nouns.people"))

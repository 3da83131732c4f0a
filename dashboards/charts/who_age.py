"""The age of the people identified; its table crosses age with gender."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.answers import answer_bars
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "people_by_age_and_gender"
PAGE = "who"
ORDER = 20
TITLE = "charts.who_age"
KEY_POINT = True


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each age group, all genders together."""
    return answer_bars(breakdown(rows, "age_group"), "age_group", texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The age group recorded most often."""
    return sentences.most_frequent(breakdown(rows, "age_group"), "age_group", texts, texts("nouns.people"))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return sentences.most_often(breakdown(rows, "age_group"), "age_group", texts)

"""The people suspected in police records, by age and sex."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.answers import answer_bars
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "suspects_by_age_and_sex"
PAGE = "who"
ORDER = 40
TITLE = "charts.who_suspects"


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each sex, all ages together."""
    return answer_bars(breakdown(rows, "sex"), "sex", texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The sex recorded most often."""
    return sentences.most_frequent(breakdown(rows, "sex"), "sex", texts, texts("nouns.suspects"))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return sentences.most_often(breakdown(rows, "sex"), "sex", texts)

"""One bar for each answer of a published table; its title is the title of the table."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.answers import answer_bars
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "people_by_recruitment"
PAGE = "how"
ORDER = 90


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each answer."""
    return breakdown(rows, "recruitment")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each answer."""
    return answer_bars(rows, "recruitment", texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The answer given most often."""
    return sentences.most_frequent(rows, "recruitment", texts, texts("nouns.people"))

"""What became of the incidents in police records."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.answers import answer_bars
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "incidents_by_clearance"
PAGE = "response"
ORDER = 10
TITLE = "charts.response_clearance"
KEY_POINT = True


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each answer."""
    return breakdown(rows, "clearance")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each answer."""
    return answer_bars(rows, "clearance", texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The answer given most often."""
    return sentences.most_frequent(rows, "clearance", texts, texts("nouns.incidents"))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return sentences.most_often(rows, "clearance", texts)


def headline(rows: pd.DataFrame, texts: Texts) -> str:
    """The sentence without its remark on what is not told."""
    return sentences.leading(rows, "clearance", texts, texts("nouns.incidents"))

"""How many people were identified or reported, as one number."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import sentences
from dashboards.cells import breakdown
from dashboards.texts import Texts

TABLE = "people_by_age_and_gender"
PAGE = "overview"
ORDER = 10
TITLE = "charts.overview_total"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """The one cell that counts everybody."""
    return breakdown(rows)


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:  # noqa: ARG001  every chart takes both
    """One number needs no chart."""
    return None


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The number, in a sentence."""
    return sentences.total(rows, texts, "sentence.people")

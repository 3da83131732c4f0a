"""The forms of exploitation in the counts that organisations made themselves; never added up."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.cells import without_unused
from dashboards.texts import Texts

TABLE = "tallies_by_exploitation"
PAGE = "services"
ORDER = 40
TITLE = "charts.services_tallied_forms"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """The organisations that share any totals at all."""
    return without_unused(rows, set(rows["source"]).__contains__)


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:  # noqa: ARG001  every chart takes both
    """No chart: bars beside each other would invite to add them up."""
    return None


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """How many organisations share totals, and what not to do with them."""
    key = "sentence.tallies_one" if rows["source"].nunique() == 1 else "sentence.tallies"
    return texts(key, sources=texts.number(rows["source"].nunique()))

"""Every area and year as a table: as many small charts would invite to compare what is chance."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.area_rows import CHANCE
from dashboards.lines import of_grain
from dashboards.texts import Texts

TABLE = "people_by_area"
PAGE = "where"
ORDER = 25
TITLE = "charts.where_years"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each area and year."""
    return of_grain(rows, "year").drop(columns=["population", "rate_per_100k", *CHANCE], errors="ignore")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:  # noqa: ARG001  every chart takes both
    """No chart."""
    return None


def sentence(rows: pd.DataFrame, texts: Texts) -> str:  # noqa: ARG001  every chart takes both
    """What the table is for."""
    return texts("sentence.area_years")

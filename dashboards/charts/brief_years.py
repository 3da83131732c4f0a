"""On the page of an area: its number in each year, with the rate in the table."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.bars import bars, count_bar
from dashboards.cells import cells
from dashboards.lines import of_grain
from dashboards.texts import Texts

TABLE = "people_by_area"
PAGE = "brief"
ORDER = 20
TITLE = "charts.brief_years"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each year of the area."""
    years = of_grain(rows[rows["is_area"]], "year")
    return years.drop(columns=["base", "pct", "funnel_low", "funnel_high"], errors="ignore")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each year."""
    return bars([count_bar(texts.label("period", cell.values["period"]), cell, texts) for cell in cells(rows)])


def sentence(rows: pd.DataFrame, texts: Texts) -> str:  # noqa: ARG001  every chart takes both
    """What a change from one year to the next can come from."""
    return texts("sentence.brief_years")

"""On the page of an area: its number in each year, with the rate in the table."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import compared
from dashboards.bars import bars, count_bar
from dashboards.cells import cells
from dashboards.lines import of_grain
from dashboards.sentences import joined
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
    """A bar for each year; one alone is no comparison."""
    drawn = [count_bar(texts.label("period", cell.values["period"]), cell, texts) for cell in cells(rows)]
    return bars(drawn) if len(drawn) > 1 else None


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """What a change from one year to the next can come from."""
    return joined(compared.in_part(cells(rows), texts), texts("sentence.brief_years"))

"""How many people were identified or reported, in all and year by year."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import compared
from dashboards.area_rows import CHANCE
from dashboards.bars import bars, count_bar
from dashboards.cells import TOTAL, breakdown, cells
from dashboards.lines import of_grain
from dashboards.sentences import joined, untold_note
from dashboards.texts import Texts

TABLE = "people_by_area"
PAGE = "overview"
ORDER = 10
TITLE = "charts.overview_years"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """All areas together: the total, and each year."""
    whole = breakdown(rows, "period").drop(columns=["population", *CHANCE], errors="ignore")
    return pd.concat([whole[whole["period"] == TOTAL], _years(whole)])


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each year; one alone is no comparison."""
    years = cells(_years(rows))
    drawn = [count_bar(texts.label("period", cell.values["period"]), cell, texts) for cell in years]
    return bars(drawn) if len(drawn) > 1 else None


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The last year against the one before."""
    years = cells(_years(rows))
    said = compared.side_by_side("sentence.people_year", years, texts) or texts("sentence.times_few")
    return joined(said, compared.in_part(years, texts), untold_note(years, texts), texts("sentence.more_reports"))


def message(rows: pd.DataFrame, texts: Texts) -> str:
    """The same in a few words."""
    return compared.side_by_side("message.period", cells(_years(rows)), texts)


def _years(rows: pd.DataFrame) -> pd.DataFrame:
    return of_grain(rows, "year").sort_values("period", kind="stable")

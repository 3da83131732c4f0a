"""The published rate of each area on a map, in the last year that has rates; where there is no map, the table."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.area_map import Area, area_map
from dashboards.area_rows import CHANCE, latest_with_rates, leaves, smallest_with_shape
from dashboards.cells import cells
from dashboards.sentences import joined, untold_note
from dashboards.texts import Texts

TABLE = "people_by_area"
PAGE = "where"
ORDER = 10
TITLE = "charts.where_map"
STATISTIC = "statistics.rate"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each area, in the last year that has rates."""
    return latest_with_rates(rows).drop(columns=list(CHANCE), errors="ignore")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """The smallest areas that have an outline; no map without outlines or rates."""
    drawn = smallest_with_shape(rows)
    if drawn.empty or "rate_per_100k" not in drawn or drawn["rate_per_100k"].isna().all():
        return None
    areas = [
        Area(texts.label("area", cell.values["area"]), shape, cell.figures.get("rate_per_100k"), cell.state)
        for cell, shape in zip(cells(drawn), drawn["shape"], strict=True)
    ]
    return area_map(areas, texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """How many areas can be shown, and what a rate is and is not."""
    listed = cells(leaves(rows))
    shown = sum(cell.state == "shown" for cell in listed)
    period = texts.label("period", str(rows["period"].iloc[0]))
    said = texts("sentence.areas", period=period, shown=texts.number(shown), areas=texts.number(len(listed)))
    return joined(said, untold_note(listed, texts))

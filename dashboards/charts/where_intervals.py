"""The published rate of each area with its interval, in the order of the areas file, never by size."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.bars import Bar, bars
from dashboards.cells import TOTAL, Cell, cells
from dashboards.chance import rated_areas
from dashboards.numbers import in_chart, with_figure
from dashboards.texts import Texts

TABLE = "people_by_area"
PAGE = "where"
ORDER = 22
TITLE = "charts.where_intervals"
STATISTIC = "statistics.rate"
NOTES = ("notes.intervals",)


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """All areas together and the smallest areas, in the last year that has rates."""
    return rated_areas(rows).drop(columns=["funnel_low", "funnel_high", "against"], errors="ignore")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each area, and over it the interval."""
    return bars([rate_bar(cell, texts) for cell in cells(rows)])


def sentence(rows: pd.DataFrame, texts: Texts) -> str:  # noqa: ARG001  every chart takes both
    """How to read the lines over the bars."""
    return texts("sentence.intervals")


def rate_bar(cell: Cell, texts: Texts) -> Bar:
    """A bar of a rate with its interval, the count written beside it."""
    rate, area = cell.figures.get("rate_per_100k"), cell.values["area"]
    name = texts("funnel.every") if area == TOTAL else texts.label("area", area)
    if cell.count is None:
        # A limit on the number of people is no length on an axis of rates.
        alone = in_chart(cell, texts)
        return Bar(name, None, texts("mark.no_rate", count=alone) if cell.limit else alone, cell.state)
    if rate is None:
        return Bar(name, None, texts("mark.no_rate", count=in_chart(cell, texts)))
    said = with_figure("mark.rate_and_count", cell, texts, rate=texts.decimal(rate))
    low, high = cell.figures.get("rate_low"), cell.figures.get("rate_high")
    # Light, so that the interval is seen where it lies over the bar.
    return Bar(name, rate, said, tone="light", low=low, high=high)

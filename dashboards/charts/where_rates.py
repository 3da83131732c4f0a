"""Areas by their published rate, with the count beside it; hidden areas stand at the end, in the order of the list."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.area_rows import latest_with_rates, leaves
from dashboards.bars import Bar, bars
from dashboards.cells import Cell, cells
from dashboards.texts import Texts

TABLE = "people_by_area"
PAGE = "where"
ORDER = 20
TITLE = "charts.where_rates"
STATISTIC = "statistics.rate"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """The smallest areas that are published, in the last year that has rates, highest published rate first."""
    if "rate_per_100k" not in rows.columns or rows["rate_per_100k"].isna().all():
        return rows.iloc[0:0]
    one = leaves(latest_with_rates(rows))
    return one.sort_values("rate_per_100k", ascending=False, na_position="last", kind="stable")


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A bar for each area."""
    return bars([_bar(cell, texts) for cell in cells(rows)])


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The highest and the lowest published rate, with the caution that small numbers move a lot."""
    rated = [cell for cell in cells(rows) if cell.figures.get("rate_per_100k") is not None]
    if len(rated) < 2:
        return texts("sentence.rates_few")
    first, last = rated[0], rated[-1]
    period = texts.label("period", first.values["period"])
    return texts("sentence.rates", period=period, **_words("high", first, texts), **_words("low", last, texts))


def _words(end: str, cell: Cell, texts: Texts) -> dict[str, str]:
    return {
        f"{end}_area": texts.label("area", cell.values["area"]),
        f"{end}_rate": texts.decimal(cell.figures["rate_per_100k"] or 0),
        f"{end}_count": texts.number(cell.count or 0),
    }


def _bar(cell: Cell, texts: Texts) -> Bar:
    rate = cell.figures.get("rate_per_100k")
    name = texts.label("area", cell.values["area"])
    if cell.count is None:
        return Bar(name, None, texts(f"mark.{cell.state}"), cell.state)
    if rate is None:
        return Bar(name, None, texts("mark.no_rate", count=texts.number(cell.count)), "no_report")
    return Bar(name, rate, texts("mark.rate_and_count", rate=texts.decimal(rate), count=texts.number(cell.count)))

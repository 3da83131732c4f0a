"""Published rates over populations, with the limits of what chance alone would give; no area stands before another."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.cells import TOTAL, Cell, cells
from dashboards.chance import against, compared, differing, rated_areas
from dashboards.funnel import Spot, funnel
from dashboards.sentences import joined
from dashboards.texts import Texts

TABLE = "people_by_area"
PAGE = "where"
ORDER = 20
TITLE = "charts.where_rates"
STATISTIC = "statistics.rate"
NOTES = ("notes.funnel", "notes.intervals")


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """All areas together and the smallest areas, in the last year that has rates."""
    return rated_areas(rows)


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A point for each area that has a rate; nothing without the rate of all areas together."""
    listed = cells(rows)
    whole = next((cell.figures.get("rate_per_100k") for cell in listed if cell.values["area"] == TOTAL), None)
    spots = [spot for cell in listed if (spot := _spot(cell, texts)) is not None]
    return None if whole is None or not any(spot.rate for spot in spots) else funnel(spots, whole, texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The rate of all areas together, and which areas differ from it by more than chance alone would explain."""
    whole, areas = _whole(rows, texts), cells(rows)[1:]
    if not whole or not areas:
        return texts("sentence.rates_few")
    return joined(whole, compared(areas, texts), texts("sentence.rates_caution"))


def headline(rows: pd.DataFrame, texts: Texts) -> str:
    """The same without those that have no rate."""
    whole, areas = _whole(rows, texts), cells(rows)[1:]
    return joined(whole, differing(areas, texts)) if whole and areas else texts("sentence.rates_few")


def _whole(rows: pd.DataFrame, texts: Texts) -> str:
    """The rate of all areas together; empty where none is told."""
    whole = cells(rows)[0]
    rate = whole.figures.get("rate_per_100k")
    if rate is None or whole.values["area"] != TOTAL:
        return ""
    return texts("sentence.rates", period=texts.label("period", whole.values["period"]), rate=texts.decimal(rate))


def _spot(cell: Cell, texts: Texts) -> Spot | None:
    people, low, high = (cell.figures.get(name) for name in ("population", "funnel_low", "funnel_high"))
    if people is None or low is None or high is None:
        return None
    rate, stands = cell.figures.get("rate_per_100k"), against(cell)
    return Spot(texts.label("area", cell.values["area"]), people, low, high, rate, stands in {"higher", "lower"})

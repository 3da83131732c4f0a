"""On the page of an area: how many people were identified, and the rate against that of all areas together."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.area_rows import last_rated
from dashboards.bars import bars
from dashboards.cells import TOTAL, UNTOLD, Cell, breakdown, cells
from dashboards.chance import Against, against
from dashboards.charts.where_intervals import rate_bar
from dashboards.numbers import in_sentence
from dashboards.sentences import joined
from dashboards.texts import Texts

TABLE = "people_by_area"
PAGE = "brief"
ORDER = 10
TITLE = "charts.brief_rate"
STATISTIC = "statistics.rate"


def select(rows: pd.DataFrame) -> pd.DataFrame:
    """The area and all areas together, in the last year in which all areas have a rate."""
    if not rows["is_area"].any():
        return rows.iloc[0:0]
    one = breakdown(rows, "area", period=last_rated(rows))
    stands = [against(cell) for cell in cells(one)]
    return one.drop(columns=["base", "pct", "funnel_low", "funnel_high"], errors="ignore").assign(against=stands)


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """Two bars with their intervals."""
    return bars([rate_bar(cell, texts) for cell in sorted(cells(rows), key=_is_whole)])


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """The number, the comparison, and what neither of them says."""
    listed = cells(rows)
    own = next(cell for cell in listed if not _is_whole(cell))
    stands = dict(zip(rows["area"], rows["against"], strict=True))[own.values["area"]]
    of_all = next((cell.figures.get("rate_per_100k") for cell in listed if _is_whole(cell)), None)
    words = {"area": texts.label("area", own.values["area"]), "period": texts.label("period", own.values["period"])}
    if own.state in UNTOLD or own.state == "no_report":
        return texts("brief.withheld" if own.state in UNTOLD else "brief.no_report", **words)
    said = texts("brief.below" if own.limit else "brief.number", number=in_sentence(own, texts), **words)
    return joined(said, _rate(own, stands, of_all, texts))


def _rate(own: Cell, stands: Against, of_all: float | None, texts: Texts) -> str:
    rate, low, high = (own.figures.get(name) for name in ("rate_per_100k", "rate_low", "rate_high"))
    if own.limit:
        return ""
    if rate is None or low is None or high is None:
        return texts("brief.no_rate")
    said = texts("brief.rate", rate=texts.decimal(rate), low=texts.decimal(low), high=texts.decimal(high))
    if of_all is None or stands not in {"higher", "lower", "near"}:
        return said
    return joined(said, texts(f"brief.{stands}", whole=texts.decimal(of_all)))


def _is_whole(cell: Cell) -> bool:
    return cell.values["area"] == TOTAL

"""Areas by their published rate, with the count beside it; areas without one stand at the end, as they are listed."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.area_rows import latest_with_rates, leaves
from dashboards.bars import Bar, bars
from dashboards.cells import Cell, cells
from dashboards.numbers import in_chart, in_sentence, with_figure
from dashboards.order import may_be_largest, may_be_smallest, rate_span
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
    """From the lowest to the highest published rate; areas are named only where nothing overlaps."""
    spans = {at: span for at, cell in enumerate(cells(rows)) if (span := rate_span(cell)) is not None}
    if len(spans) < 2:
        return texts("sentence.rates_few")
    rated = [cell for at, cell in enumerate(cells(rows)) if at in spans]
    high, low = rated[0], rated[-1]
    ordered = list(spans.values())
    is_certain = may_be_largest(ordered) == [0] and may_be_smallest(ordered) == [len(ordered) - 1]
    period = texts.label("period", high.values["period"])
    key = "sentence.rates" if is_certain else "sentence.rates_overlap"
    return texts(key, period=period, **_words("high", high, texts), **_words("low", low, texts))


def _words(end: str, cell: Cell, texts: Texts) -> dict[str, str]:
    return {
        f"{end}_area": texts.label("area", cell.values["area"]),
        f"{end}_rate": texts.decimal(cell.figures["rate_per_100k"] or 0),
        f"{end}_count": in_sentence(cell, texts),
    }


def _bar(cell: Cell, texts: Texts) -> Bar:
    rate = cell.figures.get("rate_per_100k")
    name = texts.label("area", cell.values["area"])
    if cell.count is None:
        # A limit on the number of people is no length on an axis of rates.
        alone = in_chart(cell, texts)
        return Bar(name, None, texts("mark.no_rate", count=alone) if cell.limit else alone, cell.state)
    if rate is None:
        return Bar(name, None, texts("mark.no_rate", count=in_chart(cell, texts)))
    return Bar(name, rate, with_figure("mark.rate_and_count", cell, texts, rate=texts.decimal(rate)))

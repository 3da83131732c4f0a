"""What the two coverage charts share: which source reported for which period."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.strip import strip
from dashboards.texts import Texts


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A strip of boxes for each source."""
    periods = sorted(set(rows["period"]))
    came = {
        texts.label("source", str(source)): [_flag(own, period) for period in periods]
        for source, own in rows.groupby("source", sort=False)
    }
    return strip(came, periods)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """Which sources have a report for every period listed, and which do not."""
    every = [str(source) for source, own in rows.groupby("source", sort=False) if own["has_report"].astype(bool).all()]
    names = [texts.label("source", source) for source in every]
    number = rows["source"].nunique()
    key = "sentence.reports_all" if len(every) == number else "sentence.reports" if every else "sentence.reports_none"
    return texts(key, names=texts.series(names), number=texts.number(len(every)), sources=texts.number(number))


def _flag(own: pd.DataFrame, period: str) -> bool | None:
    found = own.loc[own["period"] == period, "has_report"]
    return None if found.empty else bool(found.iloc[0])

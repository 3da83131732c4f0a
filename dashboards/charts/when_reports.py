"""Which source reported for which period, beside the lines that it explains."""

import pandas as pd
import plotly.graph_objects as go

from dashboards import reports
from dashboards.texts import Texts

TABLE = "coverage"
PAGE = "when"
ORDER = 40
TITLE = "charts.when_reports"
STATISTIC = "statistics.reports"
NOTES = ("notes.reports",)


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A strip of boxes for each source."""
    return reports.draw(rows, texts)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """Which sources reported for every period."""
    return reports.sentence(rows, texts)

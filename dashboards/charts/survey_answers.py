"""What people answered in the survey, question by question; weighted percentages where the survey has a design."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.bars import Bar, Heading, bars, tone_of
from dashboards.cells import WHOLES, Cell, cells
from dashboards.texts import Texts

TABLE = "survey_answers"
PAGE = "survey"
ORDER = 10
TITLE = "charts.survey_answers"
STATISTIC = "statistics.answers"
NOTES = ("notes.survey_weights",)


def draw(rows: pd.DataFrame, texts: Texts) -> go.Figure | None:
    """A group of bars for each question."""
    entries: list[Bar | Heading] = []
    for question, own in rows.groupby("question", sort=False):
        entries.append(Heading(texts.label("question", str(question))))
        entries += [_bar(cell, texts) for cell in cells(own) if cell.values["answer"] not in WHOLES]
    return bars(entries, end=100)


def sentence(rows: pd.DataFrame, texts: Texts) -> str:
    """How many questions there are, and that a survey speaks for those who answered it."""
    number = rows["question"].nunique()
    hidden = sum(cell.state == "hidden" for cell in cells(rows))
    said = texts("sentence.survey_one" if number == 1 else "sentence.survey", questions=texts.number(number))
    return said if not hidden else f"{said} {texts('sentence.survey_hidden', hidden=texts.number(hidden))}"


def _bar(cell: Cell, texts: Texts) -> Bar:
    answer = cell.values["answer"]
    share = cell.figures.get("weighted_pct")
    share = cell.pct if share is None else share
    name = texts.label("answer", answer)
    if cell.count is None:
        return Bar(name, None, texts(f"mark.{cell.state}"), cell.state)
    if share is None:
        return Bar(name, None, texts("mark.answers_only", count=texts.number(cell.count)), "no_report")
    text = texts("mark.share_and_answers", pct=texts.pct(share), count=texts.number(cell.count))
    return Bar(name, share, text, "shown", tone_of(answer))

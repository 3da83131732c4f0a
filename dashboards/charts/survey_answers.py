"""What people answered in the survey, question by question; weighted percentages where the survey has a design."""

import pandas as pd
import plotly.graph_objects as go

from dashboards.answers import tone_of
from dashboards.bars import Bar, Heading, bars
from dashboards.cells import ANY_ANSWER, NOT_ANSWERS, WHOLES, Cell, cells
from dashboards.numbers import in_chart, in_sentence, with_figure
from dashboards.order import may_be_largest, span
from dashboards.sentences import joined, untold_note
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
    said = texts("sentence.survey_one" if number == 1 else "sentence.survey", questions=texts.number(number))
    return joined(said, untold_note(cells(rows), texts))


def headline(rows: pd.DataFrame, texts: Texts) -> str:
    """What was surely answered most often to the first question of which that can be told."""
    for question, own in rows.groupby("question", sort=False):
        listed = [cell for cell in cells(own) if cell.values["answer"] not in {*WHOLES, *NOT_ANSWERS}]
        base = next((cell for cell in cells(own) if cell.values["answer"] == ANY_ANSWER), None)
        first = [listed[at] for at in may_be_largest([span(cell) for cell in listed])]
        shares = [share for cell in listed if (share := _share(cell)) is not None]
        if len(first) == 1 and base and base.count and first[0].count and _share(first[0]) == max(shares, default=0):
            is_weighted = first[0].figures.get("weighted_pct") is not None
            return texts(
                "sentence.survey_weighted" if is_weighted else "sentence.survey_leading",
                question=texts.label("question", str(question)),
                label=texts("list.quoted", label=texts.label("answer", first[0].values["answer"])),
                pct=texts.about_pct(max(shares)),
                count=in_sentence(first[0], texts),
                base=in_sentence(base, texts),
            )
    return ""


def _share(cell: Cell) -> float | None:
    """The weighted share where there is one, as the chart shows it."""
    share = cell.figures.get("weighted_pct")
    return cell.pct if share is None else share


def _bar(cell: Cell, texts: Texts) -> Bar:
    answer = cell.values["answer"]
    share = _share(cell)
    name = texts.label("answer", answer)
    if cell.count is None:
        # A limit on the number of answers is no length on an axis of percentages.
        alone = in_chart(cell, texts)
        return Bar(name, None, texts("mark.answers_only", count=alone) if cell.limit else alone, cell.state)
    if share is None:
        return Bar(name, None, texts("mark.answers_only", count=in_chart(cell, texts)))
    text = with_figure("mark.share_and_answers", cell, texts, pct=texts.pct(share))
    return Bar(name, share, text, "shown", tone_of(answer))

"""From the rows and outcomes of one organisation to the numbers of its card. Nothing here reads a disk or a clock."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pipelines.scorecard.card import Answers, Given, Repeated
from schemas.fields import RecordType
from schemas.periods import first_month, last_month, period_of
from schemas.problems import Problem
from schemas.source import Rhythm
from schemas.words import MISSING

# So few records may well be alike.
ENOUGH_TO_BE_ALIKE = 20


def months_of(period: str) -> tuple[str, ...]:
    """Every month of a year, a quarter or a month."""
    first, last = first_month(period), last_month(period)
    return tuple(f"{first[:4]}-{month:02d}" for month in range(int(first[5:]), int(last[5:]) + 1))


def expected(months: Sequence[str], rhythm: Rhythm | None, on: date | None) -> tuple[str, ...]:
    """The periods for which something should have come: every month, or with a rhythm what has ended by the day."""
    if rhythm is None:
        return tuple(months)
    periods = dict.fromkeys(period_of(month, rhythm) for month in months)
    return tuple(period for period in periods if on is None or last_month(period) < f"{on:%Y-%m}")


def covered(periods: Sequence[str], given: Iterable[Given]) -> tuple[str, ...]:
    """The months, quarters or years that any delivery speaks of."""
    spans = [(each.period_from, each.period_to) for each in given if each.period_from]
    return tuple(
        period
        for period in periods
        if any(first <= last_month(period) and first_month(period) <= last for first, last in spans)
    )


def days_after(period_to: str, on: date | None) -> int | None:
    """Days from the end of the last month to the arrival; 0 for what comes before the month has ended."""
    if on is None or not period_to:
        return None
    year, month = int(period_to[:4]), int(period_to[5:])
    return max(0, (on - date(year, month, monthrange(year, month)[1])).days)


def rows_of(rows: pd.DataFrame, record: RecordType, months: Sequence[str]) -> pd.DataFrame:
    """The rows whose date or period lies within the months; a year that stands alone is in a whole year only."""
    dates = [field.name for field in record.fields if field.kind == "date"]
    if dates:
        month = pd.to_datetime(rows[dates[0]]).dt.strftime("%Y-%m")
        if len(months) < 12:
            month = month.where(rows[f"{dates[0]}_precision"].astype(object) != "year")
        return rows[month.isin(months)]
    inside = [
        isinstance(period, str) and first_month(period) in months and last_month(period) in months
        for period in rows["period"].astype(object)
    ]
    return rows[inside]


def new_years_days(rows: pd.DataFrame, record: RecordType) -> tuple[int, int]:
    """Whole dates on 1 January, which programs write where only the year is known, and all whole dates."""
    dates = [field.name for field in record.fields if field.kind == "date"]
    if not dates or rows.empty:
        return 0, 0
    whole = pd.to_datetime(rows[dates[0]][rows[f"{dates[0]}_precision"].astype(object) == "day"])
    return int(((whole.dt.month == 1) & (whole.dt.day == 1)).sum()), len(whole)


def answers_of(rows: pd.DataFrame, record: RecordType) -> list[Answers]:
    """What the rows say to every field with a closed list, to the area, and to every question of a survey."""
    found = []
    for field in record.fields:
        if not field.kept or field.name not in rows:
            continue
        values = rows[field.name].astype(object)
        if field.kind == "answers":
            found += _questions(record.name, values)
        elif field.list or field.kind == "area":
            found.append(_answers(record.name, field.name, values))
    return [each for each in found if each.asked]


def repeated(problems: Iterable[Sequence[Problem]]) -> tuple[Repeated, ...]:
    """What held rows back, or stopped files, in more than one delivery, most deliveries first."""
    met: dict[tuple[str, str], list[Problem]] = {}
    for delivery in problems:
        for key, same in _by_kind(delivery).items():
            met.setdefault(key, []).append(same)
    several = [
        Repeated(each[0], len(each), sum(problem.count for problem in each)) for each in met.values() if len(each) > 1
    ]
    return tuple(
        sorted(several, key=lambda each: (-each.deliveries, -each.rows, each.problem.code, each.problem.column))
    )


def _by_kind(problems: Sequence[Problem]) -> dict[tuple[str, str], Problem]:
    found: dict[tuple[str, str], Problem] = {}
    for each in sorted(problems, key=lambda each: -each.count):
        if each.level != "note":
            found.setdefault((each.code, each.column), each)
    return found


def _questions(record: str, values: "pd.Series[Any]") -> list[Answers]:
    """Answers travel as question:answer;question:answer; a question with several answers is told several times."""
    told: dict[str, list[str]] = {}
    for text in values.dropna():
        row: dict[str, str] = {}
        for pair in str(text).split(";"):
            question, _, answer = pair.partition(":")
            row[question] = f"{row[question]};{answer}" if question in row else answer
        for question, answer in row.items():
            told.setdefault(question, []).append(answer)
    return [_answers(record, question, pd.Series(texts, dtype=object)) for question, texts in sorted(told.items())]


def _answers(record: str, field: str, values: "pd.Series[Any]") -> Answers:
    counts = Counter("unknown" if value is None or value != value else str(value) for value in values)  # noqa: PLR0124  # nan
    missing = {word: counts.pop(word, 0) for word in MISSING}
    answered = sum(counts.values())
    is_alike = (
        len(counts) == 1 and answered >= ENOUGH_TO_BE_ALIKE and answered == len(values) - missing["not_collected"]
    )
    return Answers(record, field, answered, same=answered if is_alike else 0, **missing)

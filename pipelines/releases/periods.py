"""The calendar of releases: when a period ends, from which day on it may leave, and which one comes next."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from schemas.periods import PERIOD, last_month
from schemas.problems import ReleaseStopped, problem

MONTHS = {"year": 12, "quarter": 3, "month": 1}


def read_period(text: str) -> str:
    """A year, a quarter or a month as it was typed; ReleaseStopped where it is none."""
    if not PERIOD.fullmatch(text) or text.startswith("0"):
        raise ReleaseStopped(problem("TIP-E566", period=text))
    return text


def last_day(period: str) -> date:
    """The last day of a period."""
    year, month = map(int, last_month(period).split("-"))
    return date(year, month, monthrange(year, month)[1])


def first_day_to_release(period: str, lag_days: int) -> date:
    """The first day on which late reports have had their time."""
    return last_day(period) + timedelta(days=lag_days)


def next_period(period: str) -> str:
    """The period of the same length that follows."""
    months = MONTHS[length(period)]
    year, month = map(int, last_month(period).split("-"))
    year, month = divmod(12 * year + month - 1 + months, 12)
    return {1: f"{year}-{month + 1:02d}", 3: f"{year}-Q{month // 3 + 1}", 12: str(year)}[months]


def length(period: str) -> str:
    """Whether a period is a year, a quarter or a month."""
    return "year" if len(period) == len("2024") else "quarter" if "Q" in period else "month"


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last one where that month is shorter."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def periods_of(years: Iterable[int]) -> list[str]:
    """Every year, quarter and month that can be released."""
    found = []
    for year in years:
        found += [str(year), *(f"{year}-Q{quarter}" for quarter in range(1, 5))]
        found += [f"{year}-{month:02d}" for month in range(1, 13)]
    return found

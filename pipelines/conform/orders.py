"""In which order the dates of a column are written: counted over all of it to explain a stop, never to guess."""

import re
from collections.abc import Mapping
from datetime import date

from schemas.problems import Problem, problem

NAMES = {"iso": "year-month-day", "dmy": "day/month/year", "mdy": "month/day/year"}
EXAMPLES = {"iso": "2024-03-28", "dmy": "28/03/2024", "mdy": "03/28/2024"}
# One date in so many that says another order is more than a slip: the ones that fit both orders are in doubt too.
ONE_IN = 10
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?")


def order_of(text: str) -> str:
    """What a text alone tells: iso, dmy, mdy, both (either order is a date), or nothing."""
    if re.match(r"\d{4}-\d{2}-\d{2}", text):
        return "iso"
    match = _NUMBERS.fullmatch(text)
    if not match:
        return ""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    is_dmy, is_mdy = _is_day(year, second, first), _is_day(year, first, second)
    if is_dmy and is_mdy:
        return "both"
    return "dmy" if is_dmy else "mdy" if is_mdy else ""


def contradiction(header: str, declared: str, counts: Mapping[str, int]) -> Problem | None:
    """The problem of a column in which too many dates say another order than the declared one."""
    dmy, mdy, both, iso = (counts.get(name, 0) for name in ("dmy", "mdy", "both", "iso"))
    if declared == "iso":
        if dmy + mdy + both <= iso:
            return None
        return problem("TIP-E868", column=header, count=dmy + mdy + both, dmy=dmy, mdy=mdy, both=both)
    other = "mdy" if declared == "dmy" else "dmy"
    against, agree = counts.get(other, 0), counts.get(declared, 0)
    if not against or against * ONE_IN < agree:
        return None
    return problem(
        "TIP-E867",
        column=header,
        count=against,
        against=against,
        agree=agree,
        both=both,
        declared=NAMES[declared],
        other=NAMES[other],
        example=EXAMPLES[declared],
    )


def _is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has the day; of a year in two digits the century does not matter."""
    try:
        date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return False
    return True

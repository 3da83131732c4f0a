"""What one text means, for dates, numbers and periods. Each parser gives a value or the problem, never an exception."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pipelines.conform.orders import EXAMPLES, NAMES, order_of
from pipelines.conform.texts import Cell, Parse
from schemas.periods import PERIOD
from schemas.problems import problem
from schemas.words import fold

TOKEN = re.compile(r"[0-9a-f]{32,128}")
_YEAR = re.compile(r"(19|20)\d\d")
# Commas only where thousands are: in 1,43 the comma is a decimal sign of somebody else's.
_WHOLE = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,9}))(?:\.0*)?")

# How those write a count that they hide, in either language.
_HIDDEN = re.compile(
    r"[<≤]=? ?\d+|\*+|[csx]|\d+ ?[-–] ?\d+|(under|below|less than|fewer than|menos de|menor que) \d+"  # noqa: RUF001  # both dashes
    r"|suppressed|redacted|hidden|suprimido|oculto|reservado",
    re.IGNORECASE,
)

_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_DAYS = {
    "iso": (),
    "dmy": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"),
}
# A written month leaves no doubt about the order, so these are read under every declared order.
_NAMED_MONTHS = ("%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%B %d, %Y")


@dataclass(frozen=True)
class Place:
    """Whose cell it is, for the words of a problem."""

    column: str

    def bad(self, code: str, expected: str = "", **words: object) -> Cell:
        """A cell that is a problem; the text itself is never part of it."""
        return Cell(problem=problem(code, column=self.column, expected=expected, **words))  # type: ignore[arg-type]  # words fill the sentence


def date_parser(place: Place, order: str, time_zone: str | None, blank: Collection[str] = ("",)) -> Parse:
    """Dates in the declared order, ISO dates and times, and a year or a month alone; value: (date, precision)."""
    formats = [day + time for day in (*_DAYS[order], *_NAMED_MONTHS) for time in _TIMES]
    zone = ZoneInfo(time_zone) if time_zone else None

    def parse(text: str) -> Cell:
        if fold(text) in blank:
            return Cell()
        if _YEAR.fullmatch(text):
            return Cell((date(int(text), 1, 1), "year"))
        if re.fullmatch(r"\d{4}-\d{2}", text):
            text, precision = f"{text}-01", "month"
        else:
            precision = "day"
        found = _iso(text, zone) or _by_format(text, formats)
        written = order_of(text)
        cell = _no_date(place, order, written) if found is None else Cell((found, precision))
        return replace(cell, written=written) if written else cell

    return parse


def _no_date(place: Place, order: str, written: str) -> Cell:
    """A text that is no date in the declared order; that it is one in the other order is said."""
    told = {"expected": NAMES[order], "example": EXAMPLES[order]}
    if {order, written} == {"dmy", "mdy"}:
        return place.bad("TIP-E866", **told, other=NAMES[written], declared=NAMES[order])
    return place.bad("TIP-E152", **told)


def _iso(text: str, zone: ZoneInfo | None) -> date | None:
    """An ISO date, with or without a time; a time with an offset is read in the declared zone."""
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
        return (moment.astimezone(zone) if zone and moment.tzinfo else moment).date()
    except (ValueError, OverflowError):  # at either end of the calendar a zone leads out of it
        return None


def _by_format(text: str, formats: Sequence[str]) -> date | None:
    for form in formats:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def integer_parser(place: Place, blank: Collection[str] = ("",)) -> Parse:
    """Whole numbers, with thousands separators, and decimals that are zero."""

    def parse(text: str) -> Cell:
        if fold(text) in blank:
            return Cell()
        match = _WHOLE.fullmatch(text)
        return Cell(int(match[1].replace(",", ""))) if match else place.bad("TIP-E153")

    return parse


def count_parser(place: Place, blank: Collection[str], hidden: Mapping[str, tuple[int, int]]) -> Parse:
    """Counts that somebody else made; value: the least and the most that it can be. `hidden` by the folded text."""
    whole = integer_parser(place, blank)

    def parse(text: str) -> Cell:
        if fold(text) in hidden:
            return Cell(hidden[fold(text)])
        cell = whole(text)
        if cell.problem and _HIDDEN.fullmatch(text):
            return place.bad("TIP-E876")
        return cell if cell.value is None else Cell((cell.value, cell.value))

    return parse


def number_parser(place: Place, blank: Collection[str] = ("",)) -> Parse:
    """Numbers with a decimal point."""

    def parse(text: str) -> Cell:
        if fold(text) in blank:
            return Cell()
        match = re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,15})?", text)
        return Cell(float(text)) if match else place.bad("TIP-E154")

    return parse


def period_parser(place: Place) -> Parse:
    """A year, a quarter or a month."""

    def parse(text: str) -> Cell:
        return Cell(text) if PERIOD.fullmatch(text) else place.bad("TIP-E159")

    return parse

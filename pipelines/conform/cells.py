"""What one text means, for every kind of field. Each parser gives a value or the problem, never an exception."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pipelines.conform.texts import Cell, Parse
from schemas.problems import problem
from schemas.words import MISSING, countries, fold

TOKEN = re.compile(r"[0-9a-f]{32,128}")
_PERIOD = re.compile(r"(\d{4})(-Q[1-4]|-(0[1-9]|1[0-2]))?")
_YEAR = re.compile(r"(19|20)\d\d")

_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_DAYS = {
    "iso": (),
    "dmy": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"),
}
# A written month leaves no doubt about the order, so these are read under every declared order.
_NAMED_MONTHS = ("%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%B %d, %Y")
_EXAMPLES = {"iso": "2024-03-28", "dmy": "28/03/2024", "mdy": "03/28/2024"}


@dataclass(frozen=True)
class Place:
    """Whose cell it is, for the words of a problem."""

    column: str

    def bad(self, code: str, expected: str = "", **words: object) -> Cell:
        """A cell that is a problem; the text itself is never part of it."""
        return Cell(problem=problem(code, column=self.column, expected=expected, **words))  # type: ignore[arg-type]  # words fill the sentence


def date_parser(place: Place, order: str, time_zone: str | None) -> Parse:
    """Dates in the declared order, ISO dates and times, and a year or a month alone; value: (date, precision)."""
    formats = [day + time for day in (*_DAYS[order], *_NAMED_MONTHS) for time in _TIMES]
    zone = ZoneInfo(time_zone) if time_zone else None

    def parse(text: str) -> Cell:
        if not text or fold(text) in ("null", "unknown"):
            return Cell()
        if _YEAR.fullmatch(text):
            return Cell((date(int(text), 1, 1), "year"))
        if re.fullmatch(r"\d{4}-\d{2}", text):
            text, precision = f"{text}-01", "month"
        else:
            precision = "day"
        found = _iso(text, zone) or _by_format(text, formats)
        if found is None:
            return place.bad(
                "TIP-E152",
                expected={"iso": "year-month-day", "dmy": "day/month/year", "mdy": "month/day/year"}[order],
                example=_EXAMPLES[order],
            )
        return Cell((found, precision))

    return parse


def _iso(text: str, zone: ZoneInfo | None) -> date | None:
    """An ISO date, with or without a time; a time with an offset is read in the declared zone."""
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        return None
    return (moment.astimezone(zone) if zone and moment.tzinfo else moment).date()


def _by_format(text: str, formats: Sequence[str]) -> date | None:
    for form in formats:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def integer_parser(place: Place) -> Parse:
    """Whole numbers, with thousands separators, and decimals that are zero."""

    def parse(text: str) -> Cell:
        plain = text.replace(",", "")
        if not plain or fold(plain) in ("null", "unknown", "not known"):
            return Cell()
        match = re.fullmatch(r"([+-]?\d{1,9})(\.0*)?", plain)
        return Cell(int(match[1])) if match else place.bad("TIP-E153")

    return parse


def number_parser(place: Place) -> Parse:
    """Numbers with a decimal point."""

    def parse(text: str) -> Cell:
        if not text or fold(text) == "null":
            return Cell()
        match = re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,15})?", text)
        return Cell(float(text)) if match else place.bad("TIP-E154")

    return parse


def period_parser(place: Place) -> Parse:
    """A year, a quarter or a month."""

    def parse(text: str) -> Cell:
        return Cell(text) if _PERIOD.fullmatch(text) else place.bad("TIP-E159")

    return parse


def word_parser(place: Place, known: Mapping[str, str], allowed: Sequence[str], split: Sequence[str]) -> Parse:
    """Words of a closed list; several are parted by any of `split` and given back joined with `;`, sorted."""
    parts_of = re.compile("|".join(re.escape(mark) for mark in split)) if split else None
    unknown = place.bad("TIP-E155", expected=", ".join(allowed))
    mixed = place.bad("TIP-E162")

    def parse(text: str) -> Cell:
        whole = known.get(fold(text))
        if whole is not None or parts_of is None:
            return unknown if whole is None else Cell(whole)
        words = {known.get(fold(part)) for part in parts_of.split(text) if part.strip()}
        if None in words:
            return unknown
        answers = sorted(word for word in words if word and word not in MISSING)
        if answers and words & {"refused", "not_applicable"}:  # "family; not specified" is an answer, this is none
            return mixed
        return Cell(";".join(answers) if answers else min(str(word) for word in words) if words else "unknown")

    return parse


def country_parser(place: Place, missing: Mapping[str, str], home: str, split: Sequence[str]) -> Parse:
    """Countries, given back as the regions of citizenship; the community's own country is `national`."""
    known = {name: "national" if code == home else region for name, (code, region) in countries().items()}
    found = word_parser(place, {**missing, **known}, (), split)

    def parse(text: str) -> Cell:
        cell = found(text)
        if cell.problem is None or cell.problem.code != "TIP-E155":
            return cell
        return place.bad("TIP-E157", expected="ISO 3166 country codes or names")

    return parse


def area_parser(place: Place, known: Mapping[str, str]) -> Parse:
    """A code or a name of the community's areas; no area is no problem."""
    unknown = place.bad("TIP-E158", expected="the codes and names in the areas file")

    def parse(text: str) -> Cell:
        folded = fold(text)
        if folded in ("", "unknown", "null"):
            return Cell()
        return Cell(known[folded]) if folded in known else unknown

    return parse


def yes_no_parser(place: Place, yes: Sequence[str]) -> Parse:
    """A consent: True, or False for every other answer that means no; a blank is no consent."""
    agreed = {fold(text) for text in yes}

    def parse(text: str) -> Cell:
        folded = fold(text)
        if folded in agreed:
            return Cell(True)
        if folded in ("", "no", "n", "0", "false", "unknown", "refused", "not asked"):
            return Cell(False)
        return place.bad("TIP-E160", expected="yes, no")

    return parse

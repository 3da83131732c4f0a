"""What a spreadsheet did to a text. Each kind of damage has a problem of its own; nothing is put back by guessing."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from pipelines.conform.cells import Place
from pipelines.conform.texts import Cell, Parse
from schemas.problems import Problem

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|ene|abr|ago|set|dic"
# 10-14 is shown as 14-Oct and kept as a day of the current year; 10-17 may become Oct-17, the first of a month.
DAY_AND_MONTH = rf"[0-3]?\d[-/ ](?:{MONTHS})\.?|(?:{MONTHS})\.?[-/ ]\d{{1,4}}"
WHOLE_DAY = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]00:00(?::00(?:\.0+)?)?)?|[0-3]?\d[-/. ](?:{MONTHS})\.?[-/. ]\d{{2,4}}"
    r"|\d{1,2}([/.-])\d{1,2}\1(?:\d{2}|\d{4})"
)
SHORTENED = r"[+-]?\d(?:[.,]\d+)?[eE]\+\d{2,3}|\d{16,}\.0"
ERRORS = "#REF!|#VALUE!|#¡VALOR!|#NAME\\?|#¿NOMBRE\\?|#DIV/0!|#¡DIV/0!|#N/A|#N/D|#NUM!|#¡NUM!|#NULL!|##+"
# Days 1927 to 2099 as spreadsheets count them; a time of day is the fraction.
SERIAL = re.compile(r"([1-6]\d{4}|7[0-2]\d{3})(\.\d+)?")
# Kinds of fields in which no date belongs.
NO_DATES = ("area", "consent", "countries", "integer", "number", "period", "word", "words")

_DATE = re.compile(f"{DAY_AND_MONTH}|{WHOLE_DAY}", re.IGNORECASE)
_SHORTENED = re.compile(SHORTENED)
_ERROR = re.compile(ERRORS, re.IGNORECASE)


def named(parse: Parse, place: Place, kind: str, known: Collection[str] = ()) -> Parse:
    """The parser, whose problems carry the name of the damage where a spreadsheet has done it.

    `known` are the texts that the parser knows, among them codes that begin with zeros.
    """
    padded = _padded(known)

    def look(text: str) -> Cell:
        cell = parse(text)
        if cell.problem is None:
            return cell
        code = _damage(text, kind, padded)
        return replace(cell, problem=_renamed(cell.problem, place, code)) if code else cell

    return look


def _damage(text: str, kind: str, padded: Mapping[str, str]) -> str:
    """The code of the damage, or nothing."""
    if _ERROR.fullmatch(text):
        return "TIP-E865"
    if _SHORTENED.fullmatch(text):
        return "TIP-E864"
    if kind == "date":
        return "TIP-E863" if SERIAL.fullmatch(text) else ""
    if kind in NO_DATES and _DATE.fullmatch(text):
        return "TIP-E860"
    return "TIP-E875" if text in padded else ""


def _padded(known: Collection[str]) -> dict[str, str]:
    """Codes that begin with a zero, by what is left of them without."""
    return {text.lstrip("0"): text for text in known if text.startswith("0") and text.isdecimal()}


def _renamed(found: Problem, place: Place, code: str) -> Problem | None:
    return place.bad(code, expected=found.expected).problem

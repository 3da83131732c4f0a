"""The numbers in a text, and which of them are no statistic: dates, periods, and words of the release itself."""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Marks of style in the texts of a drawing; one that says more than its name is read as text.
TAG = re.compile(r"</?(?:b|i|em|strong|sub|sup)\s*>", re.IGNORECASE)
ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
BARE = re.compile(r"\d+(?:[.,]\d+)?")
# A chart writes a label and its number into one text, with this between them.
BETWEEN = "\u2003"


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """The text as it is read: digits of every script as 0-9, no signs without width."""
    kept = "".join(character for character in text if unicodedata.category(character) != "Cf")
    between = kept.replace(BETWEEN, "\0")
    return "".join(map(_digits, unicodedata.normalize("NFKC", between))).replace("\0", BETWEEN)


def drawn(text: str) -> str:
    """The text as Plotly writes it: without its marks of style, and with the signs that it names."""
    return html.unescape(TAG.sub("", BREAK.sub(" ", text)))


def numbers(text: str) -> list[str]:
    """Every number of a plain text, as it is written."""
    return NUMBER.findall(text)


def values(written: str) -> set[float]:
    """What a written number can mean: 1,234 and 1.234 are read in both ways, as languages differ."""
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written)
    found = {float(re.sub(r"[.,]", "", written))} if grouped or written.isdigit() else set()
    whole, point, rest = re.fullmatch(r"(.*?)(?:([.,])(\d+))?", written).groups()  # type: ignore[union-attr]  # matches any
    return found | ({float(f"{re.sub('[.,]', '', whole)}.{rest}")} if point else set())


def _digits(character: str) -> str:
    """Signs that stand for a number, such as Roman numerals or fractions in one sign, as digits."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    number = unicodedata.numeric(character, None)
    # Chinese numerals are words of their language, and are left to the eye as other words are.
    is_word = unicodedata.category(character) == "Lo"
    return character if number is None or is_word else f" {number:g} "


@dataclass(frozen=True)
class NoStatistics:
    """What may stand on a page without being a fact."""

    phrases: re.Pattern[str] | None
    bare: frozenset[str]
    times: tuple[re.Pattern[str], ...]

    def without(self, text: str) -> str:
        """A plain text without its dates, its periods and the words of the release that hold numbers."""
        head, between, rest = text.partition(BETWEEN)
        if head.strip() in self.bare:
            text = between + rest
        if self.phrases:
            text = self.phrases.sub(" ", text)
        for pattern in self.times:
            text = pattern.sub(" ", text)
        return text


def no_statistics(release: Mapping[str, Any]) -> NoStatistics:
    """The names, labels, notes and dates of release.json."""
    told = {plain(text) for text in _texts(release) if re.search(r"\d", plain(text))}
    bare = {text.strip() for text in told if BARE.fullmatch(text.strip())}
    phrases = sorted(told - bare, key=lambda text: (-len(text), text))
    joined = "|".join(map(_flexible, phrases))
    return NoStatistics(
        re.compile(rf"(?<![\w.,])(?:{joined})(?![\w])") if phrases else None, frozenset(bare), tuple(_times(release))
    )


def _texts(told: Any) -> Iterator[str]:
    """Every text below, keys of labels among them."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for key, value in told.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value)


def _flexible(phrase: str) -> str:
    """The phrase as it may be broken over lines."""
    return r"\s+".join(re.escape(word).replace("\\-", "\\-\\s*") for word in phrase.split())


def _times(release: Mapping[str, Any]) -> Iterator[re.Pattern[str]]:
    """Days as they are written in words, then periods of the years that the release speaks of."""
    dates = sorted({found.groups() for text in _texts(release) for found in ISO_DATE.finditer(text)})
    for year, month, day in dates:
        d, m = f"0?{int(day)}", f"0?{int(month)}"
        yield re.compile(rf"(?<!\d){d}(?=\D{{1,25}}{year}(?!\d))")
        yield re.compile(rf"(?<!\d){d}\D{{1,4}}{m}\D{{1,4}}{year}(?!\d)|(?<!\d){year}\D{{1,4}}{m}\D{{1,4}}{d}(?!\d)")
    period = release.get("community", {}).get("period", {})
    ends = [int(found[0]) for end in ("from", "to") if (found := re.match(r"\d{4}", str(period.get(end, ""))))]
    years = {*range(min(ends), max(ends) + 1)} if ends else set()
    years |= {int(year) for year, _, _ in dates}
    if years:
        listed = "|".join(map(str, sorted(years)))
        yield re.compile(rf"(?<![\d.,])(?:{listed})(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?(?![\d]|[.,]\d)")

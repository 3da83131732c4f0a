"""What one text means, for everything that is a word: closed lists, countries, areas, yes and no."""

import re
from collections.abc import Collection, Mapping, Sequence

from pipelines.conform.cells import Place
from pipelines.conform.texts import Cell, Parse
from schemas.words import MISSING, countries, fold, missing_texts

NO = ("no", "n", "0", "false", "f")


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
        joined = one_answer({str(word) for word in words})
        return mixed if joined is None else Cell(joined)

    return parse


def one_answer(words: set[str]) -> str | None:
    """The words as one text, sorted; None where a word for no answer stands beside another word.

    "family; not specified" says family: a word that is only not known takes nothing away.
    """
    answers = sorted(words.difference(MISSING))
    missing = words.intersection(MISSING) - {"unknown"}
    if len(missing) + bool(answers) > 1:
        return None
    return ";".join(answers) or next(iter(missing), "unknown")


def country_parser(
    place: Place, missing: Mapping[str, str], own: Mapping[str, str], home: str, split: Sequence[str]
) -> Parse:
    """Countries, given back as the regions of citizenship; the community's own country is `national`.

    What a source declares goes before ISO codes: its `NA` may be no answer, while an undeclared one is Namibia.
    """
    known = {name: "national" if code == home else region for name, (code, region) in countries().items()}
    found = word_parser(place, {**missing, **known, **own}, (), split)

    def parse(text: str) -> Cell:
        cell = found(text)
        if cell.problem is None or cell.problem.code != "TIP-E155":
            return cell
        return place.bad("TIP-E157", expected="ISO 3166 country codes or names")

    return parse


def area_parser(place: Place, known: Mapping[str, str], blank: Collection[str] = ("",)) -> Parse:
    """A code or a name of the community's areas; no area is no problem."""
    unknown = place.bad("TIP-E158", expected="the codes and names in the areas file")

    def parse(text: str) -> Cell:
        folded = fold(text)
        if folded in known:
            return Cell(known[folded])
        return Cell() if folded in blank else unknown

    return parse


def yes_no_parser(place: Place, yes: Sequence[str]) -> Parse:
    """A consent: True, or False for every other answer that means no; no answer is no consent."""
    agreed = {fold(text) for text in yes}

    def parse(text: str) -> Cell:
        folded = fold(text)
        if folded in agreed:
            return Cell(True)
        if folded in NO or folded in missing_texts():
            return Cell(False)
        return place.bad("TIP-E160", expected="yes, no")

    return parse


def flag_parser(place: Place, yes: Sequence[str], missing: Collection[str]) -> Parse:
    """Whether a column that stands for one word says yes; a text that says neither yes nor no is a problem."""
    agreed = {fold(text) for text in yes}
    unknown = place.bad("TIP-E155", expected="yes, no")

    def parse(text: str) -> Cell:
        folded = fold(text).removesuffix(".0")  # spreadsheets write 1.0 for 1
        if folded in agreed:
            return Cell(True)
        return Cell(False) if folded in NO or folded in missing else unknown

    return parse


def no_yes_parser(place: Place, yes: Sequence[str], allowed: Sequence[str]) -> Parse:
    """A column of an answer that nobody has mapped: a yes in it is a problem, whatever else it holds is not read."""
    agreed = {fold(text) for text in yes}
    unknown = place.bad("TIP-E155", expected=", ".join(allowed))

    def parse(text: str) -> Cell:
        return unknown if fold(text).removesuffix(".0") in agreed else Cell(False)

    return parse

"""The statistical linkage key SLK-581 of the Australian Institute of Health and Welfare.

Fourteen signs: the 2nd, 3rd and 5th letter of the family name, the 2nd and 3rd of the given name, the day of birth
as DDMMYYYY, and the sex (METeOR items 750410, 686238 and 686241). It is no pseudonym: it holds the birth date in
clear. It must never leave the provider without a key over it.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

MISSING_LETTER = "2"
NO_FAMILY_NAME, NO_GIVEN_NAME = "999", "99"
MALE, FEMALE, OTHER, NOT_STATED = "1", "2", "3", "9"
# Latin letters that do not come apart into a base letter and a mark.
_SPELT = str.maketrans({"ß": "SS", "ẞ": "SS", "Æ": "AE", "Œ": "OE", "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH"})
_SLK = re.compile(r"(?:[A-Z2]{3}|999)(?:[A-Z2]{2}|99)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:1[89]|20)\d\d[1239N]")


@dataclass(frozen=True)
class LinkageKey:
    """The parts of an SLK-581: letters of the names, the day of birth, and the code of the sex."""

    family: str
    given: str
    born: date
    sex: str

    def __str__(self) -> str:
        """All fourteen signs."""
        return f"{self.family}{self.given}{self.born:%d%m%Y}{self.sex}"


def linkage_key(family: str, given: str, born: date | None, sex: str) -> LinkageKey | None:
    """The key of a person; None without a birth date, or without a letter of either name: it would fit too many."""
    if born is None or not (_letters(family) or _letters(given)):
        return None
    return LinkageKey(_picked(family, (2, 3, 5), NO_FAMILY_NAME), _picked(given, (2, 3), NO_GIVEN_NAME), born, sex)


def looks_like_slk(text: str) -> bool:
    """Whether a text has the shape of an SLK-581 that nobody has put a key over."""
    return _SLK.fullmatch(text.strip().upper()) is not None


def _picked(name: str, places: tuple[int, ...], missing: str) -> str:
    letters = _letters(name)
    if not letters:
        return missing
    return "".join(letters[place - 1] if place <= len(letters) else MISSING_LETTER for place in places)


def _letters(name: str) -> str:
    """The letters A to Z of a name: accents go, as do hyphens, apostrophes, blanks and digits."""
    spelt = unicodedata.normalize("NFKD", name.upper().translate(_SPELT))
    return "".join(letter for letter in spelt if "A" <= letter <= "Z")

"""Errors in single cells: what a person types, and what a spreadsheet makes of it."""

from tests.planted_errors.form import (
    AGE,
    CITY,
    CONSENT,
    COUNTRY,
    DATE,
    GENDER,
    GROUP,
    KINDS,
    TOKEN,
    Planted,
    good,
    text_of,
)

# What is wrong, in which column, the text, and the code.
CELLS: tuple[tuple[str, int, str, str], ...] = (
    ("no record number", 0, "", "TIP-E151"),
    ("record number of blanks", 0, "   ", "TIP-E151"),
    ("date that does not exist", DATE, "2024-02-30", "TIP-E152"),
    ("month thirteen", DATE, "2024-13-04", "TIP-E152"),
    ("date of zeros", DATE, "0000-00-00", "TIP-E152"),
    ("day first", DATE, "28/03/2024", "TIP-E152"),
    ("month first", DATE, "03/28/2024", "TIP-E152"),
    ("ambiguous date", DATE, "03/04/2024", "TIP-E152"),
    ("date of two digits", DATE, "24-03-28", "TIP-E152"),
    ("date in words", DATE, "last Friday", "TIP-E152"),
    ("serial date", DATE, "45379", "TIP-E8"),
    ("date with a question mark", DATE, "2024-03-28?", "TIP-E152"),
    ("range of dates", DATE, "2024-03-01 to 2024-03-28", "TIP-E152"),
    ("date before 1900", DATE, "1824-03-28", "TIP-E"),
    ("age in words", AGE, "thirty", "TIP-E153"),
    ("age with a unit", AGE, "34 years", "TIP-E153"),
    ("age with a decimal", AGE, "34.5", "TIP-E153"),
    ("age with a comma", AGE, "34,5", "TIP-E153"),
    ("age as a range", AGE, "30-34", "TIP-E153"),
    ("age in scientific notation", AGE, "3.4E+01", "TIP-E"),
    ("age below zero", AGE, "-4", "TIP-E161"),
    ("age above 120", AGE, "234", "TIP-E161"),
    ("age with the letter O", AGE, "3O", "TIP-E153"),
    ("age against the age group", GROUP, "child", "TIP-E161"),
    ("age group as a date", GROUP, "14-Oct", "TIP-E8"),
    ("age group out of a list of others", GROUP, "middle-aged", "TIP-E155"),
    ("unknown gender", GENDER, "see file", "TIP-E155"),
    ("gender with a slip", GENDER, "femail", "TIP-E155"),
    ("gender from another column", GENDER, "Northtown", "TIP-E155"),
    ("two genders", GENDER, "female, male", "TIP-E155"),
    ("broken formula", GENDER, "#REF!", "TIP-E"),
    ("formula", GENDER, "=B2", "TIP-E155"),
    ("question mark", GENDER, "???", "TIP-E155"),
    ("garbled letters", GENDER, "fÃ©minin", "TIP-E155"),
    ("unknown kind", KINDS, "something else", "TIP-E155"),
    ("kinds parted by a comma", KINDS, "labour, sexual", "TIP-E155"),
    ("one unknown kind of two", KINDS, "labour;guess", "TIP-E155"),
    ("refused beside an answer", KINDS, "labour;refused", "TIP-E162"),
    ("unknown country", COUNTRY, "Atlantis", "TIP-E157"),
    ("country with a slip", COUNTRY, "Mexcio", "TIP-E157"),
    ("number for a country", COUNTRY, "484", "TIP-E157"),
    ("unknown town", CITY, "Nowhere", "TIP-E158"),
    ("town with a slip", CITY, "Nortown", "TIP-E158"),
    ("consent not decided", CONSENT, "maybe", "TIP-E160"),
    ("consent as a number", CONSENT, "7", "TIP-E160"),
    ("name in the token", TOKEN, "Zelda Madeup", "TIP-E156"),
    ("token cut short", TOKEN, "0123456789abcdef", "TIP-E156"),
    ("token with a capital", TOKEN, "A" * 32, "TIP-E156"),
    ("e-mail in a cell", GENDER, "zelda@example.org", "TIP-E"),
    ("social security number in a cell", GENDER, "219-09-9999", "TIP-E"),
)
AT = 20


def planted_cells() -> list[Planted]:
    """The file with one cell changed, for each of these errors."""
    return [Planted(name, _with(column, text), (code,)) for name, column, text, code in CELLS]


def _with(column: int, text: str) -> bytes:
    rows = [list(row) for row in good()]
    rows[AT][column] = text
    return text_of(rows).encode()

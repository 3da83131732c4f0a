"""The words of the report around the problems, in the language of whoever reads it."""

import tomllib
from functools import cache
from pathlib import Path

from pipelines.feedback.repairs import Example, Repair


@cache
def wording(language: str) -> dict[str, str]:
    """The words of one language."""
    content = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = content[language]
    return words


def how_often(repair: Repair, words: dict[str, str]) -> str:
    """So many rows, or so many times."""
    one, many = ("one_row", "rows") if repair.is_of_rows else ("once", "times")
    return words[one] if repair.count == 1 else words[many].format(count=f"{repair.count:,}")


def column_place(letter: str, column: str) -> str:
    """C "Gender": the letter as a spreadsheet shows it, and the header."""
    return " ".join(part for part in (letter, f'"{column}"' if column else "") if part)


def found_text(example: Example, words: dict[str, str]) -> str:
    """What was in the cell, and the known word that is almost it."""
    said = [words["found"].format(found=example.found)] if example.found else []
    if example.nearest:
        said.append(words["nearest"].format(nearest=f'"{example.nearest}"'))
    return ", ".join(said)

"""Every place of every problem as one line of a table, safe to open in any spreadsheet."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.feedback.repairs import Example, repairs_of
from pipelines.feedback.report import Report
from pipelines.feedback.wording import wording

Cell = str | int
HEADS = (
    "head_file",
    "head_row",
    "head_letter",
    "head_column",
    "head_level",
    "head_code",
    "head_says",
    "head_found",
    "head_expected",
    "head_nearest",
    "head_mend",
)
# What a spreadsheet may take for a formula, also in full-width letters.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def full_list(report: Report, language: str = "en") -> Iterator[tuple[Cell, ...]]:
    """The heads of the columns, then a line for every row and problem, by the repair that mends it."""
    words = wording(language)
    told = report.told_in(language)
    yield tuple(words[head] for head in HEADS)
    for repair in repairs_of(told, most=None):
        for example in repair.examples:
            level, expected = words[f"level_{repair.level}"], repair.expected or example.expected
            texts = (level, repair.code, repair.says, example.found, expected, example.nearest, repair.mend)
            yield (report.file, example.row or "", *_column(example), *texts)


def _column(example: Example) -> tuple[str, str]:
    return example.letter, example.column


def safe(cell: Cell) -> Cell:
    """A text that no spreadsheet runs as a formula; numbers, also negative ones, are left as they are."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def write_csv(lines: Iterator[tuple[Cell, ...]], path: Path) -> None:
    """As CSV with a byte order mark, by which spreadsheets know the accents."""
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        csv.writer(file).writerows(tuple(map(safe, line)) for line in lines)

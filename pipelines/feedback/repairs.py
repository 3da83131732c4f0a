"""The problems of a report by the repair that mends them, the ones that weigh most first."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.feedback.report import Listed, Report
from schemas.problems import Level, Problem

EXAMPLES = 5
LEVELS: tuple[Level, ...] = ("stop", "row", "note")


@dataclass(frozen=True)
class Example:
    """One place that has the problem: the row as a spreadsheet counts, and what is in the cell."""

    row: int = 0
    letter: str = ""
    column: str = ""
    found: str = ""
    expected: str = ""
    nearest: str = ""


@dataclass(frozen=True)
class Repair:
    """Everything that one act mends: how often it is there, and the first places."""

    code: str
    level: Level
    says: str
    mend: str
    letter: str
    column: str
    expected: str
    count: int
    examples: tuple[Example, ...]
    places: int

    @property
    def is_of_rows(self) -> bool:
        """Whether it is about rows, and not about columns or about the file."""
        return any(example.row for example in self.examples)

    @property
    def more(self) -> int:
        """Places that are in the full list alone."""
        return self.places - len(self.examples)


def repairs_of(report: Report, most: int | None = EXAMPLES) -> list[Repair]:
    """What stops the file, then what makes rows wait, then notes; the most frequent first. `most` examples of each."""
    letters = report.letters
    groups: dict[tuple[str, ...], list[Listed]] = {}
    for found, rows in report.listed():
        own = (found.column, found.expected) if rows else ("", "")
        groups.setdefault((found.code, found.says, found.mend, *own), []).append((found, rows))
    repairs = [_repair(entries, letters, most) for entries in groups.values()]
    return sorted(repairs, key=lambda one: (LEVELS.index(one.level), -one.count, one.code, one.column))


def _repair(entries: list[Listed], letters: dict[str, str], most: int | None) -> Repair:
    first = entries[0][0]
    count = sum(len(rows) or found.count for found, rows in entries)
    is_of_rows = any(rows for _, rows in entries)
    examples = list(examples_of(entries, letters))
    shown = most if is_of_rows or first.level == "note" else None
    return Repair(
        code=first.code,
        level=first.level,
        says=first.says,
        mend=first.mend,
        letter=_letter(first, letters) if is_of_rows else "",
        column=_name(first) if is_of_rows else "",
        expected=first.expected if is_of_rows else "",
        count=count,
        examples=tuple(examples[:shown]),
        places=len(examples),
    )


def examples_of(entries: list[Listed], letters: dict[str, str]) -> Iterator[Example]:
    """Every place of these problems, in the order of the file."""
    places = sorted((row, at) for at, (found, rows) in enumerate(entries) for row in rows or (found.row,))
    for row, at in places:
        found = entries[at][0]
        yield Example(row, _letter(found, letters), _name(found), found.found, found.expected, found.nearest)


def _letter(found: Problem, letters: dict[str, str]) -> str:
    """The letter of its column; a column without a header is named by its letter alone."""
    return found.column if found.code == "TIP-E112" else letters.get(found.column, "")


def _name(found: Problem) -> str:
    return "" if found.code == "TIP-E112" else found.column

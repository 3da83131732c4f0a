"""Everything that can be wrong with what a person hands in: stable codes, and words that say what to do."""

import tomllib
import traceback
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Level = Literal["stop", "row", "note"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `found` is masked where it may be personal, and empty where it is secret."""

    code: str
    level: Level
    says: str
    mend: str
    file: str = ""
    row: int = 0
    column: str = ""
    expected: str = ""
    found: str = ""
    count: int = 1

    def __str__(self) -> str:
        """The problem in one line: where, what, what is allowed, what to do."""
        place = [
            self.file,
            f"row {self.row}" if self.row else "",
            f'column "{self.column}"' if self.column else "",
        ]
        where = ", ".join(part for part in place if part)
        times = f" ({self.count} times)" if self.count > 1 else ""
        allowed = f" Allowed: {self.expected}." if self.expected else ""
        return f"{self.code} {where + ': ' if where else ''}{self.says}{times}.{allowed} {self.mend}".rstrip()


class Mistake(Exception):
    """A user's mistake: shown as its problems, never as a traceback, with an exit code of its own."""

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = problems


class DeclarationMistake(Mistake):
    """A source, community, table or chart is declared in a way that cannot work."""

    exit_code = 3


class FileStopped(Mistake):
    """A handed-in file cannot be read as a whole; it stays where it is, with a report beside it."""

    exit_code = 4


class ReleaseStopped(Mistake):
    """A release would not be safe or not be whole; the last good one stays."""

    exit_code = 5


class Busy(Mistake):
    """Another run is at work on the same project folder."""

    exit_code = 6


class Unexpected(Mistake):
    """A mistake of the program itself, told without the message that might hold a value of a row."""

    exit_code = 70


def unexpected(error: Exception) -> Unexpected:
    """Kind and places of an error, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    return Unexpected(problem("TIP-E012", kind=type(error).__name__, place=place))


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every code with its level, its sentence and its mend, from problems.toml."""
    return tomllib.loads(Path(__file__).with_name("problems.toml").read_text(encoding="utf-8"))


def problem(
    code: str,
    *,
    file: str = "",
    row: int = 0,
    column: str = "",
    expected: str = "",
    found: str = "",
    count: int = 1,
    **words: object,
) -> Problem:
    """A problem of the catalogue; `words` fill the braces of its sentence and of its mend."""
    entry = catalogue()[code]
    return Problem(
        code=code,
        level=entry["level"],  # type: ignore[arg-type]  # a test holds problems.toml to the three levels
        says=entry["says"].format(**words),
        mend=entry["mend"].format(**words),
        file=file,
        row=row,
        column=column,
        expected=expected,
        found=found,
        count=count,
    )

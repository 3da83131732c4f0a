"""Everything that can be wrong with what a person hands in: stable codes, and words that say what to do."""

import string
import tomllib
import traceback
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

Level = Literal["stop", "row", "note"]
LANGUAGES = ("en", "es")
# How a problem says where it is, how often it is there, and what is allowed.
_LABELS = {"en": ("row", "column", "times", "Allowed"), "es": ("fila", "columna", "veces", "Se permite")}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `found` is masked where it may be personal, and empty where it is secret.

    `words` filled the braces of its texts, so that it can be told in another language.
    """

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
    nearest: str = ""
    words: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
    language: str = field(default="en", compare=False, repr=False)

    def __post_init__(self) -> None:
        """What JSON made lists is made tuples again."""
        object.__setattr__(self, "words", tuple((str(name), str(text)) for name, text in self.words))

    def told_in(self, language: str) -> "Problem":
        """The same problem in another language; as it is where nobody has translated it."""
        entry, words = catalogue(language).get(self.code), dict(self.words)
        if language == self.language or entry is None or not _braces(entry) <= set(words):
            return self
        filled = {name: phrase(text, language) for name, text in words.items()}
        return replace(
            self,
            says=entry["says"].format(**filled),
            mend=entry["mend"].format(**filled),
            expected=phrase(self.expected, language),
            language=language,
        )

    def __str__(self) -> str:
        """The problem in one line: where, what, what is allowed, what to do."""
        row, column, times_, allowed_ = _LABELS[self.language]
        place = [
            self.file,
            f"{row} {self.row}" if self.row else "",
            f'{column} "{self.column}"' if self.column else "",
        ]
        where = ", ".join(part for part in place if part)
        times = f" ({self.count} {times_})" if self.count > 1 else ""
        allowed = f" {allowed_}: {self.expected}." if self.expected else ""
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
def catalogue(language: str = "en") -> dict[str, dict[str, str]]:
    """Every code with its sentence and its mend, and in English with its level; some codes have no translation."""
    entries = _texts(language)
    return {code: entry for code, entry in entries.items() if code.startswith("TIP-")}


def phrase(text: str, language: str) -> str:
    """A fixed English text that fills a brace, in that language; every other text as it is."""
    return _texts(language).get("phrases", {}).get(text, text) if language != "en" else text


def reason_for(code: str, language: str) -> str:
    """Why a problem matters, where that is not plain; else nothing."""
    return _reasons().get(code, {}).get(language, "")


@cache
def _reasons() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("problems_why.toml").read_text(encoding="utf-8"))


@cache
def _texts(language: str) -> dict[str, dict[str, str]]:
    name = "problems.toml" if language == "en" else f"problems_{language}.toml"
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def _braces(entry: dict[str, str]) -> set[str]:
    """The names in the braces of both texts."""
    parsed = (part for key in ("says", "mend") for part in string.Formatter().parse(entry[key]))
    return {name for _, name, _, _ in parsed if name}


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
        words=tuple((name, str(text)) for name, text in words.items()),
    )

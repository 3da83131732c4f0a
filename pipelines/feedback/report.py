"""What is told to a provider about one file: its rows in numbers, and every problem with the rows that have it."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from pipelines.conform.outcome import Counts
from pipelines.feedback.effect import Effect
from schemas.problems import Problem, problem

# A name has at most 255 bytes on most disks, and a sign at most four.
LONGEST_NAME, SHORT_NAME = 230, 50

Rows = tuple[int, ...]
Listed = tuple[Problem, Rows]


@dataclass(frozen=True)
class Part:
    """The rows of a file as records of one kind. `letters`: header to the letter of its column in the file."""

    record: str
    counts: Counts = field(default_factory=Counts)
    listed: tuple[Listed, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """One file. `why`: how it was found out whose it is; `about`: what concerns the file and no kind of record.

    `effect`: what it would change in the published figures, where somebody asked.
    """

    file: str
    source: str
    holder: str = ""
    why: str = ""
    parts: tuple[Part, ...] = ()
    about: tuple[Problem, ...] = ()
    effect: Effect | None = None

    @property
    def letters(self) -> dict[str, str]:
        """Header to letter, over all parts."""
        return {header: letter for part in self.parts for header, letter in part.letters.items()}

    @property
    def is_stopped(self) -> bool:
        """Whether something stops the whole file."""
        return any(found.level == "stop" for found, _ in self.listed())

    def listed(self) -> Iterator[Listed]:
        """Every problem once, whichever kinds of record it was met in; rows in the order of the file."""
        met: dict[Problem, set[int]] = {}
        for found, rows in self._every():
            bare = replace(found, row=0, count=1) if rows else found
            met.setdefault(bare, set()).update(rows)
        yield from ((found, tuple(sorted(rows))) for found, rows in met.items())

    def _every(self) -> Iterator[Listed]:
        yield from ((found, ()) for found in self.about)
        for part in self.parts:
            yield from part.listed

    def told_in(self, language: str) -> "Report":
        """The same report with its problems in another language."""
        parts = tuple(
            replace(part, listed=tuple((found.told_in(language), rows) for found, rows in part.listed))
            for part in self.parts
        )
        return replace(self, parts=parts, about=tuple(found.told_in(language) for found in self.about))


def part_of(
    record: str,
    counts: Counts,
    reasons: Iterable[tuple[Problem, list[int]]],
    others: Iterable[Problem] = (),
    letters: Mapping[str, str] | None = None,
    first_blank: int = 0,
) -> Part:
    """A part from what conform tells. `others`: problems of the file as a whole; those of rows are left out there."""
    listed = [(found, tuple(rows)) for found, rows in reasons]
    listed += [(found, ()) for found in others if found.level != "row"]
    if counts.blank:
        listed.append((problem("TIP-E764", row=first_blank, count=counts.blank), ()))
    return Part(record, counts, tuple(listed), letters or {})


def letters_of(headers: Sequence[str], letters: Sequence[str]) -> dict[str, str]:
    """Header to letter; the columns of joined tables have none, because they stand in other files."""
    return dict(zip(headers, letters, strict=False))


def report_name(file: str) -> str:
    """How the files of a report begin that lies beside a file; never longer than a name may be."""
    name = PurePath(file).name
    return f"{name if len(os.fsencode(name)) <= LONGEST_NAME else name[:SHORT_NAME]}.report"


def shown(name: str) -> str:
    """A file name that can be printed, whatever bytes it is made of."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)

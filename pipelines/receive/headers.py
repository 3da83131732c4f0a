"""From the top rows of a file to the names of its columns; what has no name is not read, and that is said."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.personal.letters import letter
from pipelines.receive.grid import Width
from schemas.problems import FileStopped, Problem, problem
from schemas.source import FileFormat

__all__ = ["ROW", "Headers", "letter", "read_headers", "titles_of"]

ROW = "row"
THEIR_ROW = "row (of the file)"
MOST_COLUMNS = 2000
DATA_LIKE = re.compile(r"[\W_]*\d[\d\W_]*")


@dataclass(frozen=True)
class Headers:
    """The name of each column by position ("" where it has none), and what is to be said about them."""

    names: tuple[str, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def width(self) -> Width:
        """The columns there are; those after the last name may be absent from a row."""
        return Width(len(self.names), max((place for place, name in enumerate(self.names, 1) if name), default=0))

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that are read."""
        return tuple(name for name in self.names if name)


def read_headers(
    top: list[list[str]], how: FileFormat, file: str, spare: int = 0, *, is_strict: bool = True
) -> Headers:
    """The columns of a file whose first rows are `top`, and `spare` nameless ones to their right.

    FileStopped where the columns cannot be told apart; where not `is_strict`, those lose their names.
    """
    rows = [[cell.strip() for cell in row] for row in top[how.skip_rows :]]
    complete = len(rows) == how.header_rows
    names = _names(rows, how.header) if complete else []
    if not any(names):
        raise FileStopped(problem("TIP-E105", file=file, row=how.skip_rows + 1, rows=how.header_rows))
    if len(names) > MOST_COLUMNS:
        raise FileStopped(problem("TIP-E107", file=file, columns=len(names), most=MOST_COLUMNS))
    twice = {name for name, times in Counter(names).items() if name and times > 1}
    if twice and is_strict:
        raise FileStopped(*_same(names, sorted(twice), file))
    names = ["" if name in twice else name for name in names] + [""] * spare
    for column in how.skip_where:
        if column not in names:
            raise FileStopped(problem("TIP-E117", file=file, column=column))
    if ROW not in names:
        return Headers(tuple(names))
    renamed = tuple(THEIR_ROW if name == ROW else name for name in names)
    return Headers(renamed, (problem("TIP-E118", file=file, column=ROW, name=THEIR_ROW),))


def titles_of(top: list[list[str]], how: FileFormat, headers: Headers) -> list[tuple[str, ...]]:
    """For each column by place its name, then whatever else its header rows say."""
    rows = top[how.skip_rows :]
    above = [[row[place].strip() for row in rows if place < len(row)] for place in range(len(headers.names))]
    return [(name, *dict.fromkeys(texts)) for name, texts in zip(headers.names, above, strict=True)]


def _names(rows: list[list[str]], header: str) -> list[str]:
    if header == "first":
        return rows[0]
    if header == "last":
        return rows[-1]
    columns = max(map(len, rows))
    names = [""] * columns
    for depth, row in enumerate(rows):
        cells = row + [""] * (columns - len(row))
        if depth < len(rows) - 1:
            cells = _filled_from_left(cells)
        names = [" / ".join(part for part in (upper, cell) if part) for upper, cell in zip(names, cells, strict=True)]
    return names


def _filled_from_left(cells: list[str]) -> list[str]:
    """A merged heading stands in its first column only; it goes for the empty ones to its right too."""
    filled: list[str] = []
    for cell in cells:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _same(names: list[str], twice: list[str], file: str) -> Iterator[Problem]:
    """Headers that occur twice, by their letters alone: where no header is, it is a row of somebody's."""
    for name in twice:
        letters = ", ".join(letter(place) for place, other in enumerate(names) if other == name)
        yield problem("TIP-E106", file=file, letters=letters)

"""Files of the sample sources after an accident, each with made-up personal values planted."""

import csv
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import openpyxl

from pipelines.project import CHECKOUT, Project
from schemas.source import FileFormat

ROWS = 10
NAMES_ALONE = 0.7
WRITTEN_AT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# No pattern tells a name from a word, so files with these reach the rows; those with the others stop at the door.
NAMES = ("Zilpha Quarrington", "Quarrington, Zilpha", "ZILPHA", "A escondidas de Zilpha", "=Zilpha+Quarrington")
PATTERNS = (
    *("zilpha.q@quarrington.example", "(305) 555-0142", "+1 305 555 0142", "219-09-9999", "12 Sycamore Hollow Rd"),
    *("X48213907", "4111 1111 1111 1111", "1987-11-23", "203.0.113.77", "29.424122, -98.493629"),
)
CODECS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman", "latin-1", "utf-16-be", "cp037")
Grid = list[list[str]]


@dataclass(frozen=True)
class Mutated:
    """One file as it is handed in; `accident` names what was done to it."""

    source: str
    name: str
    accident: str
    content: bytes


def mutated(seed: int, times: int) -> Iterator[Mutated]:
    """That many files, the same for the same seed; every kind of accident meets every source in turn."""
    accidents = [("text", accident) for accident in TEXT] + [("book", accident) for accident in BOOK]
    for number in range(times):
        dice = random.Random(f"{seed}-{number}")  # noqa: S311  # not for secrets
        kind, accident = accidents[number % len(accidents)]
        source = "shelter" if kind == "book" else dice.choice(["city_police", "legal_aid", "household_survey"])
        values = NAMES if dice.random() < NAMES_ALONE else NAMES + PATTERNS
        grid = planted(dice, source, values)
        content = (TEXT if kind == "text" else BOOK)[accident](dice, source, grid)
        yield Mutated(source, "drop.csv" if kind == "text" else "drop.xlsx", f"{kind}, {accident}", content)


@cache
def how_of(source: str) -> FileFormat:
    """How the files of a source are written."""
    return Project(CHECKOUT).sources[source].file


@cache
def sample(source: str) -> tuple[tuple[str, ...], ...]:
    """The first rows of the sample file of a source."""
    how = how_of(source)
    (path,) = [path for path in (CHECKOUT / "sources" / source / "sample").iterdir() if path.is_file()]
    if path.suffix == ".xlsx":
        lines = openpyxl.load_workbook(path)["Cases"].iter_rows(values_only=True, max_row=above(source) + ROWS)
        return tuple(tuple("" if cell is None else str(cell) for cell in line) for line in lines)
    text = path.read_bytes().decode(how.encoding).removeprefix("\ufeff")
    return tuple(map(tuple, list(csv.reader(io.StringIO(text), delimiter=how.delimiter))[: above(source) + ROWS]))


def above(source: str) -> int:
    """How many rows stand above the data."""
    return how_of(source).skip_rows + how_of(source).header_rows


def planted(dice: random.Random, source: str, values: tuple[str, ...]) -> Grid:
    """The sample with one to five of its cells replaced."""
    grid = [list(row) for row in sample(source)]
    for _ in range(dice.randint(1, 5)):
        row = grid[dice.randrange(above(source), len(grid))]
        row[dice.randrange(len(row))] = dice.choice(values)
    return grid


def as_text(source: str, grid: Grid) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=how_of(source).delimiter).writerows(grid)
    return stream.getvalue()


def as_bytes(source: str, grid: Grid) -> bytes:
    return as_text(source, grid).encode(how_of(source).encoding, errors="replace")


def as_book(grid: Grid, sheet: str = "Cases") -> bytes:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in grid:
        page.append([cell.removeprefix("=") for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return zipped([(name, WRITTEN_AT.sub(b"2024-01-01T00:00:00Z", part)) for name, part in unzipped(stream.getvalue())])


def unzipped(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def zipped(parts: list[tuple[str, bytes]]) -> bytes:
    """The parts as one archive, without the time at which it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def flipped(dice: random.Random, content: bytes) -> bytes:
    """One to six bytes with one bit turned."""
    bad = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        bad[dice.randrange(len(bad))] ^= 1 << dice.randrange(8)
    return bytes(bad)


def with_marks(dice: random.Random, content: bytes, marks: tuple[bytes, ...]) -> bytes:
    """One to four marks put in anywhere."""
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(content))
        content = content[:at] + dice.choice(marks) + content[at:]
    return content


def headers_twice(dice: random.Random, source: str, grid: Grid) -> Grid:
    """One name given to two columns, or the rows above the data once more."""
    head = above(source)
    if dice.random() < 0.5:
        return [*grid[:head], *grid[:head], *grid[head:]]
    names = list(grid[head - 1])
    names[dice.randrange(len(names))] = dice.choice(names)
    return [*grid[: head - 1], names, *grid[head:]]


def rows_dropped(dice: random.Random, _: str, grid: Grid) -> Grid:
    """Some rows gone, from the top or from anywhere, and cells at the end of one."""
    kept = [row for row in grid if dice.random() > 0.3] or grid
    kept = kept[dice.choice([0, 0, 0, 1]) :] or grid
    at = dice.randrange(len(kept))
    return [*kept[:at], kept[at][: dice.randrange(len(kept[at]) + 1)], *kept[at + 1 :]]


def cells_replaced(dice: random.Random, source: str, grid: Grid) -> Grid:
    """A whole column of personal values, or a whole row."""
    value, head = dice.choice(NAMES), above(source)
    if dice.random() < 0.5:
        at = dice.randrange(len(grid[head - 1]))
        return [*grid[:head], *([*row[:at], value, *row[at + 1 :]] for row in grid[head:])]
    at = dice.randrange(head, len(grid))
    return [*grid[:at], [value] * len(grid[at]), *grid[at + 1 :]]


def recoded(dice: random.Random, source: str, grid: Grid) -> bytes:
    return as_text(source, grid).encode(dice.choice(CODECS), errors="replace")


def other_delimiter(dice: random.Random, source: str, grid: Grid) -> bytes:
    declared = how_of(source).delimiter
    other = dice.choice([mark for mark in ",;\t|" if mark != declared])
    return as_bytes(source, grid).replace(declared.encode(), other.encode(), dice.choice([-1, 1, 7]))


def inside_damaged(dice: random.Random, grid: Grid) -> bytes:
    """A workbook that unpacks, with bytes turned in one of its parts."""
    parts = unzipped(as_book(grid))
    hit = dice.randrange(len(parts))
    return zipped([(name, flipped(dice, part) if at == hit else part) for at, (name, part) in enumerate(parts)])


Accident = Callable[[random.Random, str, Grid], bytes]
TEXT: dict[str, Accident] = {
    "nothing else": lambda _, source, grid: as_bytes(source, grid),
    "bytes flipped": lambda dice, source, grid: flipped(dice, as_bytes(source, grid)),
    "cut": lambda dice, source, grid: (whole := as_bytes(source, grid))[: dice.randrange(len(whole))],
    "quotes": lambda dice, source, grid: with_marks(dice, as_bytes(source, grid), (b'"', b'""', b'",', b'"\n')),
    "line ends": lambda dice, source, grid: with_marks(dice, as_bytes(source, grid), (b"\n", b"\r", b"\0", b"\x1a")),
    "encoding": recoded,
    "delimiter": other_delimiter,
    "headers twice": lambda dice, source, grid: as_bytes(source, headers_twice(dice, source, grid)),
    "rows dropped": lambda dice, source, grid: as_bytes(source, rows_dropped(dice, source, grid)),
    "cells replaced": lambda dice, source, grid: as_bytes(source, cells_replaced(dice, source, grid)),
}
BOOK: dict[str, Accident] = {
    "bytes flipped": lambda dice, _, grid: flipped(dice, as_book(grid)),
    "bytes flipped inside": lambda dice, _, grid: inside_damaged(dice, grid),
    "cut": lambda dice, _, grid: (whole := as_book(grid))[: dice.randrange(len(whole))],
    "sheet renamed": lambda _, __, grid: as_book(grid, "Sheet1"),
    "headers twice": lambda dice, source, grid: as_book(headers_twice(dice, source, grid)),
    "rows dropped": lambda dice, source, grid: as_book(rows_dropped(dice, source, grid)),
    "cells replaced": lambda dice, source, grid: as_book(cells_replaced(dice, source, grid)),
}

"""The register of every number that stands on a page, and of the fact that it is; one that is none stops the build."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from dashboards.cells import Cell, cells, dimensions
from dashboards.texts import Texts
from pipelines.show.drawn import drawn_scales, drawn_texts, drawn_values
from pipelines.show.grids import Grid
from schemas.problems import ReleaseStopped, problem

WORDS = "words"
# Numbers that are no statistics of this release: codes of other standards, times and names of the ledger, numbers of
# an earlier release, and how many were changed since.
CODES, LEDGER, BEFORE, CHANGED = "codes", "ledger", "before", "changed"
# Where an axis may begin or end, whatever the numbers are: nothing, one, and a hundred per cent.
ENDS = (0.0, 1.0, 100.0)
# Texts of whole pages, which no figure says.
OF_PAGES = (
    *("methods.", "privacy", "pages.", "downloads.", "quality.", "site.", "standing.", "help.", "about."),
    *("crosswalk.", "revisions."),
)


@dataclass(frozen=True)
class Place:
    """One number on one page. In the part "words" it is no statistic: a label, a date, or how many rows there are."""

    page: str
    figure: str
    part: str
    text: str
    table: str = ""
    column: str = ""
    fact: str = ""


@dataclass(frozen=True)
class Told:
    """What a figure may say: its published numbers as they can be written, and the numbers within its words."""

    figure: str
    table: str
    values: Mapping[float, tuple[Cell, str]]
    texts: Mapping[str, Sequence[tuple[Cell, str]]]
    words: frozenset[str]
    rows: int


def numbers_in(text: str, texts: Texts) -> list[str]:
    """The numbers of a text as they are written, with their marks of thousands and decimals."""
    within = f"[{re.escape(texts('number.group') + texts('number.point'))}]"
    return re.findall(rf"\d+(?:{within}\d+)*", text)


def told_by(figure: str, table: str, rows: pd.DataFrame, texts: Texts, said: Iterable[str]) -> Told:
    """What a figure of these rows may say; `said` are texts of the release that stand with it, such as its notes."""
    values: dict[float, tuple[Cell, str]] = {}
    written: dict[str, list[tuple[Cell, str]]] = {}
    for cell, column, value in _all_told(cells(rows) if "count" in rows.columns else []):
        values.setdefault(value, (cell, column))
        for text in dict.fromkeys((texts.figure(value), texts.decimal(value))):
            written.setdefault(text, []).append((cell, column))
    own = (text for key, text in texts.words.items() if not key.startswith(OF_PAGES))
    labels = (
        words
        for name in dimensions(rows)
        for value in rows[name].unique()
        for words in (value, texts.label(name, value))
    )
    words = frozenset(number for text in (*own, *labels, *said) for number in numbers_in(text, texts))
    return Told(figure, table, values, written, words, len(rows))


def _all_told(listed: Sequence[Cell]) -> Iterator[tuple[Cell, str, float]]:
    yield from ((cell, *each) for cell in listed for each in _told(cell))
    # A base is the count of another row, which came first.
    yield from ((cell, "base", cell.base) for cell in listed if cell.base is not None)


def _told(cell: Cell) -> Iterator[tuple[str, float]]:
    """Every number that a row tells of itself, with its column."""
    if cell.count is not None:
        yield "count", cell.count
    if cell.limit is not None:
        yield "count", cell.limit
    if (cell.is_coarse or cell.limit is not None) and cell.at_most is not None:
        yield from (("at_least", cell.at_least), ("at_most", cell.at_most))
    yield from ((column, value) for column, value in cell.figures.items() if value is not None)


def in_sentence(told: Told, page: str, part: str, sentence: str, texts: Texts) -> list[Place]:
    """Every number of a sentence of the figure, on whichever page it stands.

    Raises:
        ReleaseStopped: One of them is none that was published.
    """
    return [_place(told, page, part, number, told.rows) for number in numbers_in(sentence, texts)]


def in_figure(told: Told, page: str, made: Grid, drawn: go.Figure | None, texts: Texts) -> list[Place]:
    """Every number of a figure's table and drawing.

    Raises:
        ReleaseStopped: One of them is none that was published.
    """
    found = []
    for line, facts in zip(made.lines, made.facts, strict=True):
        names, numbers = line[: made.leading], zip(line[made.leading :], facts, strict=True)
        found += [_word(told, page, "table", number) for text in names for number in numbers_in(text, texts)]
        found += [
            _place(told, page, "table", number, 0, fact) for text, fact in numbers for number in numbers_in(text, texts)
        ]
    if drawn is not None:
        told = replace(told, words=told.words | set(drawn_scales(drawn)))
        said = (number for text in drawn_texts(drawn) for number in numbers_in(text, texts))
        found += [_place(told, page, "drawing", number) for number in said]
        found += [_drawn(told, page, value) for value in drawn_values(drawn)]
    return list(dict.fromkeys(found))


def _place(told: Told, page: str, part: str, number: str, rows: int = 0, fact: int | None = None) -> Place:
    """A number of the row with this fact, or of any row; up to `rows` it may say how many rows there are of a kind."""
    known = told.texts.get(number, ())
    of_fact = [each for each in known if fact is None or each[0].fact == fact]
    if of_fact:
        cell, column = of_fact[0]
        return Place(page, told.figure, part, number, told.table, column, _written(cell.fact))
    return _word(told, page, part, number, rows)


def _word(told: Told, page: str, part: str, number: str, rows: int = 0) -> Place:
    if number in told.words or (number.isdecimal() and int(number) <= rows):
        return Place(page, told.figure, WORDS, number)
    raise ReleaseStopped(problem("TIP-E356", file=told.figure, part=part))


def _drawn(told: Told, page: str, value: float) -> Place:
    text = str(int(value)) if value == int(value) else str(value)
    if value in told.values:
        cell, column = told.values[value]
        return Place(page, told.figure, "drawing", text, told.table, column, _written(cell.fact))
    if value in ENDS:
        return Place(page, told.figure, WORDS, text)
    raise ReleaseStopped(problem("TIP-E356", file=told.figure, part="drawing"))


def _written(fact: int | None) -> str:
    return "" if fact is None else str(fact)


def write_places(path: Path, places: Iterable[Place]) -> None:
    """The register as a file, each number of a place once."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Place)])
        writer.writerows(astuple(place) for place in dict.fromkeys(places))

"""Rates, their intervals and their control limits: each follows from published numbers, or is a fact of its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from pipelines.audit.read import TOTAL, Row, Table
from pipelines.audit.rule import INFINITE

PEOPLE = 100_000
# Within so many standard deviations lie 95 per cent.
Z = 1.959963984540054
NEAR = 1e-6


class Rate(NamedTuple):
    """A printed number that does not follow, the row of the count that it tells of, and what that count may be."""

    row: Row
    column: str
    printed: str
    least: float
    most: float


class Column(NamedTuple):
    """What a column is worked out from: a number of the row itself, or of all areas together, and how."""

    of: str
    is_of_all: bool
    work_out: Callable[[float], float]


def byars(count: float, side: int) -> float:
    """An end of the interval of a count by Byars' approximation: side -1 below, 1 above."""
    base = count + (side > 0)
    return base * (1 - 1 / (9 * base) + side * Z / (3 * sqrt(base))) ** 3 if base else 0.0


def chance(expected: float, side: int) -> float:
    """Where 2.5 per cent of counts lie beyond by chance, with so many expected, by Cornish and Fisher."""
    return max(0.0, expected + side * Z * sqrt(expected) + (Z * Z - 1) / 6)


COLUMNS = {
    "rate_per_100k": Column("count", False, float),
    "rate_low": Column("at_least", False, lambda count: byars(count, -1)),
    "rate_high": Column("at_most", False, lambda count: byars(count, 1)),
    "funnel_low": Column("at_least", True, lambda expected: chance(expected, -1)),
    "funnel_high": Column("at_most", True, lambda expected: chance(expected, 1)),
}


def loose_rates(table: Table, people: Mapping[str, int]) -> Iterator[Rate]:
    """Every number about a rate that says more than the published counts, and every population that is another one."""
    area = next((dimension.name for dimension in table.dimensions if dimension.kind == "area"), "")
    rows = {table.values(row): row for row in table.rows}
    for row in table.rows:
        printed = row.get("population", "")
        if printed and float(printed) != people.get(row.get(area, "")):
            yield Rate(row, "population", printed, 0.0, INFINITE)
    for name, column in COLUMNS.items():
        for row, text, scale in _printed(table, name):
            own = people.get(row[area], 0) if area else 0
            whole = rows.get(tuple(TOTAL if d.name == area else row[d.name] for d in table.dimensions), row)
            of = whole if column.is_of_all else row
            every = people.get(TOTAL, 0) if column.is_of_all else own
            ends = _fitting(column, float(text), scale, own, every)
            told = of.get(column.of) or of["count"]
            if ends is None or not told or not ends[0] <= int(told) <= ends[1]:
                yield Rate(of, name, text, *(ends or (0.0, INFINITE)))


def _fitting(column: Column, printed: float, scale: int, own: int, every: int) -> tuple[int, int] | None:
    """From the least to the most people for whom this number would be printed; None where nobody can say."""
    if not own or not every:
        return None
    half, share = 0.5 / scale + NEAR, own / every

    def told(count: int) -> float:
        return PEOPLE * column.work_out(count * share) / own

    counts = range(every + 1)
    return bisect_left(counts, printed - half, key=told), bisect_right(counts, printed + half, key=told) - 1


def _printed(table: Table, name: str) -> Iterator[tuple[Row, str, int]]:
    """Each printed value with the units of the last decimal that its column uses."""
    texts: Sequence[tuple[Row, str]] = [(row, row.get(name, "")) for row in table.rows]
    scale = 10 ** max((len(text.partition(".")[2].rstrip("0")) for _, text in texts), default=0)
    yield from ((row, text, scale) for row, text in texts if text)

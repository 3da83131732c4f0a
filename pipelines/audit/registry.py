"""Every distinct number of a site once, with the interval that is told of it, and the sums that are known to hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.audit.read import TOTAL, Dimension, Table
from pipelines.audit.rule import INFINITE, Interval

NOW = ""
Pairs = frozenset[tuple[str, str]]


class Key(NamedTuple):
    """What a number counts; `release` is NOW for the site's own, else the id of an earlier one."""

    release: str
    universe: str
    pairs: Pairs


class Sum(NamedTuple):
    """Parts that add up to the whole (adds_up), overlap and cover it (covers), lie in it (grows), or are it (same)."""

    kind: str
    whole: int
    parts: tuple[int, ...]


@dataclass
class Registry:
    """Numbers by their key. `source` is the table that names each.

    `told` are those that a row of a table tells, `differing` those told in two ways, `silent` those not reported.
    """

    index: dict[Key, int] = field(default_factory=dict)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    sums: dict[Sum, None] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    differing: set[int] = field(default_factory=set)
    silent: set[int] = field(default_factory=set)

    def add(self, key: Key, source: str = "") -> int:
        """The number of a key, of which nothing is told yet when it is new."""
        number = self.index.setdefault(key, len(self.least))
        if number == len(self.least):
            self.least.append(0.0)
            self.most.append(INFINITE)
            self.source.append(source)
            self.keys.append(key)
        return number

    def tell(self, key: Key, interval: Interval, source: str) -> int:
        """A number and what is told of it; what is told twice holds twice."""
        number = self.add(key, source)
        if number in self.told and interval != (self.least[number], self.most[number]):
            self.differing.add(number)
        self.told.add(number)
        self.narrow(number, interval)
        return number

    def narrow(self, number: int, interval: Interval) -> None:
        """Something more is told of a number."""
        self.least[number] = max(self.least[number], interval[0])
        self.most[number] = min(self.most[number], interval[1])

    def add_table(self, table: Table, intervals: Sequence[Interval]) -> list[int]:
        """The numbers of a table's rows; a cell that its sums name but no row tells is a number like the others."""
        place: dict[tuple[str, ...], int] = {}
        for row, interval in zip(table.rows, intervals, strict=True):
            values = table.values(row)
            place[values] = self.tell(Key(NOW, *table.key(values)), interval, table.name)
        rows = [place[table.values(row)] for row in table.rows]
        for position, declared in enumerate(table.dimensions):
            for dimension, world in _worlds(table, declared, place):
                for kind, family in families(dimension, {values[position] for values in world}):
                    for members in _members(world, position, family):
                        numbers = [self._number(table, place, values) for values in members]
                        self.sums[Sum(kind, numbers[0], tuple(numbers[1:]))] = None
        return rows

    def _number(self, table: Table, place: dict[tuple[str, ...], int], values: tuple[str, ...]) -> int:
        if values not in place:
            place[values] = self.add(Key(NOW, *table.key(values)), table.name)
        return place[values]


def families(dimension: Dimension, values: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sums of a dimension, whole first; a value of no sum lies at least within the total."""
    for whole, parts in dimension.partitions.items():
        yield "adds_up", (whole, *parts)
    for whole, parts in dimension.covers.items():
        yield "covers", (whole, *parts)
    inside = {part for parts in (*dimension.partitions.values(), *dimension.covers.values()) for part in parts}
    if dimension.kind != "group" and TOTAL in values:
        yield from (("grows", (TOTAL, value)) for value in sorted(values - inside - {TOTAL}))


def _worlds(
    table: Table, declared: Dimension, place: Mapping[tuple[str, ...], int]
) -> Iterator[tuple[Dimension, list[tuple[str, ...]]]]:
    """The cells for which a dimension's sums hold: all, or those of one group that has sums of its own."""
    groups = [position for position, other in enumerate(table.dimensions) if other.kind == "group"]
    if not declared.per_group or not groups:
        yield declared, list(place)
    for value, own in declared.per_group.items():
        yield own, [values for values in place if any(values[at] == value for at in groups)]


def _members(world: Sequence[tuple[str, ...]], position: int, family: Sequence[str]) -> Iterator[list[tuple[str, ...]]]:
    """The cells of one sum, once for every combination of the other dimensions of which any cell is there."""
    members = set(family)
    others = dict.fromkeys((v[:position], v[position + 1 :]) for v in world if v[position] in members)
    for before, after in others:
        yield [(*before, value, *after) for value in family]

"""The distinct numbers of a release and the sums that tie them together, within a table and between tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.publish.intervals import Counts, Mask
from pipelines.tables import MOST, TOTAL, CountedTable, Dimension
from schemas.problems import ReleaseStopped, problem

Key = tuple[str, frozenset[tuple[str, str]]]
Values = tuple[str, ...]


class Relation(NamedTuple):
    """A cell and its parts: they add up to it exactly, or they overlap and cover it."""

    whole: int
    parts: tuple[int, ...]
    is_exact: bool


@dataclass(frozen=True)
class Cells:
    """Every distinct cell once; `rows` says for each counted table which cell each of its rows is.

    `keys` are its universe and its (dimension, value) pairs; `known` are the zeros that everybody knows. `most` is
    above the count where those who made it have hidden a part of it.
    """

    counts: Counts
    relations: tuple[Relation, ...]
    rows: tuple[npt.NDArray[np.int64], ...]
    keys: tuple[Key, ...] = ()
    known: Mask = field(default_factory=lambda: np.zeros(0, dtype=bool))
    most: Counts = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __post_init__(self) -> None:
        """Where nobody says otherwise, no zero is known to be structural, and no part of a count is hidden."""
        if len(self.known) != len(self.counts):
            object.__setattr__(self, "known", np.zeros(len(self.counts), dtype=bool))
        if len(self.most) != len(self.counts):
            object.__setattr__(self, "most", self.counts)


@dataclass
class _Register:
    index: dict[Key, int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    first_table: list[str] = field(default_factory=list)
    relations: dict[Relation, None] = field(default_factory=dict)

    def cell(self, key: Key, count: int, table: str) -> int:
        number = self.index.setdefault(key, len(self.counts))
        if number == len(self.counts):
            self.counts.append(count)
            self.first_table.append(table)
        elif self.counts[number] != count:
            raise ReleaseStopped(problem("TIP-E300", table=table, other=self.first_table[number]))
        return number


def list_cells(tables: Sequence[CountedTable]) -> Cells:
    """All cells of the counted tables and all relations among them, checked against the counts.

    Raises:
        ReleaseStopped: A count is no count, a cell is missing, or two numbers do not agree.
    """
    register = _Register()
    rows = tuple(_add_table(register, table) for table in tables)
    order = sorted(register.index, key=lambda key: (key[0], sorted(key[1])))
    place = np.empty(len(order), dtype=np.int64)  # the same numbering however the rows of a table come
    place[[register.index[key] for key in order]] = np.arange(len(order))
    counts = np.array([register.counts[register.index[key]] for key in order], dtype=np.int64)
    rows = tuple(place[own] for own in rows)
    known = _known(len(counts), tables, rows)
    most = counts.copy()
    for table, own in zip(tables, rows, strict=True):
        if MOST in table.frame:
            most[own] = table.frame[MOST].to_numpy()
    return Cells(counts, _in_order(register.relations, place.tolist()), rows, tuple(order), known, most)


def _in_order(relations: Iterable[Relation], place: Sequence[int]) -> tuple[Relation, ...]:
    return tuple(
        sorted(Relation(place[whole], tuple(place[part] for part in parts), exact) for whole, parts, exact in relations)
    )


def _known(size: int, tables: Sequence[CountedTable], rows: Sequence[npt.NDArray[np.int64]]) -> Mask:
    """Zeros that everybody knows: no source has sent anything that could have held the cell."""
    known = np.zeros(size, dtype=bool)
    for table, cells in zip(tables, rows, strict=True):
        if "is_reported" in table.frame:
            silent = ~table.frame["is_reported"].to_numpy(dtype=bool)
            if (table.frame["count"].to_numpy()[silent] > 0).any():
                raise ReleaseStopped(problem("TIP-E309", table=table.name))
            known[cells[silent]] = True
    return known


def _add_table(register: _Register, table: CountedTable) -> npt.NDArray[np.int64]:
    _check_counts(table)
    rows = list(zip(*(table.frame[d.name].astype(str).tolist() for d in table.dimensions), strict=True))
    place: dict[Values, int] = {}
    for values, count in zip(rows, table.frame["count"].tolist(), strict=True):
        place[values] = register.cell(_key(table, values), int(count), table.name)
    if len(place) != len(rows):
        raise ReleaseStopped(problem("TIP-E302", table=table.name))
    for position, declared in enumerate(table.dimensions):
        for dimension, there in _worlds(table, declared, place):
            for is_exact, sums in ((True, dimension.partitions), (False, dimension.covers)):
                for whole, parts in sums.items():
                    for relation in _relations(there, position, (whole, *parts), is_exact=is_exact):
                        _check_relation(register.counts, relation, table, dimension)
                        register.relations[relation] = None
    return np.array([place[values] for values in rows], dtype=np.int64)


def _worlds(
    table: CountedTable, dimension: Dimension, place: dict[Values, int]
) -> Iterator[tuple[Dimension, dict[Values, int]]]:
    """The sums of a dimension with the cells they hold for: all of them, or those of one group at a time."""
    if not dimension.per_group:
        yield dimension, place
    groups = [position for position, other in enumerate(table.dimensions) if other.kind == "group"]
    for value, own in dimension.per_group.items():
        yield own, {values: cell for values, cell in place.items() if values[groups[0]] == value}


def _key(table: CountedTable, values: Values) -> Key:
    universe = table.universe
    pairs = set(table.fixed.items())
    for dimension, value in zip(table.dimensions, values, strict=True):
        if value in table.universes and dimension.kind == "group":
            universe = table.universes[value]
        elif value != TOTAL or dimension.kind == "group":
            pairs.add((dimension.name, value))
    return universe, frozenset(pairs)


def _check_counts(table: CountedTable) -> None:
    counts = table.frame["count"]
    needed = [dimension.name for dimension in table.dimensions]
    if not needed or table.frame[needed].isna().to_numpy().any():
        raise ReleaseStopped(problem("TIP-E302", table=table.name))
    if counts.dtype.kind != "i" or counts.isna().any() or (counts < 0).any():
        raise ReleaseStopped(problem("TIP-E301", table=table.name))


def _relations(place: dict[Values, int], position: int, family: Values, *, is_exact: bool) -> list[Relation]:
    """The same sum once for every combination of the other dimensions; a missing cell is marked -1."""
    members = frozenset(family)
    others = dict.fromkeys(v[:position] + v[position + 1 :] for v in place if v[position] in members)
    cells = ([place.get((*rest[:position], value, *rest[position:]), -1) for value in family] for rest in others)
    return [Relation(whole, tuple(parts), is_exact) for whole, *parts in cells]


def _check_relation(counts: list[int], relation: Relation, table: CountedTable, dimension: Dimension) -> None:
    if -1 in (relation.whole, *relation.parts):
        raise ReleaseStopped(problem("TIP-E303", table=table.name, dimension=dimension.name))
    whole, parts = counts[relation.whole], [counts[part] for part in relation.parts]
    is_cover = max(parts, default=0) <= whole <= sum(parts)
    if not (sum(parts) == whole if relation.is_exact else is_cover):
        raise ReleaseStopped(problem("TIP-E304", table=table.name, dimension=dimension.name))

"""The distinct numbers of a release and the sums that tie them together, within a table and between tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.publish.policy import Counts, Mask, Policy
from pipelines.tables import ANY_ANSWER, TOTAL, UNSPECIFIED, CountedTable, Dimension
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

    `banded` cells are hidden when they are 0, too: a mark on one town among zeros would say that somebody is there.
    """

    counts: Counts
    relations: tuple[Relation, ...]
    rows: tuple[npt.NDArray[np.int64], ...]
    banded: Mask

    def small(self, policy: Policy) -> Mask:
        """The cells that may not be shown."""
        small: Mask = policy.is_small(self.counts) | (self.banded & (self.counts == 0))
        return small


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
    counts = np.array(register.counts, dtype=np.int64)
    return Cells(counts, tuple(register.relations), rows, _banded(register, tables))


def _banded(register: _Register, tables: Sequence[CountedTable]) -> Mask:
    """Places, unless nobody at all was counted in all of them together."""
    names = {dimension.name for table in tables for dimension in table.dimensions if dimension.kind == "area"}
    banded = np.zeros(len(register.counts), dtype=bool)
    for (universe, pairs), cell in register.index.items():
        for pair in pairs:
            if pair[0] in names and pair[1] not in (ANY_ANSWER, "unknown") and not pair[1].endswith(UNSPECIFIED):
                known = register.index.get((universe, pairs - {pair} | {(pair[0], ANY_ANSWER)}))
                whole = known if known is not None else register.index.get((universe, pairs - {pair}))
                banded[cell] = whole is None or register.counts[whole] > 0
    return banded


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
    pairs = zip(table.dimensions, values, strict=True)
    return table.universe, frozenset((d.name, v) for d, v in pairs if v != TOTAL or d.kind == "group")


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

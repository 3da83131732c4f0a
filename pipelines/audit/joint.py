"""Tables that are linked in a circle: margins alone do not say what is possible, so the cells they share are added.

Three tables of two breakdowns each may agree pair by pair and still have no table of all three behind them. Where the
breakdowns of the tables of a universe can be taken apart one after the other (Graham, Yu and Ozsoyoglu), they never do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from pipelines.audit.read import TOTAL, Dimension, Table
from pipelines.audit.registry import Key, Registry, Sum
from schemas.problems import ReleaseStopped, problem

MOST_CELLS = 20_000
Edge = frozenset[str]


def cyclic_core(edges: Iterable[Edge]) -> set[Edge]:
    """What is left of sets of breakdowns when all that hangs on one set alone is taken off; empty if acyclic."""
    left = set(edges)
    while True:
        held = {name: sum(name in edge for edge in left) for edge in left for name in edge}
        bare = {frozenset(name for name in edge if held[name] > 1) for edge in left}
        kept = {edge for edge in bare if not any(edge < other for other in bare)} - {frozenset()}
        if kept == left:
            return kept if len(kept) > 1 else set()
        left = kept


def add_joint_cells(registry: Registry, tables: Sequence[Table]) -> set[int]:
    """The numbers of the cells that tables in a circle have in common; where there is no circle, none.

    Raises:
        ReleaseStopped: There are too many of them to be audited.
    """
    found: set[int] = set()
    groups = {dimension.name for table in tables for dimension in table.dimensions if dimension.kind == "group"}
    for family, members in _families(registry, groups).items():
        core = cyclic_core(frozenset(name for name, _ in registry.keys[n].pairs - family.pairs) for n in members)
        if core:
            levels = _levels(registry, tables, members, frozenset().union(*core))
            size = prod(len(level.basic) for level in levels.values())
            if size > MOST_CELLS or sum(bool(level.covers) for level in levels.values()) > 1:
                names = ", ".join(sorted(levels))
                raise ReleaseStopped(problem("TIP-E510", names=names, cells=size, most=MOST_CELLS))
            found |= _add(registry, family, levels, members)
    return found


def _families(registry: Registry, groups: set[str]) -> dict[Key, list[int]]:
    """The numbers apart by release, by universe, and by the groups over which nothing is summed."""
    found: dict[Key, list[int]] = defaultdict(list)
    for number, key in enumerate(registry.keys):
        found[key._replace(pairs=frozenset(pair for pair in key.pairs if pair[0] in groups))].append(number)
    return found


class _Level:
    """One breakdown with the sums of all tables that have it; `basic` values have no finer ones that add up to them."""

    def __init__(self, dimensions: Sequence[Dimension], values: Iterable[str]) -> None:
        self.partitions: dict[str, Sequence[str]] = {}
        self.covers: dict[str, Sequence[str]] = {}
        for dimension in dimensions:
            self.partitions |= dimension.partitions
            self.covers |= dimension.covers
        parts = {part for family in (*self.partitions.values(), *self.covers.values()) for part in family}
        self.basic = sorted(({*values, *parts} | set(self.covers)) - set(self.partitions) - {TOTAL})

    def below(self, value: str) -> list[str]:
        """The basic values that add up to one; of a total that nothing adds up to, none."""
        if value in self.partitions:
            return [basic for part in self.partitions[value] for basic in self.below(part)]
        return [] if value == TOTAL else [value]


def _levels(registry: Registry, tables: Sequence[Table], members: Sequence[int], names: Edge) -> dict[str, _Level]:
    pairs = {pair for number in members for pair in registry.keys[number].pairs}
    universe = registry.keys[members[0]].universe
    own = [table for table in tables if universe in (table.universe, *table.universes.values())]
    return {
        name: _Level(
            [dimension for table in own for dimension in table.dimensions if dimension.name == name],
            [value for other, value in pairs if other == name],
        )
        for name in sorted(names)
    }


def _add(registry: Registry, family: Key, levels: Mapping[str, _Level], members: Sequence[int]) -> set[int]:
    def number(values: Mapping[str, str]) -> int:
        return registry.add(family._replace(pairs=family.pairs | frozenset(values.items())))

    before = len(registry.least)
    wholes = {one.whole for one in registry.sums if one.kind == "adds_up"}
    for cell in sorted(set(members) - wholes):
        pairs = dict(registry.keys[cell].pairs - family.pairs)
        if pairs.keys() <= levels.keys():
            parts = tuple(
                number(values) for values in _product({n: v.below(pairs.get(n, TOTAL)) for n, v in levels.items()})
            )
            if parts and parts != (cell,):
                registry.sums[Sum("adds_up", cell, parts)] = None
    for name, level in levels.items():
        for whole, words in level.covers.items():
            for rest in _product({n: v.basic for n, v in levels.items() if n != name}):
                first, *others = (number({**rest, name: value}) for value in (whole, *words))
                registry.sums[Sum("covers", first, tuple(others))] = None
    return set(range(before, len(registry.least)))


def _product(values: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))

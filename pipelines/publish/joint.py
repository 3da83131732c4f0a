"""Tables that hang together in a ring: whole numbers for each alone need not come from any people at all.

Where the tables of a universe link without a ring, any whole numbers that agree with all sums come from some people
(Beeri, Fagin, Maier and Yannakakis, 1983, on acyclic schemes). Where they do not, the cells of the table that the
ring implies are added as columns: nobody publishes them, and they are protected as every other number.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np

from pipelines.publish.system import JOINT, System, Tie, Told
from pipelines.tables import CountedTable, Dimension
from schemas.problems import ReleaseStopped, problem

LIMIT = 20_000
Names = frozenset[str]


def join_cyclic(system: System, tables: Sequence[CountedTable]) -> System:
    """The system with the joint cells of every ring of tables; the same system where there is none.

    Raises:
        ReleaseStopped: The joint table would be too large, or its words overlap: plan fewer breakdowns.
    """
    for universe in sorted({key[0] for key in system.cells.keys}):
        own = [table for table in tables if table.universe == universe]
        ring = ring_of({frozenset(d.name for d in table.dimensions) for table in own})
        if ring:
            dimensions = {d.name: d for table in own for d in table.dimensions if d.name in ring}
            system = _joined(system, universe, dimensions)
    return system


def ring_of(schemes: Iterable[Names]) -> Names:
    """The dimensions that are left when ears are taken off (Graham, Yu and Ozsoyoglu); none where there is no ring."""
    left = set(schemes)
    while True:
        once = {name for scheme in left for name in scheme if sum(name in other for other in left) == 1}
        smaller = {scheme - once for scheme in left} - {frozenset()}
        smaller = {one for one in smaller if not any(one < other for other in smaller)}
        if smaller == left:
            return frozenset().union(*left) if len(left) > 1 else frozenset()
        left = smaller


def _joined(system: System, universe: str, dimensions: Mapping[str, Dimension]) -> System:
    leaves = {name: _leaves(dimension) for name, dimension in sorted(dimensions.items())}
    words = {name: (*leaves[name], *_words(dimensions[name])) for name in leaves}
    size = math.prod(map(len, words.values()))
    overlapping = sum(len(words[name]) > len(leaves[name]) for name in leaves)
    if size > LIMIT or overlapping > 1 or any(dimension.per_group for dimension in dimensions.values()):
        raise ReleaseStopped(problem("TIP-E312", universe=universe, names=", ".join(leaves)))
    place = {values: number for number, values in enumerate(product(*words.values()), system.size)}
    told = tuple(
        Told((universe, frozenset(zip(leaves, values, strict=True))), 0.0, np.inf, 0, JOINT) for values in place
    )
    ties = []
    for cell, key in enumerate(system.cells.keys):
        known = dict(key[1])
        if key[0] == universe and all(value in words.get(name, ()) for name, value in known.items()):
            choices = [(known[name],) if name in known else leaves[name] for name in leaves]
            ties.append(Tie("adds_up", cell, tuple(place[values] for values in product(*choices))))
    for at, name in enumerate(leaves):
        for whole, parts in dimensions[name].covers.items():
            for values, number in place.items():
                if values[at] == whole:
                    inside = tuple(place[(*values[:at], part, *values[at + 1 :])] for part in parts)
                    ties.append(Tie("covers", number, inside))
    system.others = (*system.others, *told)
    system.ties = (*system.ties, *ties)
    system.least = np.concatenate([system.least, np.zeros(size)])
    system.most = np.concatenate([system.most, np.full(size, np.inf)])
    return system


def _leaves(dimension: Dimension) -> tuple[str, ...]:
    """The values that are no sum of others."""
    wholes = set(dimension.partitions)
    return tuple(dict.fromkeys(p for parts in dimension.partitions.values() for p in parts if p not in wholes))


def _words(dimension: Dimension) -> tuple[str, ...]:
    """The words that overlap."""
    return tuple(dict.fromkeys(word for words in dimension.covers.values() for word in words))

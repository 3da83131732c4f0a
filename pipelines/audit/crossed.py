"""Tables that nobody publishes, but that two tables of the same people imply: who is in a cell of each of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from pipelines.audit.read import Table
from pipelines.audit.registry import NOW, Key, Pairs, Registry
from pipelines.audit.system import Indices

Grid = npt.NDArray[np.bool_]
Within = tuple[str, Pairs, Pairs]


@dataclass(frozen=True)
class Block:
    """Cells of two tables inside the same `whole`: for the pairs that are `apart` nobody says who is in both."""

    ones: Indices
    others: Indices
    whole: int
    apart: Grid

    def within(self, place: Indices) -> "Block":
        """The same with the cells numbered otherwise; those without a place are left out."""
        ones, others = place[self.ones] >= 0, place[self.others] >= 0
        apart = self.apart[ones][:, others]
        return Block(place[self.ones[ones]], place[self.others[others]], int(place[self.whole]), apart)

    def pairs(self, wanted: Grid) -> Indices:
        """The wanted ones of its pairs, as rows of one cell, the other cell and the whole."""
        one, other = np.nonzero(wanted & self.apart)
        return np.stack([self.ones[one], self.others[other], np.full(len(one), self.whole)], axis=1)


def crossed_blocks(tables: Sequence[Table], registry: Registry) -> Iterator[Block]:
    """All pairs of cells of two tables that agree on the breakdowns they share."""
    numbers = [{registry.index[Key(NOW, *table.key(table.values(row)))] for row in table.rows} for table in tables]
    known = {frozenset(name for name, _ in key.pairs) for key in registry.keys}
    for one, other in combinations(_not_inside_others(numbers), 2):
        names = [frozenset((*(d.name for d in tables[at].dimensions), *tables[at].fixed)) for at in (one, other)]
        sides = [_inside(tables[at], numbers[at], names[0] & names[1], registry) for at in (one, other)]
        for within in sorted(sides[0].keys() & sides[1].keys(), key=repr):
            whole = registry.index.get(Key(NOW, within[0], within[2]))
            if whole is not None:
                a, b = (np.array(sorted(side[within]), dtype=np.int64) for side in sides)
                yield Block(a, b, whole, _apart(a, b, registry, known))


def _not_inside_others(numbers: Sequence[set[int]]) -> list[int]:
    """Tables but for those all of whose cells another table has."""

    def has_all(at: int, other: int) -> bool:
        return numbers[at] < numbers[other] or (numbers[at] == numbers[other] and at > other)

    return [at for at in range(len(numbers)) if not any(has_all(at, other) for other in range(len(numbers)))]


def _inside(table: Table, numbers: set[int], shared: frozenset[str], registry: Registry) -> dict[Within, list[int]]:
    """The cells of a table that are more than what it shares with another one, by what they share."""
    groups = {dimension.name for dimension in table.dimensions if dimension.kind == "group"}
    found: dict[Within, list[int]] = defaultdict(list)
    for number in numbers:
        key = registry.keys[number]
        pairs = frozenset(pair for pair in key.pairs if pair[0] in shared)
        if pairs != key.pairs and registry.most[number] > 0:
            found[key.universe, frozenset(pair for pair in key.pairs if pair[0] in groups), pairs].append(number)
    return found


def _apart(ones: Indices, others: Indices, registry: Registry, known: set[frozenset[str]]) -> Grid:
    """Pairs for which no number of its own says who is in both; `known`: all breakdowns that any number has."""
    apart = np.ones((len(ones), len(others)), dtype=bool)
    keys = registry.keys
    names = [[frozenset(name for name, _ in keys[number].pairs) for number in side] for side in (ones, others)]
    if any(one | other in known for one in set(names[0]) for other in set(names[1])):
        for at, one in enumerate(ones):
            for to, other in enumerate(others):
                if names[0][at] | names[1][to] in known:
                    both = Key(NOW, keys[one].universe, keys[one].pairs | keys[other].pairs)
                    apart[at, to] = both not in registry.index
    return apart

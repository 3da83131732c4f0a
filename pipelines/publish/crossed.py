"""Cross-tables that nobody publishes, but that two tables of the same people imply: who is in both of two cells."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from pipelines.publish.cells import Cells, Key
from pipelines.publish.program import Indices

Spread = dict[Key, int]
Published = set[tuple[str, frozenset[str]]]


@dataclass(frozen=True)
class Crossing:
    """Cells of two tables within one `whole`: nobody publishes how many are in both of a cell of each."""

    ones: Indices
    others: Indices
    whole: int

    def within(self, place: dict[int, int]) -> "Crossing":
        """The same crossing with its columns numbered otherwise."""
        return Crossing(
            np.array([place[column] for column in self.ones.tolist()]),
            np.array([place[column] for column in self.others.tolist()]),
            place[self.whole],
        )


def crossings(cells: Cells) -> list[Crossing]:
    """All crossings of two tables that no third table publishes."""
    index = {key: number for number, key in enumerate(cells.keys)}
    spread = [{cells.keys[number]: int(number) for number in rows} for rows in cells.rows]
    published = {(key[0], _names(key)) for own in spread for key in own}
    found: dict[tuple[bytes, bytes, int], Crossing] = {}
    for one, other in combinations(spread, 2):
        for ones, others, whole in _within(one, other, published):
            if whole in index:
                crossing = Crossing(np.unique(ones), np.unique(others), index[whole])
                found.setdefault((crossing.ones.tobytes(), crossing.others.tobytes(), crossing.whole), crossing)
    return list(found.values())


def _within(one: Spread, other: Spread, published: Published) -> Iterator[tuple[list[int], list[int], Key]]:
    """Cells of both tables that agree on the dimensions that both have, with the cell of these dimensions alone."""
    shared = _dimensions(one) & _dimensions(other)
    sides: list[dict[Key, dict[frozenset[str], list[int]]]] = []
    for spread in (one, other):
        side: dict[Key, dict[frozenset[str], list[int]]] = defaultdict(lambda: defaultdict(list))
        for (universe, pairs), number in spread.items():
            inside = frozenset(pair for pair in pairs if pair[0] in shared)
            if inside != pairs:
                side[(universe, inside)][_names((universe, pairs))].append(number)
        sides.append(side)
    for whole in (key for key in sides[0] if key in sides[1]):
        there = [names for universe, names in published if universe == whole[0]]
        for names, ones in sides[0][whole].items():
            for more, others in sides[1][whole].items():
                if not any(names | more <= together for together in there):
                    yield ones, others, whole


def _names(key: Key) -> frozenset[str]:
    return frozenset(name for name, _ in key[1])


def _dimensions(spread: Spread) -> frozenset[str]:
    return frozenset().union(*(_names(key) for key in spread))

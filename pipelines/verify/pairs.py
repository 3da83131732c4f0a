"""All pairs of cells of two tables that say something together which no table says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import combinations

import numpy as np
import numpy.typing as npt

from pipelines.verify.cells import Placed
from pipelines.verify.proof import Ints, Mask

Codes = npt.NDArray[np.uint64]
# So many pairs are held at once.
PAIRS = 500_000
LAST_BITS = np.uint64(2**20 - 1)


@dataclass(frozen=True)
class Index:
    """The cells of all tables by their codes; `ends` are the last bits of codes that any cell has."""

    codes: Codes
    facts: Ints
    ends: Mask

    @classmethod
    def of(cls, sides: Sequence["Side"]) -> "Index":
        """All cells of these tables."""
        codes, facts = (
            np.concatenate([np.zeros(0, dtype=kind), *parts])
            for kind, parts in (
                (np.uint64, (side.code(set(side.codes)) for side in sides)),
                (np.int64, (side.facts for side in sides)),
            )
        )
        every, first = np.unique(codes, return_index=True)
        ends = np.zeros(int(LAST_BITS) + 1, dtype=bool)
        ends[every & LAST_BITS] = True
        return cls(every, facts[first], ends)

    def fact(self, codes: Codes) -> Ints:
        """The fact of each code, -1 where no table shows it."""
        found = np.full(len(codes), -1, dtype=np.int64)
        likely = np.flatnonzero(self.ends[codes & LAST_BITS])
        places = np.minimum(np.searchsorted(self.codes, codes[likely]), len(self.codes) - 1)
        is_there = self.codes[places] == codes[likely]
        found[likely[is_there]] = self.facts[places[is_there]]
        return found


@dataclass(frozen=True)
class Within:
    """The cells of one table that say more than the dimensions shared with another: cell, whole and fact, by whole."""

    cell: Codes
    whole: Codes
    facts: Ints


@dataclass(frozen=True)
class Side:
    """A table with a code for each pair of its cells. Codes add up: those of all pairs are the code of the cell."""

    codes: dict[str, Codes]
    world: Codes
    facts: Ints

    @classmethod
    def of(cls, placed: Placed) -> "Side":
        """The codes of a table; where a cell is the total of a dimension, that adds nothing."""
        names = sorted({name for pairs in placed.pairs for name, _ in pairs})
        said = [dict(pairs) for pairs in placed.pairs]
        codes = {
            name: np.array([_code(f"{name}={pairs[name]}") if name in pairs else 0 for pairs in said], dtype=np.uint64)
            for name in names
        }
        world = np.array([_code(name) for name in placed.worlds], dtype=np.uint64)
        return cls(codes, world, np.array(placed.facts, dtype=np.int64))

    def code(self, names: set[str]) -> Codes:
        """The code of each cell with these of its dimensions alone."""
        total = self.world.copy()
        for name in sorted(names):
            total += self.codes[name]
        return total

    def within(self, shared: set[str], index: Index) -> Within:
        """The cells that say more than the shared dimensions, where a table shows the whole that they are in."""
        cell, whole = self.code(set(self.codes)), self.code(shared)
        inside = np.flatnonzero((cell != whole) & (index.fact(whole) >= 0))
        inside = inside[np.argsort(whole[inside], kind="stable")]
        return Within(cell[inside], whole[inside], self.facts[inside])


@cache
def _code(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class Pairs:
    """Pairs of cells of two tables, and the whole that both are in."""

    one: Ints
    other: Ints
    whole: Ints

    def where(self, chosen: Mask | Ints) -> "Pairs":
        """Some of them."""
        return Pairs(self.one[chosen], self.other[chosen], self.whole[chosen])


def all_pairs(tables: Sequence[Placed]) -> Iterator[Pairs]:
    """Cells of two tables that agree on the dimensions of both, and that no table shows together."""
    sides = [Side.of(placed) for placed in tables]
    index = Index.of(sides)
    for one, other in combinations(sides, 2):
        names, more = one.codes.keys(), other.codes.keys()
        if names - more and more - names:
            links = [one.within(set(names & more), index), other.within(set(names & more), index)]
            is_shown = any((names - more) & side.codes.keys() and (more - names) & side.codes.keys() for side in sides)
            for pairs, together in _between(links[0], links[1], index):
                yield pairs.where(index.fact(together) < 0) if is_shown else pairs


def _between(one: Within, other: Within, index: Index) -> Iterator[tuple[Pairs, Codes]]:
    """Pairs within the same whole, and the code of the cell that both make together."""
    first, last = (np.searchsorted(other.whole, one.whole, side=side) for side in ("left", "right"))
    for some in _chunks(last - first):
        counts = (last - first)[some]
        left, ends = np.repeat(some, counts), np.cumsum(counts)
        right = np.arange(len(left)) - np.repeat(ends - counts - first[some], counts)
        together = one.cell[left] + other.cell[right] - one.whole[left]
        yield Pairs(one.facts[left], other.facts[right], index.fact(one.whole)[left]), together


def _chunks(counts: Ints) -> Iterator[Ints]:
    """Places one after the other, as many at once as have so many pairs together."""
    of_chunk = np.cumsum(counts) // PAIRS
    for chunk in range(int(of_chunk[-1]) + 1 if len(counts) else 0):
        places = np.flatnonzero((of_chunk == chunk) & (counts > 0))
        if len(places):
            yield places

"""Witnesses put together table by table.

With the cells that several tables share held where a witness has them, the tables are independent of each other: any
way to fill one goes with any way to fill another. A table by itself is a small program, so that this is quick.
"""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from scipy import sparse

from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.program import SLACK, Indices, Program
from pipelines.publish.spread import Spread

# Ways to fill one table; what needs more of them is left to single proofs.
MOST_WAYS = 40


class Fill:
    """One table: `own` are the columns of the program that no other table has; `sums` are what is protected."""

    def __init__(self, program: Program, own: Indices, sums: sparse.csr_array, reach: int) -> None:
        self.own, self.reach = own, reach
        rows = np.flatnonzero(np.diff(program.matrix[:, own].tocsr().indptr))
        ties = program.matrix[rows]
        self.columns = np.union1d(own, ties.indices).astype(np.int64)
        self._inside = np.searchsorted(self.columns, own)
        here = np.diff(sums[:, self.columns].tocsr().indptr)
        is_here = (here == np.diff(sums.indptr)) & (np.diff(sums[:, own].tocsr().indptr) > 0)
        self.numbers = np.flatnonzero(is_here)
        self._sums = sums[self.numbers][:, self.columns].tocsr()
        least, most = program.least[self.columns], program.most[self.columns]
        bounds = program.row_least[rows], program.row_most[rows]
        alone = Program(self.columns, least, most, (ties[:, self.columns].tocsr(), *bounds), rows)
        self._of, self._spread = program, Spread(alone, self._sums, reach)

    def ways(self, start: Numbers, low: Mask, high: Mask) -> list[Numbers]:
        """Ways to fill the table in which each wanted sum that can be is nought, or several, at least once.

        `start`: a witness, by all columns; each way holds the columns of `own`.
        """
        least, most = self._of.least[self.columns].copy(), self._of.most[self.columns].copy()
        held = np.ones(len(self.columns), dtype=bool)
        held[self._inside] = False
        least[held] = most[held] = start[self.columns][held]
        ways: list[Numbers] = []
        for wanted, is_low in ((low[self.numbers], True), (high[self.numbers], False)):
            ways += self._until_seen(wanted, (least, most), is_low=is_low)
        return [way[self._inside] for way in ways]

    def _until_seen(self, wanted: Mask, within: tuple[Numbers, Numbers], *, is_low: bool) -> Iterator[Numbers]:
        draw = np.random.default_rng(0)  # which way comes first; nothing that is told depends on it
        none = np.zeros(len(wanted))
        for _ in range(MOST_WAYS):
            if not wanted.any():
                return
            weights = np.where(wanted, 0.5 + draw.random(len(wanted)), 0.0)
            low, high = (weights, none) if is_low else (none, weights)
            way = self._spread.witness(low, high, within)
            if way is None:
                return
            values = self._sums @ way
            seen = wanted & ((values <= SLACK) if is_low else (values >= self.reach - SLACK))
            if not seen.any():
                return
            yield way
            wanted = wanted & ~seen


def filled(fills: Sequence[Fill], start: Numbers, low: Mask, high: Mask) -> Iterator[Numbers]:
    """Witnesses like `start` that show as much as they can of what is still to be shown."""
    ways = [fill.ways(start, low, high) for fill in fills]
    for number in range(max(map(len, ways), default=0)):
        witness = start.copy()
        for fill, own in zip(fills, ways, strict=True):
            if number < len(own):
                witness[fill.own] = own[number]
        yield witness


def spliced(fills: Sequence[Fill], start: Numbers, wanted: Mask) -> Iterator[Numbers]:
    """Witnesses like `start` in which any two wanted sums of different tables are several at once somewhere."""
    none = np.zeros(len(wanted), dtype=bool)
    ways = [[start[fill.own], *fill.ways(start, none, wanted)] for fill in fills]
    # Table t takes the way x + t y: for a prime size, any two tables meet in all combinations of their ways.
    size = _prime_from(max([len(own) for own in ways] + [len(ways)]))
    seen: set[bytes] = set()
    for x, y in product(range(size), repeat=2):
        witness = start.copy()
        for number, (fill, own) in enumerate(zip(fills, ways, strict=True)):
            witness[fill.own] = own[(x + number * y) % size % len(own)]
        if witness.tobytes() not in seen:
            seen.add(witness.tobytes())
            yield witness


def _prime_from(least: int) -> int:
    number = max(least, 2)
    while any(number % divisor == 0 for divisor in range(2, int(number**0.5) + 1)):
        number += 1
    return number

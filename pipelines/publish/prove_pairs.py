"""Proofs about pairs of cells: an unpublished cross-table may hold several, wherever it is small."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipelines.publish.crossed import Crossing
from pipelines.publish.fill import Fill, spliced
from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.program import Answer, Indices, Program, objective
from pipelines.publish.several import asked, see
from pipelines.publish.spread import Spread

# A round over many pairs at once is repeated while it settles so many: it costs about as much as they would alone.
WORTHWHILE = 32
PATIENCE = 3


class TightPair(NamedTuple):
    """Two cells of which it is told too well how many are in both: at most so many, and why."""

    plus: tuple[int, int]
    bound: float
    answer: Answer


@dataclass(frozen=True)
class Pairs:
    """All crossings of one component. It adds its witnesses to those it is given.

    `alone`: for each protected sum the column that it is, or -1.
    """

    program: Program
    crossings: Sequence[Crossing]
    spread: Spread
    fills: Sequence[Fill]
    alone: Indices
    reach: int
    witnesses: list[Numbers]

    def tight(self) -> Iterator[TightPair]:
        """Every pair that is told too well; the caller may tell less between two of them."""
        unseen = [asked(crossing, self.program, self.reach) for crossing in self.crossings]
        see(self.crossings, unseen, self.witnesses, self.reach)
        self._together(unseen)
        for crossing, left in zip(self.crossings, unseen, strict=True):
            while left.any():
                row, column = np.argwhere(left)[0].tolist()
                left[row, column] = False
                one, other = int(crossing.ones[row]), int(crossing.others[column])
                with self.program.supposing(one, self.reach):
                    found = self.program.at_most(-objective(len(self.program.columns), (other,)), -self.reach)
                if isinstance(found, Answer):
                    yield TightPair((one, other), -found.value, found)
                else:
                    self._learn(found, unseen)

    def _together(self, unseen: Sequence[Mask]) -> None:
        """Look for witnesses that have many of the unseen pairs at several at once, as long as that pays."""
        draw = np.random.default_rng(0)  # which tables are looked at first; nothing that is told depends on it
        poor, before = 0, _size(unseen)
        while before >= WORTHWHILE and poor < PATIENCE:
            often = self._often(unseen)
            weights = often / often.max() * (0.5 + draw.random(len(often)))
            start = self.spread.witness(np.zeros(len(often)), weights, (self.program.least, self.program.most))
            after = before if start is None else self._learn(start, unseen)
            poor = 0 if before - after >= WORTHWHILE else poor + 1
            before = after

    def _learn(self, start: Numbers, unseen: Sequence[Mask]) -> int:
        """Keep a witness, and where many pairs are left those that are like it; how many pairs are left then."""
        found = [start]
        if _size(unseen) >= WORTHWHILE:
            found = list(spliced(self.fills, start, self._often(unseen) > 0))
        self.witnesses.extend(found)
        return see(self.crossings, unseen, found, self.reach)

    def _often(self, unseen: Sequence[Mask]) -> Numbers:
        """For each protected sum in how many unseen pairs its cell is, where that is small."""
        found = np.zeros(len(self.program.columns) + 1)
        for crossing, left in zip(self.crossings, unseen, strict=True):
            np.add.at(found, crossing.ones, left.sum(axis=1))
            np.add.at(found, crossing.others, left.sum(axis=0))
        found[:-1][self.program.least >= self.reach] = 0
        found[-1] = 0
        return found[self.alone]


def _size(unseen: Sequence[Mask]) -> int:
    return sum(int(left.sum()) for left in unseen)

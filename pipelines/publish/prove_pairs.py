"""Proofs about pairs of cells: an unpublished cross-table may hold several, wherever it is small."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from pipelines.publish.crossed import Crossing
from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.program import SLACK, Answer, Indices, Program, objective
from pipelines.publish.several import never_several, pairs_in
from pipelines.publish.splice import spliced
from pipelines.publish.spread import Spread

# A round over many pairs at once is repeated while it settles at least so many: it costs as much as they would alone.
WORTHWHILE = 8
PATIENCE = 3


class TightPair(NamedTuple):
    """Two cells of which it is told too well how many are in both: at most so many, and why."""

    plus: tuple[int, int]
    bound: float
    answer: Answer


class Pairs:
    """All crossings of one component. It adds its witnesses to those it is given.

    `parts`: for each table the columns that no other table of the component has.
    """

    def __init__(
        self,
        program: Program,
        crossings: Sequence[Crossing],
        parts: Sequence[Indices],
        reach: int,
        witnesses: list[Numbers],
    ) -> None:
        self.program, self.crossings, self.parts, self.witnesses = program, crossings, parts, witnesses
        self.reach = reach

    @cached_property
    def spread(self) -> Spread:
        """The program that has many cells at several at once."""
        return Spread(self.program, self.reach)

    def tight(self) -> Iterator[TightPair]:
        """Every pair that is told too well; the caller may tell less between two of them."""
        if self.crossings:
            yield from self._never_several()

    def _never_several(self) -> Iterator[TightPair]:
        if any(self._unseen(crossing).any() for crossing in self.crossings):
            self.witnesses += spliced(self.program, self.spread, self.parts, self.reach)
            self._spread_out()
        for crossing in self.crossings:
            unseen = self._unseen(crossing)
            since = len(self.witnesses)
            for one, other in pairs_in(crossing, unseen):
                if not any(min(w[one], w[other]) >= self.reach - SLACK for w in self.witnesses[since:]):
                    yield from self._alone(one, other)

    def _spread_out(self) -> None:
        """Further witnesses that have many of the unseen pairs at once, as long as that pays."""
        draw = np.random.default_rng(0)  # which tables are looked at first; nothing that is told depends on it
        poor = 0
        unseen = [self._unseen(crossing) for crossing in self.crossings]
        while left := sum(int(part.sum()) for part in unseen):
            cells = _cells_of(self.crossings, unseen)
            cells = cells[self.program.least[cells] < self.reach]
            within = self.program.least, self.program.most
            witness = self.spread.witness(cells, 0.1 + draw.random(len(cells)), within)
            if witness is not None:
                self.witnesses.append(witness)
                seen = [never_several(crossing, self.program, [witness], self.reach) for crossing in self.crossings]
                unseen = [before & now for before, now in zip(unseen, seen, strict=True)]
            poor = 0 if left - sum(int(part.sum()) for part in unseen) >= WORTHWHILE else poor + 1
            if poor == PATIENCE:
                return

    def _unseen(self, crossing: Crossing) -> Mask:
        return never_several(crossing, self.program, self.witnesses, self.reach)

    def _alone(self, one: int, other: int) -> Iterator[TightPair]:
        with self.program.supposing(one, self.reach):
            answer = self._minimise(-objective(len(self.program.columns), (other,)))
        if -answer.value < self.reach - SLACK:
            yield TightPair((one, other), -answer.value, answer)

    def _minimise(self, costs: Numbers) -> Answer:
        answer = self.program.minimise(costs)
        self.witnesses.append(answer.witness)
        return answer


def _cells_of(crossings: Sequence[Crossing], unseen: Sequence[Mask]) -> Indices:
    """The cells of the pairs that are not seen."""
    found = [np.zeros(0, dtype=np.int64)]
    for crossing, part in zip(crossings, unseen, strict=True):
        found += [crossing.ones[part.any(axis=1)], crossing.others[part.any(axis=0)]]
    return np.unique(np.concatenate(found))

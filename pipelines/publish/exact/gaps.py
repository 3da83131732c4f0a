"""The proof of a release with gaps: whole tables, made from what is told alone, in which each gap is few and many."""

from collections.abc import Iterator

import numpy as np

from pipelines.publish.components import programs
from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.program import SLACK, Answer, Indices, Program
from pipelines.publish.quantity import Goal, Quantity, matrix_of
from pipelines.publish.system import System
from schemas.problems import ReleaseStopped, problem

# A search for many gaps at once is repeated while it settles so many: it costs as much as they would alone.
WORTHWHILE = 4


class Gaps:
    """The gaps of one component of a system, and witnesses that show of each that it may be several numbers.

    A gap that may not be 0 must be possibly no small number, unless every gap is known to be 1 or more.
    """

    def __init__(self, program: Program, gaps: Indices, goal: Goal, *, is_banded: bool) -> None:
        self.program, self.goal, self.is_banded = program, goal, is_banded
        self.quantities = [Quantity("small", (gap,)) for gap in gaps.tolist()]
        self.matrix = matrix_of(self.quantities, len(program.columns))
        self.large: dict[int, Answer] = {}
        self.witnesses: list[Numbers] = []
        self.low, self.high = np.full(len(gaps), np.inf), np.full(len(gaps), -np.inf)

    def prove(self) -> None:
        """Find witnesses for every gap.

        Raises:
            ReleaseStopped: A gap can be worked out, or the solver gave no answer.
        """
        self._together()
        for gap in range(len(self.quantities)):
            if not self._is_open()[gap]:
                self._alone(gap)

    def asked(self) -> Mask:
        """All of them."""
        return np.ones(len(self.quantities), dtype=bool)

    def needed(self) -> list[Numbers]:
        """The witnesses that show the least and the most of any gap; never empty."""
        if not self.quantities:
            return [self.program.any_witness()]
        values = self.matrix @ np.array(self.witnesses).T
        places = np.union1d(values.argmin(axis=1), values.argmax(axis=1))
        return [self.witnesses[place] for place in places.tolist()]

    def _is_open(self) -> Mask:
        found: Mask = self.high >= self._enough(self.low)
        return found

    def _enough(self, low: Numbers) -> Numbers:
        """How large a gap has to be able to be, if it can be as small as this."""
        enough = low + self.goal.reach
        return np.where(self.is_banded & (low > 0), np.maximum(enough, self.goal.small), enough)

    def _learn(self, witness: Numbers) -> None:
        values = self.matrix @ witness
        if ((values < self.low) | (values > self.high)).any():
            self.witnesses.append(witness)
            self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)

    def _together(self) -> None:
        while not (before := self._is_open()).all():
            for sign in (1.0, -1.0):
                witness = self.program.example(sign * self.matrix[~before].sum(axis=0))
                if witness is not None:
                    self._learn(witness)
            if self._is_open().sum() - before.sum() < WORTHWHILE:
                return

    def _alone(self, gap: int) -> None:
        costs, low = self.matrix[[gap]].toarray()[0], 0.0
        while isinstance(found := self.program.at_most(costs, low), Answer):
            low = float(np.ceil(found.value - SLACK))
        self._learn(found)
        enough = float(self._enough(np.array([low]))[0])
        found = self.program.at_most(-costs, -enough)
        if isinstance(found, Answer):
            raise ReleaseStopped(problem("TIP-E306"))
        self._learn(found)


def prove_gaps(system: System, goal: Goal, *, is_banded: bool) -> Iterator[Gaps]:
    """The proof of each component; a small number that is told as it is counts as a gap that can be worked out."""
    is_zero = (system.most == 0) & ~is_banded
    is_gap = (system.least < goal.small) & ~is_zero & ~system.known_zeros()
    for program in programs(system):
        gaps = Gaps(program, np.flatnonzero(is_gap[program.columns]), goal, is_banded=is_banded)
        gaps.prove()
        yield gaps

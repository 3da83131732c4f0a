"""Showing of every cell of an unpublished cross-table that several may be in it, wherever it may be small.

As for single numbers: many pairs at once, then cell by cell, then one by one; then again over whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.audit.crossed import Block
from pipelines.audit.part import Part
from pipelines.audit.sides import Several
from pipelines.audit.system import Indices, Mask, Numbers

# A round over many pairs at once is repeated while it settles at least this share of them.
WORTHWHILE = 0.05
# The pairs of one cell before all others, which may still gain by the same numbers.
FIRST = 1000.0


@dataclass(frozen=True)
class Crossing:
    """A pair of cells that is told too well: several cannot be in both. Part's own numbers."""

    one: int
    other: int
    whole: int
    side: Several


class CrossProver:
    """The rule for all pairs of a component. `pairs`: those that no whole-number table shows yet."""

    def __init__(self, part: Part, blocks: Sequence[Block], side: Several) -> None:
        self.part, self.side = part, side
        self.pairs = side.open(blocks)
        self.by_fractions: Mask = np.zeros(len(self.pairs), dtype=bool)

    def disclosed(self) -> list[Crossing]:
        """Every pair that is not safe."""
        found = []
        for whole in (False, True):
            self._rounds(whole=whole)
            self._cell_by_cell(whole=whole)
            while self._wanted(whole=whole).any():
                at = int(np.flatnonzero(self._wanted(whole=whole))[0])
                pair = self.pairs[at]
                if not self._is_safe(at, whole=whole):
                    found.append(Crossing(int(pair[0]), int(pair[1]), int(pair[2]), self.side))
        return found

    def _wanted(self, *, whole: bool) -> Mask:
        return np.ones(len(self.pairs), dtype=bool) if whole else ~self.by_fractions

    def _rounds(self, *, whole: bool) -> None:
        while (wanted := self._wanted(whole=whole)).any():
            self._try(self.side.goal(self.pairs[wanted]), whole=whole)
            if self._wanted(whole=whole).sum() > (1 - WORTHWHILE) * wanted.sum():
                return

    def _cell_by_cell(self, *, whole: bool) -> None:
        """All pairs of one cell at once, the cell with most of them first; a cell that helps no more is left."""
        done = np.zeros(len(self.part.columns), dtype=bool)
        while True:
            wanted = self._wanted(whole=whole)
            counts = np.bincount(self.pairs[wanted, :2].ravel(), minlength=len(done)) * ~done
            cell = int(counts.argmax())
            if counts[cell] < 2:
                return
            mine = wanted & (self.pairs[:, :2] == cell).any(axis=1)
            self._try(FIRST * self.side.goal(self.pairs[mine]) + self.side.goal(self.pairs[wanted]), whole=whole)
            left = self._wanted(whole=whole) & (self.pairs[:, :2] == cell).any(axis=1)
            done[cell] = left.sum() == mine.sum()

    def _try(self, goal: Numbers, *, whole: bool) -> None:
        self._learn(self.side.together(goal, whole=whole), goal)

    def _is_safe(self, at: int, *, whole: bool) -> bool:
        goal = self.side.goal(self.pairs[[at]])
        numbers: Numbers | Indices | None
        if whole:
            is_safe, numbers = self.side.alone_whole(self.pairs[at])
            is_settled = True
        else:
            answer, is_settled, is_safe = self.side.alone(self.pairs[at])
            numbers = answer.numbers
        self.by_fractions[at] = True
        if is_settled:
            kept = np.arange(len(self.pairs)) != at
            self.pairs, self.by_fractions = self.pairs[kept], self.by_fractions[kept]
        if numbers is not None:
            self._learn(numbers, goal)
        return is_safe

    def _learn(self, numbers: Numbers | Indices, goal: Numbers) -> None:
        """Keep what is not shown by the numbers if they are whole; else note what fractions have shown."""
        self.by_fractions |= self.side.shows(numbers, self.pairs)
        table = self.part.learn(numbers, goal)
        if table is not None:
            kept = ~self.side.shows(table, self.pairs)
            self.pairs, self.by_fractions = self.pairs[kept], self.by_fractions[kept]

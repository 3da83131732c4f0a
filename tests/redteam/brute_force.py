"""What is possible, by counting: every whole-number table behind what is told, one after the other.

No solver, and nothing of the product: a number is a weight for each innermost cell (leaf), told as an interval.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Small = npt.NDArray[np.int16]
Number = tuple[int, ...]
NO_END = 10_000
# A system with more tables than this (or with more beginnings of tables at any time) is not counted.
MOST_TABLES = 100_000


class TooMany(Exception):
    """There are more tables behind what is told than can be counted here."""


@dataclass(frozen=True)
class Told:
    """What is told: `least <= numbers @ leaves <= most`, a row of weights for each interval."""

    numbers: Small
    least: Small
    most: Small

    @classmethod
    def of(cls, intervals: Mapping[Number, tuple[int, int]]) -> "Told":
        """Intervals by their numbers."""
        least, most = np.array(list(intervals.values()), dtype=np.int16).T
        return cls(np.array(list(intervals), dtype=np.int16), least, most)

    @property
    def ceiling(self) -> Small:
        """For each leaf the most that the cells with it leave. Where they leave it open, more than any cell that ends.

        A higher ceiling could only make more possible, never less.
        """
        ends = self.most[self.most < NO_END]
        is_cell = np.all(self.numbers >= 0, axis=1)
        inside = (self.numbers > 0) & is_cell.reshape(-1, 1)
        found = np.where(inside, self.most.reshape(-1, 1), NO_END).min(axis=0)
        highest: Small = np.minimum(found, ends.max(initial=0) + 6).astype(np.int16)
        return highest


def tables(told: Told) -> Small:
    """Every table of leaves that agrees with everything told, one a row."""
    ceiling = told.ceiling
    whole: Small = np.zeros((1, told.numbers.shape[1]), dtype=np.int16)
    sums: Small = np.zeros((1, len(told.numbers)), dtype=np.int16)
    for leaf, highest in enumerate(ceiling.tolist()):
        counts: Small = np.arange(highest + 1, dtype=np.int16)
        if len(whole) * len(counts) > 10 * MOST_TABLES:
            raise TooMany
        later = told.numbers[:, leaf + 1 :] * ceiling[leaf + 1 :]
        lowest, room = np.minimum(later, 0).sum(axis=1), np.maximum(later, 0).sum(axis=1)
        grown: Small = sums[:, None, :] + counts[None, :, None] * told.numbers[:, leaf]
        row, count = np.nonzero(((grown + lowest <= told.most) & (grown + room >= told.least)).all(axis=2))
        sums, whole = grown[row, count], whole[row]
        whole[:, leaf] = counts[count]
        if len(whole) > MOST_TABLES:
            raise TooMany
    return whole


def values(found: Small, numbers: Sequence[Number]) -> list[list[int]]:
    """Every value that each number has in any of the tables."""
    weights = np.array(numbers, dtype=np.float32).reshape(-1, found.shape[1])
    at = (weights @ found.T.astype(np.float32)).astype(np.int64)
    return [(np.flatnonzero(np.bincount(each - each.min())) + each.min()).tolist() for each in at]

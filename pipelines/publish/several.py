"""What witnesses show of pairs of cells of two tables: that several may be in both.

That nobody may be in both needs no proof of its own: a cross cell that is surely small lies in a small cell, and that
may be empty. Of two large cells it may be told that at least so many are in both.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.publish.crossed import Crossing
from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.program import SLACK, Program

# Witnesses looked at together: it bounds the memory that pairs of cells take.
CHUNK = 128


def never_several(crossing: Crossing, program: Program, witnesses: Sequence[Numbers], reach: int) -> Mask:
    """Pairs, one of them small and none known to be zero, of which no witness has `reach` or more in both."""
    unseen = _asks_several(crossing, program, reach)
    for start in range(0, len(witnesses), CHUNK):
        there = (np.array(witnesses[start : start + CHUNK]) >= reach - SLACK).astype(np.float32)
        unseen &= (there[:, crossing.ones].T @ there[:, crossing.others]) == 0
    return unseen


def _asks_several(crossing: Crossing, program: Program, reach: int) -> Mask:
    ones, others = crossing.ones, crossing.others
    is_small = (program.least[ones] < reach)[:, None] | (program.least[others] < reach)[None, :]
    can = (program.most[ones] > 0)[:, None] & (program.most[others] > 0)[None, :]
    found: Mask = is_small & can
    return found


def pairs_in(crossing: Crossing, unseen: Mask) -> Iterator[tuple[int, int]]:
    """The two cells of each pair."""
    for row, column in zip(*np.nonzero(unseen), strict=True):
        yield int(crossing.ones[row]), int(crossing.others[column])


def first_to_show(crossings: Sequence[Crossing], program: Program, reach: int, numbers: Numbers) -> Mask:
    """The witnesses (rows of `numbers`) that are the first to show something of a pair."""
    first = np.zeros(len(numbers), dtype=bool)
    there = numbers >= reach
    for crossing in crossings:
        asked, beside = _asks_several(crossing, program, reach), there[:, crossing.others]
        for row in np.flatnonzero(there[:, crossing.ones].any(axis=0)):
            both = beside & there[:, [crossing.ones[row]]]
            first[both.argmax(axis=0)[both.any(axis=0) & asked[row]]] = True
    return first

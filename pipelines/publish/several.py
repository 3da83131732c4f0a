"""What witnesses show of pairs of cells of two tables: that several may be in both.

That nobody may be in both needs no proof of its own: a cross cell that is surely small lies in a small cell, and that
may be empty. Of two large cells it may be told that at least so many are in both.
"""

from collections.abc import Sequence

import numpy as np

from pipelines.publish.crossed import Crossing
from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.program import SLACK, Program

# Witnesses looked at together: it bounds the memory that pairs of cells take.
CHUNK = 128


def asked(crossing: Crossing, program: Program, reach: int) -> Mask:
    """Pairs of cells (ones by others) of which one is small, and none is known to be empty."""
    ones, others = crossing.ones, crossing.others
    is_small = (program.least[ones] < reach)[:, None] | (program.least[others] < reach)[None, :]
    can = (program.most[ones] > 0)[:, None] & (program.most[others] > 0)[None, :]
    found: Mask = is_small & can
    return found


def see(crossings: Sequence[Crossing], unseen: Sequence[Mask], witnesses: Sequence[Numbers], reach: int) -> int:
    """Clear the pairs of which a witness has `reach` or more in both; how many are left."""
    for start in range(0, len(witnesses), CHUNK):
        there = (np.array(witnesses[start : start + CHUNK]) >= reach - SLACK).astype(np.float32)
        for crossing, left in zip(crossings, unseen, strict=True):
            rows, columns = np.flatnonzero(left.any(axis=1)), np.flatnonzero(left.any(axis=0))
            if len(rows):
                both = there[:, crossing.ones[rows]].T @ there[:, crossing.others[columns]]
                left[np.ix_(rows, columns)] &= both == 0
    return sum(int(left.sum()) for left in unseen)


def first_to_show(crossings: Sequence[Crossing], program: Program, reach: int, numbers: Numbers) -> Mask:
    """The witnesses (rows of `numbers`) that are the first to show something of a pair."""
    first = np.zeros(len(numbers), dtype=bool)
    there = numbers >= reach
    for crossing in crossings:
        is_asked, beside = asked(crossing, program, reach), there[:, crossing.others]
        for row in np.flatnonzero(there[:, crossing.ones].any(axis=0)):
            both = beside & there[:, [crossing.ones[row]]]
            first[both.argmax(axis=0)[both.any(axis=0) & is_asked[row]]] = True
    return first

"""How far hidden cells may move at most, one sum at a time: a quick look before any linear program.

What this rules out is impossible; what it leaves may be impossible all the same.
"""

import numpy as np

from pipelines.publish.exact.linear import Mask, Numbers
from pipelines.publish.exact.moves import Moves
from pipelines.publish.exact.room import DOWN, SLACK, UP, Room

SWEEPS = 12


class Narrowing:
    """The bounds on every cell that follow from each sum alone, again and again."""

    def __init__(self, room: Room) -> None:
        self.room = room
        entries = room.matrix.tocoo()
        order = np.lexsort((entries.row, entries.col))
        self._rows, self._columns = entries.row[order], entries.col[order]
        self._is_plus = entries.data[order] > 0
        self._starts = np.flatnonzero(np.diff(self._columns, prepend=-1))
        self._cells = self._columns[self._starts]

    def leaves(self, hidden: Mask, moves: Moves, without: int) -> bool:
        """Whether every need may still be met without one of the hidden cells, as far as single sums tell."""
        down, up = np.zeros(len(hidden)), np.zeros(len(hidden))
        others = moves.cells != without
        for ends, sign in ((down, DOWN), (up, UP)):
            asks = others & (moves.signs == sign)
            np.maximum.at(ends, moves.cells[asks], moves.amounts[asks])
        lower, upper = np.where(hidden, -self.room.down, 0.0), np.where(hidden, self.room.up, 0.0)
        lower[without] = upper[without] = 0.0
        for _ in range(SWEEPS):
            if (lower > -down + SLACK).any() or (upper < up - SLACK).any():
                return False
            before = lower, upper
            lower, upper = self._swept(lower, upper)
            if (lower <= before[0] + SLACK).all() and (upper >= before[1] - SLACK).all():
                break
        return True

    def _swept(self, lower: Numbers, upper: Numbers) -> tuple[Numbers, Numbers]:
        low, high = lower[self._columns], upper[self._columns]
        least, most = np.where(self._is_plus, low, -high), np.where(self._is_plus, high, -low)
        size = len(self.room.least)
        rows_least = np.bincount(self._rows, least, minlength=size)
        rows_most = np.bincount(self._rows, most, minlength=size)
        at_most = (self.room.most - rows_least)[self._rows] + least
        at_least = (self.room.least - rows_most)[self._rows] + most
        cell_least = np.where(self._is_plus, at_least, -at_most)
        cell_most = np.where(self._is_plus, at_most, -at_least)
        lower, upper = lower.copy(), upper.copy()
        lower[self._cells] = np.maximum(lower[self._cells], np.maximum.reduceat(cell_least, self._starts))
        upper[self._cells] = np.minimum(upper[self._cells], np.minimum.reduceat(cell_most, self._starts))
        return lower, upper

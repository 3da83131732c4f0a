"""What a reader cannot rule out: other numbers that agree with everything shown, kept as moves away from the counts.

A move is a difference for every cell. Whoever adds it to the counts has a table that the reader takes for possible,
so one move that goes far enough is the whole proof that a need is met. Moves are checked by multiplication.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.publish.exact.linear import Indices, Mask, Numbers
from pipelines.publish.exact.room import SLACK, Room

FIRST = 64


class Moves:
    """The moves found so far, and the needs that each meets: a cell, the sign of its way, and how far it must go."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.cells: Indices = np.zeros(0, dtype=np.int64)
        self.signs, self.amounts = np.zeros(0), np.zeros(0)
        self._size = 0
        self._store = np.zeros((FIRST, len(room.down)))
        self._meets: Mask = np.zeros((FIRST, 0), dtype=bool)
        self._whole: Mask = np.zeros(FIRST, dtype=bool)

    @property
    def each(self) -> Numbers:
        """A row for each move."""
        return self._store[: self._size]

    @property
    def _met(self) -> Mask:
        return self._meets[: self._size]

    def open(self) -> Mask:
        """Needs that no move meets yet."""
        return np.asarray(~self._met.any(axis=0))

    def not_whole(self) -> Mask:
        """Needs that no move in whole numbers meets yet."""
        return np.asarray(~self._met[self._whole[: self._size]].any(axis=0))

    def unproved(self, hidden: Mask) -> Mask:
        """Needs that no move of the hidden cells alone, in whole numbers, meets."""
        is_proof = self._whole[: self._size] & (self.each[:, ~hidden] == 0).all(axis=1)
        return np.asarray(~self._met[is_proof].any(axis=0))

    def lost_without(self, cell: int) -> Mask:
        """Needs of other cells that only moves of this cell meet."""
        return np.asarray(~self._met[self._still(cell)].any(axis=0) & (self.cells != cell))

    def extent(self) -> tuple[Numbers, Numbers]:
        """How far down and up each cell goes in the moves so far."""
        return -self.each.min(axis=0, initial=0), self.each.max(axis=0, initial=0)

    def need(self, cells: Indices, signs: Numbers, amounts: Numbers) -> None:
        """More needs, met or not by the moves so far."""
        self.cells = np.concatenate([self.cells, cells])
        self.signs, self.amounts = np.concatenate([self.signs, signs]), np.concatenate([self.amounts, amounts])
        self._meets = self._met_by(self._store)

    def add(self, move: Numbers) -> None:
        """Keep a move and its opposite, each as far as it goes, and the move itself where it is of whole numbers."""
        sums = self.room.matrix @ move
        there, back = self.room.times(move, sums)
        is_whole = _is_whole(move)
        is_kept = np.isfinite(there) and self._keep(there * move, there * sums)
        if not is_kept or (is_whole and not self._whole[self._size - 1]):
            self._keep(move, sums)
        if SLACK < back < np.inf:
            self._keep(-back * move, -back * sums)

    def without(self, cell: int) -> "Moves":
        """What is left when the cell is shown: it moves no more, and needs nothing."""
        still, others = self._still(cell), self.cells != cell
        left = Moves(self.room)
        left.cells, left.signs, left.amounts = self.cells[others], self.signs[others], self.amounts[others]
        left._size = int(still.sum())
        left._store, left._whole = _grown(self.each[still]), _grown(self._whole[: self._size][still])
        left._meets = _grown(self._met[still][:, others])
        return left

    def _still(self, cell: int) -> Mask:
        """The moves in which the cell stays where it is."""
        return np.asarray(np.abs(self.each[:, cell]) < SLACK)

    def _met_by(self, moves: Numbers) -> Mask:
        return np.asarray(self.signs * moves[:, self.cells] >= self.amounts - SLACK)

    def _keep(self, move: Numbers, sums: Numbers) -> bool:
        """Whether a move agrees with everything shown, and is kept where it meets any need."""
        is_whole = _is_whole(move)
        if is_whole:
            move = np.rint(move)
            sums = self.room.matrix @ move
        met = self._met_by(move[None, :])[0]
        if not met.any() or not self.room.holds(move, sums):
            return False
        if self._size == len(self._store):
            self._store, self._meets, self._whole = _grown(self._store), _grown(self._meets), _grown(self._whole)
        self._store[self._size], self._meets[self._size], self._whole[self._size] = move, met, is_whole
        self._size += 1
        return True


def _is_whole(move: Numbers) -> bool:
    return bool(np.abs(move - np.rint(move)).max(initial=0) < SLACK)


def _grown(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """As many empty rows again."""
    empty = np.zeros((max(FIRST, len(rows)), *rows.shape[1:]), dtype=rows.dtype)
    return np.concatenate([rows, empty])

"""The cheapest cells to hide so that a small one may be larger or smaller than it is (J. P. Kelly, 1990).

A linear program over all moves pays for every shown cell that moves, by how far it moves: a cell that has to move as
far as the need goes costs as much as hiding it does.
"""

import numpy as np
from scipy import sparse

from pipelines.publish.exact.linear import DUAL, PRIMAL, Indices, Linear, Mask, Numbers
from pipelines.publish.exact.moves import SLACK, Room

# Moving a hidden cell costs next to nothing, but not nothing: moves stay short.
NEXT_TO_NOTHING = 1e-6


class Patterns:
    """Moves over all cells that may be hidden, each cell once for the way up and once for the way down."""

    def __init__(self, room: Room, price: Numbers) -> None:
        self.price = price
        self._size = len(price)
        self._ends = np.concatenate([room.up, room.down])
        matrix = sparse.csr_array(sparse.hstack([room.matrix, -room.matrix]))
        self.linear = Linear(matrix, (room.least, room.most), np.zeros(2 * self._size), self._ends)

    def cheapest(self, cell: int, sign: float, amount: float, hidden: Mask, *, whole: bool = False) -> Numbers | None:
        """A move that takes the cell as far as the amount; None where even hiding everything would not do."""
        both = np.array([cell, cell + self._size])
        one = both if sign > 0 else both[::-1]
        if amount > self._ends[one[0]] + SLACK:
            return None
        self.linear.bound(one, np.array([min(amount, self._ends[one[0]]), 0.0]), np.array([self._ends[one[0]], 0.0]))
        values = self.linear.minimise(self._costs(amount, hidden), DUAL, whole=whole)
        self.linear.bound(both, np.zeros(2), self._ends[both])
        if values is None:
            return None
        move: Numbers = values[: self._size] - values[self._size :]
        return move

    def _costs(self, amount: float, hidden: Mask) -> Numbers:
        price = np.tile(np.where(hidden, 0.0, self.price), 2)
        costs: Numbers = price / np.where(self._ends > SLACK, np.minimum(self._ends, amount), 1.0)
        return costs + NEXT_TO_NOTHING


class Reach:
    """Moves of the hidden cells alone: how far each of them may go while all others stay shown."""

    def __init__(self, room: Room, hidden: Mask) -> None:
        self.room = room
        self._down, self._up = np.where(hidden, -room.down, 0.0), np.where(hidden, room.up, 0.0)
        self.linear = Linear(room.matrix, (room.least, room.most), self._down.copy(), self._up.copy())

    def hide(self, cells: Indices) -> None:
        """These cells may move as well."""
        self._bound(cells, -self.room.down[cells], self.room.up[cells])

    def show(self, cells: Indices) -> None:
        """These cells stay where they are."""
        self._bound(cells, np.zeros(len(cells)), np.zeros(len(cells)))

    def furthest(self, cells: Indices, signs: Numbers, amounts: Numbers, *, whole: bool = False) -> Numbers:
        """A move that takes the cells together as far as it gets, none further than its amount."""
        costs = np.zeros(len(self._down))
        costs[cells] = -signs
        lower = np.where(signs > 0, self._down[cells], np.maximum(self._down[cells], -amounts))
        upper = np.where(signs > 0, np.minimum(self._up[cells], amounts), self._up[cells])
        self.linear.bound(cells, lower, upper)
        values = self.linear.minimise(costs, PRIMAL, whole=whole)
        self.linear.bound(cells, self._down[cells], self._up[cells])
        return np.zeros(len(costs)) if values is None else values

    def _bound(self, cells: Indices, lower: Numbers, upper: Numbers) -> None:
        self._down[cells], self._up[cells] = lower, upper
        self.linear.bound(cells, lower, upper)

"""The cheapest cells to hide so that a small one may be larger or smaller than it is (Kelly, Golden and Assad, 1992).

A linear program over all moves pays for every shown cell that moves, by how far it moves: a cell that has to move as
far as the need goes costs as much as hiding it does.
"""

import numpy as np
from scipy import sparse

from pipelines.publish.exact.linear import DUAL, PRIMAL, Indices, Linear, Mask, Numbers
from pipelines.publish.exact.room import SLACK, Room

# Moving a hidden cell costs next to nothing, but not nothing: moves stay short.
NEXT_TO_NOTHING = 1e-6
# What the dearest cell costs where only the hidden ones move, beside 1 for the need.
LITTLE = 1e-3


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
        both = self._both(cell)
        one = both if sign > 0 else both[::-1]
        if amount > self._ends[one[0]] + SLACK:
            return None
        self.linear.bound(one, np.array([min(amount, self._ends[one[0]]), 0.0]), np.array([self._ends[one[0]], 0.0]))
        values = self.linear.minimise(self._costs(amount, hidden), DUAL, whole=whole)
        self.allow(cell)
        if values is None:
            return None
        move: Numbers = values[: self._size] - values[self._size :]
        return np.rint(move) if whole else move

    def forbid(self, cell: int) -> None:
        """The cell stays shown, until it is allowed to move again."""
        self.linear.bound(self._both(cell), np.zeros(2), np.zeros(2))

    def allow(self, cell: int) -> None:
        """The cell may move, as far as there is room."""
        both = self._both(cell)
        self.linear.bound(both, np.zeros(2), self._ends[both])

    def _both(self, cell: int) -> Indices:
        return np.array([cell, cell + self._size])

    def _costs(self, amount: float, hidden: Mask) -> Numbers:
        price = np.tile(np.where(hidden, 0.0, self.price), 2)
        costs: Numbers = price / np.where(self._ends > SLACK, np.minimum(self._ends, amount), 1.0)
        return costs + NEXT_TO_NOTHING


class Reach:
    """Moves of the hidden cells alone: how far each of them may go while all others stay shown.

    Cells that are not hidden from the start have one column for the way up and one for the way down, so that moving
    them can cost something.
    """

    def __init__(self, room: Room, hidden: Mask, price: Numbers) -> None:
        self.room = room
        self._size = size = len(hidden)
        self._down, self._up = np.where(hidden, -room.down, 0.0), np.where(hidden, room.up, 0.0)
        self._split = np.flatnonzero(~hidden & (room.up > 0))
        self._extra = np.full(size, -1, dtype=np.int64)
        self._extra[self._split] = size + np.arange(len(self._split))
        matrix = sparse.csr_array(sparse.hstack([room.matrix, -room.matrix[:, self._split]]))
        none = np.zeros(len(self._split))
        lower, upper = np.concatenate([self._down, none]), np.concatenate([self._up, none])
        self.linear = Linear(matrix, (room.least, room.most), lower, upper)
        dear = LITTLE * price[self._split] / max(price.max(initial=0), 1.0)
        self._costs = np.zeros(size + len(dear))
        self._costs[self._split] = self._costs[size:] = dear

    def hide(self, cells: Indices) -> None:
        """These cells may move as well."""
        self._down[cells], self._up[cells] = -self.room.down[cells], self.room.up[cells]
        self._bound(cells, self._down[cells], self._up[cells])

    def show(self, cells: Indices) -> None:
        """These cells stay where they are."""
        self._down[cells] = self._up[cells] = 0.0
        self._bound(cells, self._down[cells], self._up[cells])

    def furthest(
        self,
        cells: Indices,
        signs: Numbers,
        amounts: Numbers,
        *,
        beside: Numbers | float = 0.0,
        is_sparing: bool = False,
        whole: bool = False,
    ) -> Numbers:
        """A move that takes the cells together as far as it gets, none further than its amount.

        `beside`: what moves of all cells cost; little, so that it only decides between equals. `is_sparing`: cells
        that might be shown again move only where they have to, which takes longer to find.
        """
        costs = self._costs.copy() if is_sparing else np.zeros(len(self._costs))
        self._add(costs, np.arange(self._size), beside)
        self._add(costs, cells, -signs)
        lower = np.where(signs > 0, self._down[cells], np.maximum(self._down[cells], -amounts))
        upper = np.where(signs > 0, np.minimum(self._up[cells], amounts), self._up[cells])
        self._bound(cells, lower, upper)
        values = self.linear.minimise(costs, PRIMAL, whole=whole)
        self._bound(cells, self._down[cells], self._up[cells])
        if values is None:
            return np.zeros(self._size)
        move = values[: self._size].copy()
        move[self._split] -= values[self._size :]
        return move

    def _add(self, costs: Numbers, cells: Indices, more: Numbers | float) -> None:
        """Further costs of the way up, which the way down brings in again."""
        more = np.broadcast_to(more, len(cells))
        costs[cells] += more
        twice = self._extra[cells] >= 0
        costs[self._extra[cells[twice]]] -= more[twice]

    def _bound(self, cells: Indices, lower: Numbers, upper: Numbers) -> None:
        extra = self._extra[cells]
        is_twice = extra >= 0
        columns = np.concatenate([cells, extra[is_twice]])
        least = np.concatenate([np.where(is_twice, 0.0, lower), np.zeros(int(is_twice.sum()))])
        self.linear.bound(columns, least, np.concatenate([upper, -lower[is_twice]]))

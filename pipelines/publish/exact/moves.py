"""What a reader cannot rule out: other numbers that agree with everything shown, kept as moves away from the counts.

A move is a difference for every cell. Whoever adds it to the counts has a table that the reader takes for possible,
so one move that goes far enough is the whole proof that a need is met. Moves are checked by multiplication.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.publish.cells import Relation
from pipelines.publish.exact.linear import Indices, Mask, Numbers

SLACK = 1e-6
DOWN, UP = -1.0, 1.0


@dataclass(frozen=True)
class Needs:
    """How far each cell must possibly be below (`down`) and above (`up`) its count, and how `wide` in all."""

    down: Numbers
    up: Numbers
    wide: Numbers


@dataclass(frozen=True)
class Room:
    """Where moves may go at all: rows `least <= matrix @ move <= most`, each cell within `down` and `up`."""

    matrix: sparse.csr_array
    least: Numbers
    most: Numbers
    down: Numbers
    up: Numbers

    @classmethod
    def of(
        cls, counts: npt.NDArray[np.int64], relations: Sequence[Relation], floors: Numbers, may_hide: Mask
    ) -> "Room":
        """Sums as equations; a cover as one row for all parts together and one for each part."""
        rows: list[tuple[int, tuple[int, ...], float, float]] = []
        for whole, parts, is_exact in relations:
            rows.append((whole, parts, 0.0, 0.0 if is_exact else np.inf))
            if not is_exact:
                rows.extend((whole, (part,), -np.inf, 0.0) for part in parts)
        starts = np.cumsum([0, *(len(parts) + 1 for _, parts, _, _ in rows)])
        columns = np.array([c for whole, parts, _, _ in rows for c in (*parts, whole)], dtype=np.int64)
        signs = np.ones(len(columns))
        signs[starts[1:] - 1] = -1.0
        matrix = sparse.csr_array((signs, columns, starts), shape=(len(rows), len(counts)))
        now = matrix @ counts
        least, most = np.array([row[2] for row in rows]) - now, np.array([row[3] for row in rows]) - now
        far = 10.0 * float(counts.max(initial=0)) + 100.0
        return cls(matrix, least, most, np.where(may_hide, counts - floors, 0.0), np.where(may_hide, far, 0.0))

    def stretched(self, move: Numbers) -> list[Numbers]:
        """The move and its opposite, each as far as it goes: where one table is possible, all towards it are."""
        sums = self.matrix @ move
        found = []
        for sign in (UP, DOWN):
            times = min(_times(sign * move, self.down, self.up), _times(sign * sums, -self.least, self.most))
            if SLACK < times < np.inf:
                found.append(sign * times * move)
        return found

    def holds(self, move: Numbers) -> bool:
        """Whether the move leaves every sum true and every cell possible."""
        slack = SLACK * max(1.0, float(np.abs(move).max(initial=0)) / 1000)
        sums = self.matrix @ move
        is_within = (sums >= self.least - slack).all() and (sums <= self.most + slack).all()
        return bool(is_within and (move >= -self.down - slack).all() and (move <= self.up + slack).all())


def _times(move: Numbers, down: Numbers, up: Numbers) -> float:
    """How many times a move goes into the room that there is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.where(move > SLACK, up / move, np.where(move < -SLACK, -down / move, np.inf))
    return float(times.min(initial=np.inf))


class Moves:
    """The moves found so far, and the needs that each meets: a cell, the sign of its way, and how far it must go."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.cells: Indices = np.zeros(0, dtype=np.int64)
        self.signs, self.amounts = np.zeros(0), np.zeros(0)
        self._store = np.zeros((64, len(room.down)))
        self._size = 0
        self._meets: Mask = np.zeros((64, 0), dtype=bool)

    @property
    def _moves(self) -> Numbers:
        return self._store[: self._size]

    @property
    def _met(self) -> Mask:
        met: Mask = self._meets[: self._size]
        return met

    @property
    def open(self) -> Mask:
        """Needs that no move meets yet."""
        return np.asarray(~self._met.any(axis=0))

    @property
    def not_whole(self) -> Mask:
        """Needs that no move in whole numbers meets yet."""
        is_whole = np.abs(self._moves - np.rint(self._moves)).max(axis=1, initial=0) < SLACK
        found: Mask = ~self._met[is_whole].any(axis=0)
        return found

    def need(self, cells: Indices, signs: Numbers, amounts: Numbers) -> None:
        """More needs, met or not by the moves so far."""
        self.cells = np.concatenate([self.cells, cells])
        self.signs, self.amounts = np.concatenate([self.signs, signs]), np.concatenate([self.amounts, amounts])
        self._meets = self._met_by(self._store)

    def extent(self) -> tuple[Numbers, Numbers]:
        """How far down and up each cell goes in the moves so far."""
        return -self._moves.min(axis=0, initial=0), self._moves.max(axis=0, initial=0)

    def add(self, move: Numbers) -> None:
        """Keep a move, and what it says when it goes as far as it can, both ways."""
        found = np.array([move, *self.room.stretched(move)])
        meets = self._met_by(found)
        for each, met in zip(found, meets, strict=True):
            if met.any() and self.room.holds(each):
                self._keep(each, met)

    def lost_without(self, cell: int) -> Mask:
        """Needs of other cells that only moves of this cell meet."""
        still = np.abs(self._moves[:, cell]) < SLACK
        found: Mask = ~self._met[still].any(axis=0) & (self.cells != cell)
        return found

    def forget(self, cell: int) -> None:
        """The cell is shown: it moves no more, and needs nothing."""
        still, others = np.flatnonzero(np.abs(self._moves[:, cell]) < SLACK), self.cells != cell
        self.cells, self.signs, self.amounts = self.cells[others], self.signs[others], self.amounts[others]
        self._meets = self._meets[:, others]
        self._store[: len(still)], self._meets[: len(still)] = self._store[still], self._meets[still]
        self._size = len(still)

    def _met_by(self, moves: Numbers) -> Mask:
        met: Mask = self.signs * moves[:, self.cells] >= self.amounts - SLACK
        return met

    def _keep(self, move: Numbers, met: Mask) -> None:
        if self._size == len(self._store):
            self._store = np.vstack([self._store, np.zeros_like(self._store)])
            self._meets = np.vstack([self._meets, np.zeros_like(self._meets)])
        self._store[self._size], self._meets[self._size] = move, met
        self._size += 1

"""Where a reader's doubts can go: how far each number may be from its count while all sums stay true."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.publish.cells import Relation
from pipelines.publish.exact.linear import Mask, Numbers

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
        """Sums as equations; a cover as one row for all parts together and one for each part.

        The counts are always possible: what one provider counts of a person may contradict what all together count.
        """
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
        least = np.minimum(np.array([row[2] for row in rows]) - now, 0)
        most = np.maximum(np.array([row[3] for row in rows]) - now, 0)
        far = 10.0 * float(counts.max(initial=0)) + 100.0
        return cls(matrix, least, most, np.where(may_hide, counts - floors, 0.0), np.where(may_hide, far, 0.0))

    def times(self, move: Numbers, sums: Numbers) -> tuple[float, float]:
        """How many times a move, and how many times its opposite, goes into the room that there is.

        Where one table is possible, all on the way towards it are.
        """
        cells, rows = np.flatnonzero(np.abs(move) > SLACK), np.flatnonzero(np.abs(sums) > SLACK)
        far = np.concatenate([np.abs(move[cells]), np.abs(sums[rows])])
        is_up = np.concatenate([move[cells] > 0, sums[rows] > 0])
        above = np.concatenate([self.up[cells], self.most[rows]])
        below = np.concatenate([self.down[cells], -self.least[rows]])
        there = np.where(is_up, above, below) / far
        back = np.where(is_up, below, above) / far
        return float(there.min(initial=np.inf)), float(back.min(initial=np.inf))

    def holds(self, move: Numbers, sums: Numbers) -> bool:
        """Whether the move, which changes the rows by these sums, leaves every sum true and every cell possible."""
        slack = SLACK * max(1.0, float(np.abs(move).max(initial=0)) / 1000)
        is_within = (sums >= self.least - slack).all() and (sums <= self.most + slack).all()
        return bool(is_within and (move >= -self.down - slack).all() and (move <= self.up + slack).all())

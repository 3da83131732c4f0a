"""Made-up tables of counts with hierarchies, as plain systems of sums, and what a reader can work out of them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.publish.cells import Relation
from pipelines.publish.exact import Needs

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Levels = tuple[int, ...]


@dataclass(frozen=True)
class MadeUp:
    """A table: its counts, its sums, which cells are small, and what everybody knows each cell to be at least."""

    counts: Counts
    sums: tuple[Relation, ...]
    small: Mask
    floors: Numbers
    may_hide: Mask
    needs: Needs

    @property
    def costs(self) -> Numbers:
        """A cell costs as much as it counts."""
        return self.counts.astype(float)

    def cost(self, hidden: Mask) -> float:
        """What is hidden beside the small cells."""
        return float(self.counts[hidden & ~self.small].sum())


def made_up(shape: tuple[Levels, ...], people: int, seed: int, *, shows_zeros: bool) -> MadeUp:
    """A table with one dimension for each entry of the shape: (4, 2) are four groups of two each, and their total."""
    draw = np.random.default_rng(seed)
    trees = [_tree(levels) for levels in shape]
    weights = np.ones(())
    for matrix, _ in trees:
        weights = np.multiply.outer(weights, draw.dirichlet(np.ones(matrix.shape[1])))
    weights = weights * draw.gamma(1.0, 1.0, weights.shape)
    counts = draw.multinomial(people, (weights / weights.sum()).ravel()).reshape(weights.shape)
    for axis, (matrix, _) in enumerate(trees):
        counts = np.moveaxis(np.tensordot(matrix, counts, axes=(1, axis)), 0, axis)
    place = np.arange(counts.size).reshape(counts.shape)
    sums = []
    for axis, (_, families) in enumerate(trees):
        lines = np.moveaxis(place, axis, 0).reshape(counts.shape[axis], -1).T.tolist()
        sums += [
            Relation(line[whole], tuple(line[p] for p in parts), True) for line in lines for whole, parts in families
        ]
    return system(counts.ravel().astype(np.int64), tuple(sums), shows_zeros=shows_zeros)


def system(counts: Counts, sums: tuple[Relation, ...], *, shows_zeros: bool) -> MadeUp:
    """Counts below 10 are small; where zeros are shown, everybody knows that a gap is no zero."""
    may_hide = counts > 0 if shows_zeros else np.ones(len(counts), dtype=bool)
    small, floors = may_hide & (counts < 10), np.where(may_hide & shows_zeros, 1.0, 0.0)
    least = np.zeros(len(counts))  # if everything were hidden, everything could be nought
    if shows_zeros:
        least[small] = [reached(counts, sums, may_hide, floors, cell, 1) for cell in np.flatnonzero(small).tolist()]
    down = counts - least
    up = np.where(small, np.maximum(least + 4 - counts, 0.0), 0.0)
    return MadeUp(counts, sums, small, floors, may_hide, Needs(np.where(small, down, 0.0), up, np.zeros(len(counts))))


def reached(counts: Counts, sums: tuple[Relation, ...], hidden: Mask, floors: Numbers, cell: int, sign: int) -> float:
    """The least (sign 1) or the most (-1) that a hidden cell may be, with all others as they are shown."""
    rows: list[tuple[int, tuple[int, ...], float, float]] = []
    for total, parts, is_exact in sums:
        rows.append((total, parts, 0.0, 0.0 if is_exact else np.inf))
        rows += [] if is_exact else [(total, (part,), -np.inf, 0.0) for part in parts]
    matrix = np.zeros((len(rows), len(counts)))
    for row, (total, parts, _, _) in enumerate(rows):
        matrix[row, list(parts)], matrix[row, total] = 1.0, -1.0
    far = 10.0 * counts.max() + 100
    ends = Bounds(np.where(hidden, floors, counts), np.where(hidden, far, counts))
    goal = np.zeros(len(counts))
    goal[cell] = sign
    within = LinearConstraint(matrix, [row[2] for row in rows], [row[3] for row in rows])
    found = milp(goal, integrality=np.ones(len(counts)), bounds=ends, constraints=within)
    assert found.status == 0, found.message
    return float(round(sign * found.fun))


def _tree(levels: Levels) -> tuple[Counts, list[tuple[int, tuple[int, ...]]]]:
    """All values of a dimension by its finest ones, and its sums."""
    leaves = int(np.prod(levels))
    rows, families, above = [np.ones(leaves, dtype=np.int64)], [], [0]
    for depth in range(len(levels)):
        each = int(np.prod(levels[depth + 1 :]))
        below = []
        for number in range(leaves // each):
            row = np.zeros(leaves, dtype=np.int64)
            row[number * each : (number + 1) * each] = 1
            below.append(len(rows))
            rows.append(row)
        families += [
            (whole, tuple(below[at * levels[depth] : (at + 1) * levels[depth]])) for at, whole in enumerate(above)
        ]
        above = below
    return np.array(rows), families

"""What a reader can work out: bounds on every hidden cell, by linear program, from all that is shown.

A cell counts as safe only by a witness: a whole set of numbers that agrees with everything shown. Witnesses are
checked here by multiplication, so that a wrong answer of the solver can hide too much but never too little.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.publish.cells import Cells
from pipelines.publish.policy import Counts, Mask, Policy
from pipelines.publish.solver import Solver

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
SLACK = 1e-6


@dataclass(frozen=True)
class Facts:
    """What holds between the cells, as rows `least <= matrix @ counts <= most`; each cell is a column."""

    matrix: sparse.csr_array
    least: Numbers
    most: Numbers


def list_facts(cells: Cells) -> Facts:
    """Sums as equations; a cover as one row for all parts together and one for each part."""
    rows: list[tuple[int, tuple[int, ...], float, float]] = []
    for whole, parts, is_exact in cells.relations:
        rows.append((whole, parts, 0.0, 0.0 if is_exact else np.inf))
        if not is_exact:
            rows.extend((whole, (part,), -np.inf, 0.0) for part in parts)
    starts = np.cumsum([0, *(len(parts) + 1 for _, parts, _, _ in rows)])
    columns = np.array([c for whole, parts, _, _ in rows for c in (*parts, whole)], dtype=np.int64)
    signs = np.ones(len(columns))
    signs[starts[1:] - 1] = -1.0
    matrix = sparse.csr_array((signs, columns, starts), shape=(len(rows), len(cells.counts)))
    return Facts(matrix, np.array([row[2] for row in rows]), np.array([row[3] for row in rows]))


@dataclass(frozen=True)
class Proof:
    """Shown cells of the facts by which a reader learns too much about one hidden cell."""

    cell: int
    shown: tuple[int, ...]


@dataclass(frozen=True)
class _Component:
    columns: Indices
    rows: Indices
    is_tied: bool
    solver: Solver


class Audit:
    """Bounds on the hidden cells, kept while ever more cells are hidden: what was possible stays possible."""

    def __init__(self, cells: Cells, policy: Policy, floors: Numbers) -> None:
        self.counts: Counts = cells.counts
        self.small = cells.small(policy)
        self.floors = np.where(cells.banded, 0.0, 1.0)
        self.facts = list_facts(cells)
        self.low: Numbers = cells.counts.astype(float)
        self.high: Numbers = cells.counts.astype(float)
        self.goal_low = np.maximum(self.floors, floors)
        self.goal_high = float(policy.threshold - 1)

    def needs_lower(self, chosen: Mask) -> Mask:
        """Small cells for which it is not yet shown that they may be as low as the markers allow."""
        return chosen & self.small & (self.low > self.goal_low + SLACK)

    def needs_higher(self, chosen: Mask) -> Mask:
        """Small cells for which it is not yet shown that they may be one below the threshold."""
        return chosen & self.small & (self.high < self.goal_high - SLACK)

    def needs_other(self, chosen: Mask) -> Mask:
        """Other hidden cells for which no second whole number is yet shown to be possible."""
        is_fixed = (self.low > self.counts - 1 + SLACK) & (self.high < self.counts + 1 - SLACK)
        return chosen & ~self.small & is_fixed

    def find_proofs(self, hidden: Mask) -> Iterator[Proof]:
        """One proof for each bound on a hidden cell that is too tight; none when all is safe."""
        for part in self._components(hidden):
            if not part.is_tied:  # any multiple of the true numbers agrees with what is shown
                self.high[part.columns[self.counts[part.columns] > 0]] = np.inf
            for cell, rows, is_least in self._tight_bounds(part):
                shown = self._shown(part.rows[rows], hidden)
                if len(shown):
                    yield Proof(cell, tuple(shown.tolist()))
                elif is_least:  # the markers and the zeros alone say it, no shown count says more
                    self.goal_low[cell] = self.low[cell]
                else:
                    yield Proof(cell, tuple(self._shown(part.rows, hidden).tolist()))

    def _shown(self, rows: Indices, hidden: Mask) -> Indices:
        cells = self.facts.matrix[rows].indices
        return np.unique(cells[(self.counts[cells] > 0) & ~hidden[cells]])

    def _components(self, hidden: Mask) -> Iterator[_Component]:
        """The hidden cells in groups that share no fact, each with its own linear program."""
        known = self.facts.matrix @ np.where(hidden, 0, self.counts)
        matrix = self.facts.matrix[:, np.flatnonzero(hidden)]
        _, group = sparse.csgraph.connected_components(abs(matrix).T @ abs(matrix), directed=False)
        for number in range(group.max(initial=-1) + 1):
            columns = np.flatnonzero(hidden)[group == number]
            part = self.facts.matrix[:, columns]
            rows = np.flatnonzero(np.diff(part.indptr))
            least, most = self.facts.least[rows] - known[rows], self.facts.most[rows] - known[rows]
            solver = Solver(part[rows], least, most, self.counts[columns], self.floors[columns])
            yield _Component(columns, rows, bool(known[rows].any()), solver)

    def _tight_bounds(self, part: _Component) -> Iterator[tuple[int, Mask, bool]]:
        """The cells that stay too tight, with the rows that prove it, and whether it is their least number."""
        chosen = np.zeros(len(self.counts), dtype=bool)
        chosen[part.columns] = True
        for needs, directions in (
            (self.needs_lower, (1,)),
            (self.needs_higher, (-1,)),
            (self.needs_other, (-1, 1)),
        ):
            for direction in directions:
                together = needs(chosen)[part.columns]
                if together.any():
                    self._learn(part, float(direction) * together.astype(float))
            for column in np.flatnonzero(needs(chosen)[part.columns]):
                cell, proof = int(part.columns[column]), np.zeros(len(part.rows), dtype=bool)
                for direction in directions:
                    if needs(chosen)[cell]:
                        goal = np.zeros(len(part.columns))
                        goal[column] = direction
                        proof |= self._learn(part, goal)
                if needs(chosen)[cell]:
                    yield cell, proof, directions == (1,)

    def _learn(self, part: _Component, goal: Numbers) -> Mask:
        """Minimise the goal, note how far every cell went, and return the rows that stopped it."""
        answer = part.solver.minimise(goal)
        for witness in answer.witnesses:
            self.low[part.columns] = np.minimum(self.low[part.columns], witness)
            self.high[part.columns] = np.maximum(self.high[part.columns], witness)
        return answer.binding

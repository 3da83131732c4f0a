"""What a reader can work out: linear programs over all that is told, of which only objective and intervals change.

Every answer is kept as a witness: a table that agrees with everything told, at last one of whole numbers, which is
checked by multiplication.
A wrong answer of the solver can therefore coarsen too much but never too little.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.publish.highs import loaded, require, solved
from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.system import System
from schemas.problems import ReleaseStopped, problem

Indices = npt.NDArray[np.int64]
Rows = tuple[sparse.csr_array, Numbers, Numbers]
SLACK = 1e-6
# Nobody counts so many people; an unbounded number is shown by a witness that reaches it.
FAR = 1e7
# Fractions that are rounded one after the other before branch and bound takes over.
DIVES = 40


@dataclass(frozen=True)
class Answer:
    """The least value of an objective, the witness that has it, and its proof.

    `duals` and `multipliers`: how much each column's interval and each sum hold the objective where it is.
    """

    value: float
    witness: Numbers
    duals: Numbers
    multipliers: Numbers


class Program:
    """The numbers of one component: those that sums tie to each other. Columns are numbered within the component."""

    def __init__(self, columns: Indices, least: Numbers, most: Numbers, ties: Rows, rows: Indices) -> None:
        self.columns, self.rows = columns, rows
        self.matrix, self.row_least, self.row_most = ties
        self.least, self.most = least, np.minimum(most, FAR)
        self._all = np.arange(len(columns), dtype=np.int32)
        self.solves = self.searches = 0
        self.is_whole = False  # whether a witness must be of whole numbers
        self._highs = loaded(self._model())

    def set_interval(self, column: int, least: float, most: float) -> None:
        """Tell one number more coarsely, or finely again."""
        self.least[column], self.most[column] = least, min(most, FAR)
        self._highs.changeColBounds(column, self.least[column], self.most[column])

    def set_intervals(self, least: Numbers, most: Numbers) -> None:
        """The intervals of the first columns, all at once."""
        size = len(least)
        self.least[:size], self.most[:size] = least, most
        self._highs.changeColsBounds(size, self._all[:size], least, most)

    @contextmanager
    def supposing(self, column: int, least: float) -> Iterator[None]:
        """For one solve, suppose that a number is not below `least`."""
        before = self.least[column]
        self.set_interval(column, max(before, least), self.most[column])
        try:
            yield
        finally:
            self.set_interval(column, before, self.most[column])

    def minimise(self, objective: Numbers) -> Answer:
        """The least value of the objective; anything but a proved answer stops the release."""
        value, values, solution = self._relaxed(objective)
        duals, multipliers = np.array(solution.col_dual), np.array(solution.row_dual)
        if not self.is_whole:
            return Answer(value, values, duals, multipliers)
        witness = self.whole(values)
        if witness is None:
            witness = self._dive(values)
        if witness is None or objective @ witness > np.ceil(value - SLACK) + SLACK:
            witness = self._search(objective)
            require(float(objective @ witness) >= value - SLACK * max(1.0, abs(value)))
        return Answer(float(objective @ witness), witness, duals, multipliers)

    def glance(self, objective: Numbers) -> Numbers | None:
        """A witness with a low value of the objective; of whole numbers it need not be found."""
        values = self._relaxed(objective)[1]
        if not self.is_whole:
            return values
        witness = self.whole(values)
        return self._dive(values) if witness is None else witness

    def _dive(self, values: Numbers) -> Numbers | None:
        """Round one fraction after the other, each time solving for the rest; None where that leads nowhere."""
        witness = None
        for _ in range(DIVES):
            away = np.abs(values - np.rint(values))
            column = int(np.argmin(np.where(away > SLACK, away, np.inf)))
            self._highs.changeColBounds(column, float(np.rint(values[column])), float(np.rint(values[column])))
            self.solves += 1
            self._highs.run()
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                break
            values = np.array(self._highs.getSolution().col_value)
            witness = self.whole(values)
            if witness is not None:
                break
        self.set_intervals(self.least, self.most)
        return witness

    def _search(self, objective: Numbers) -> Numbers:
        """A relaxation is no proof: the same objective over whole numbers, by branch and bound."""
        self.searches += 1
        witness = self.whole(solved(self._whole_program, objective, (self.least, self.most)))
        if witness is None:
            raise ReleaseStopped(problem("TIP-E305"))
        return witness

    def _relaxed(self, objective: Numbers) -> tuple[float, Numbers, Any]:
        self.solves += 1
        values = solved(self._highs, objective)
        return float(objective @ values), values, self._highs.getSolution()

    @cached_property
    def _whole_program(self) -> Any:
        """The same program over whole numbers, on its own: it would cost the other one its starting point."""
        highs = loaded(self._model())
        kinds = [highspy.HighsVarType.kInteger] * len(self._all)
        highs.changeColsIntegrality(len(self._all), self._all, kinds)
        return highs

    def bound(self, duals: Numbers) -> float:
        """The least that an objective can be by the multipliers of an earlier answer, with the intervals as now."""
        ends = np.where(duals > 0, self.least, self.most)
        return float(np.where(np.abs(duals) > SLACK, duals * ends, 0.0).sum())

    def agrees(self, witness: Numbers) -> bool:
        """Whether numbers agree with every interval and every sum, by multiplication and without the solver."""
        sums = self.matrix @ witness
        rows = (sums >= self.row_least - SLACK) & (sums <= self.row_most + SLACK)
        columns = (witness >= self.least - SLACK) & (witness <= self.most + SLACK)
        return bool(rows.all() and columns.all())

    def whole(self, values: Numbers) -> Numbers | None:
        """The numbers as whole ones, if they are; None where they are fractions."""
        nearest = np.rint(values)
        if np.abs(nearest - values).max(initial=0) > SLACK * 10:
            return None
        return nearest if self.agrees(nearest) else None

    def _model(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = self.matrix.shape
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_, lp.col_upper_ = self.least, self.most
        lp.row_lower_, lp.row_upper_ = self.row_least, self.row_most
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = self.matrix.shape
        lp.a_matrix_.start_, lp.a_matrix_.index_ = self.matrix.indptr, self.matrix.indices
        lp.a_matrix_.value_ = self.matrix.data
        return lp


def programs(system: System) -> Iterator[Program]:
    """One program for each component of numbers that are tied together, or compared with each other."""
    matrix, least, most = system.rows()
    beside = np.array(system.increments(), dtype=np.int64).reshape(-1, 2)
    compared = sparse.csr_array((np.ones(len(beside)), (beside[:, 0], beside[:, 1])), shape=(system.size, system.size))
    size, group = sparse.csgraph.connected_components(abs(matrix).T @ abs(matrix) + compared, directed=False)
    for number in range(size):
        columns = np.flatnonzero(group == number)
        part = matrix[:, columns]
        rows = np.flatnonzero(np.diff(part.indptr))
        ties = part[rows], least[rows], most[rows]
        yield Program(columns, system.least[columns], system.most[columns], ties, rows)


def objective(size: int, plus: Sequence[int], minus: Sequence[int] = ()) -> Numbers:
    """The costs of a sum of columns less a sum of columns."""
    costs = np.zeros(size)
    costs[list(plus)] += 1.0
    costs[list(minus)] -= 1.0
    return costs


def binding(answer: Answer, least: Numbers, most: Numbers) -> tuple[Mask, Mask]:
    """Columns whose least, and whose most, holds the objective where it is: the proof."""
    at_least = (answer.duals > SLACK) & np.isfinite(least)
    at_most = (answer.duals < -SLACK) & (most < FAR)
    return at_least, at_most

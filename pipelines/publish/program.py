"""What a reader can work out: linear programs over all that is told, of which only objective and intervals change.

An answer is kept as a witness where it is a table of whole numbers that agrees with everything told, by multiplication.
A wrong answer of the solver can therefore coarsen too much but never too little.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.publish.highs import loaded, searched, solved, solved_afresh, solved_as_it_is
from pipelines.publish.intervals import Numbers
from schemas.problems import ReleaseStopped, problem

Indices = npt.NDArray[np.int64]
Rows = tuple[sparse.csr_array, Numbers, Numbers]
SLACK = 1e-6
# Nobody counts so many people; an unbounded number is shown by a witness that reaches it.
FAR = 1e7
# How many corners are tried for a witness of whole numbers, and how much more the objective weighs than chance does.
EXAMPLES = 4
FIRST = 1000.0


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
        self._starts: list[tuple[Numbers, Any]] = []
        self._fresh: set[int] = set()
        self._highs = loaded(self._model())

    def set_interval(self, column: int, least: float, most: float) -> None:
        """Tell one number more coarsely, or finely again."""
        self.least[column], self.most[column] = least, min(most, FAR)
        self._highs.changeColBounds(column, self.least[column], self.most[column])
        self._fresh.clear()

    def set_intervals(self, least: Numbers, most: Numbers) -> None:
        """The intervals of the first columns, all at once."""
        size = len(least)
        self.least[:size], self.most[:size] = least, most
        self._highs.changeColsBounds(size, self._all[:size], least, most)
        self._fresh.clear()

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
        self.solves += 1
        values = solved_as_it_is(self._highs, objective)
        solution = self._highs.getSolution()
        return Answer(float(objective @ values), values, np.array(solution.col_dual), np.array(solution.row_dual))

    def at_most(self, objective: Numbers, enough: float, *, is_sure: bool = True) -> Numbers | Answer:
        """A table in which the objective is at most `enough`, or the proof that there is none.

        One of whole numbers is a witness; if that need not be sure, it may be one of fractions.
        """
        answer = self.minimise(objective)
        if answer.value > enough + SLACK:
            return answer
        for values in chain([answer.witness], self._examples(objective) if is_sure else ()):
            witness = self.whole(values)
            if witness is not None and objective @ witness <= enough + SLACK:
                return witness
        if not is_sure:
            return answer.witness
        witness = self._search(objective, enough)
        value = float(objective @ witness)
        return witness if value <= enough + SLACK else replace(answer, value=value)

    def example(self, objective: Numbers) -> Numbers | None:
        """A witness with a low value of the objective; it need not be found."""
        return next((one for values in self._examples(objective) if (one := self.whole(values)) is not None), None)

    def any_witness(self) -> Numbers:
        """Some witness."""
        costs = np.zeros(len(self.columns))
        found = self.example(costs)
        return self._search(costs, 0.0) if found is None else found

    def _examples(self, objective: Numbers) -> Iterator[Numbers]:
        """A few tables with a low value of the objective, most of them of whole numbers.

        Corners of a program are often fractions, and so are those beside a corner of fractions. Each of these is looked
        for from a corner of whole numbers, which the least of a sum with arbitrary weights mostly is.
        """
        for number in range(EXAMPLES):
            costs, basis = self._start(number)
            self._highs.setBasis(basis)
            self.solves += 1
            yield solved(self._highs, costs + FIRST * objective)

    def _start(self, number: int) -> tuple[Numbers, Any]:
        """Arbitrary weights, and the corner that they lead to under the intervals of now."""
        if number == len(self._starts):
            costs = np.random.default_rng(number).normal(size=len(self.columns))
            self._starts.append((costs, None))
        costs, basis = self._starts[number]
        if basis is None or number not in self._fresh:
            solved_afresh(self._highs, costs, basis)
            basis = self._highs.getBasis()
            self._starts[number] = costs, basis
            self._fresh.add(number)
        return costs, basis

    def _search(self, objective: Numbers, enough: float) -> Numbers:
        """Whole numbers with the least value of the objective, or with one that is enough: a relaxation is no proof."""
        self.searches += 1
        witness = self.whole(searched(self._whole_program, objective, (self.least, self.most), enough))
        if witness is None:
            raise ReleaseStopped(problem("TIP-E305"))
        return witness

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


def objective(size: int, plus: Sequence[int], minus: Sequence[int] = ()) -> Numbers:
    """The costs of a sum of columns less a sum of columns."""
    costs = np.zeros(size)
    costs[list(plus)] += 1.0
    costs[list(minus)] -= 1.0
    return costs

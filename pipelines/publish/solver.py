"""One linear program of which only the objective changes (HiGHS, primal simplex, one thread)."""

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.publish.policy import Counts, Mask
from schemas.problems import ReleaseStopped, problem

Numbers = npt.NDArray[np.float64]
# Two models with different threads in one process: the second solve fails silently and returns zeros.
OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "simplex_strategy": 4,
    "solver": "simplex",
}
FEASIBLE = 1e-6


@dataclass(frozen=True)
class Answer:
    """Numbers that agree with every row, and the rows with a non-zero dual (none if nothing binds)."""

    witnesses: tuple[Numbers, ...]
    binding: Mask


class Solver:
    """Hidden cells of one component: each is at least its floor (1 where zeros are shown), and the rows hold."""

    def __init__(self, matrix: sparse.csr_array, least: Numbers, most: Numbers, truth: Counts, floors: Numbers) -> None:
        self.matrix, self.least, self.most = matrix, least, most
        self.floors = floors
        self.row_count, self.column_count = matrix.shape
        self.columns = np.arange(self.column_count, dtype=np.int32)
        self.reach = 10.0 * float(truth.max(initial=1))
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy types half of itself
        for name, value in OPTIONS.items():
            self.highs.setOptionValue(name, value)
        self._require(self.highs.passModel(self._model()) == highspy.HighsStatus.kOk)

    def minimise(self, goal: Numbers) -> Answer:
        """The lowest that the goal can get; anything but a proved answer stops the release."""
        self.highs.changeColsCost(self.column_count, self.columns, goal)
        self._require(self.highs.run() == highspy.HighsStatus.kOk)
        status, solution = self.highs.getModelStatus(), self.highs.getSolution()
        values = np.array(solution.col_value)
        if status == highspy.HighsModelStatus.kOptimal:
            self._require(self._holds(values))
            return Answer((values,), np.abs(np.array(solution.row_dual)) > FEASIBLE)
        self._require(status == highspy.HighsModelStatus.kUnbounded)
        _, has_ray, ray = self.highs.getPrimalRay()
        self._require(has_ray)
        far = values + np.array(ray) * (self.reach / np.abs(ray).max())
        return Answer(tuple(w for w in (values, far) if self._holds(w)), np.zeros(self.row_count, dtype=bool))

    def _holds(self, values: Numbers) -> bool:
        """Whether the numbers agree with every row, by multiplication and without the solver."""
        sums, slack = self.matrix @ values, FEASIBLE * max(1.0, float(np.abs(values).max()) / 1000)
        is_within = (sums >= self.least - slack) & (sums <= self.most + slack)
        return bool(is_within.all() and (values >= self.floors - slack).all())

    def _model(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = self.row_count, self.column_count
        lp.col_cost_ = np.zeros(self.column_count)
        lp.col_lower_ = self.floors
        lp.col_upper_ = np.full(self.column_count, highspy.kHighsInf)
        lp.row_lower_, lp.row_upper_ = self.least, self.most
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = self.row_count, self.column_count
        lp.a_matrix_.start_, lp.a_matrix_.index_ = self.matrix.indptr, self.matrix.indices
        lp.a_matrix_.value_ = self.matrix.data
        return lp

    @staticmethod
    def _require(is_proved: bool) -> None:  # noqa: FBT001  one condition, named by the method
        if not is_proved:
            raise ReleaseStopped(problem("TIP-E305"))

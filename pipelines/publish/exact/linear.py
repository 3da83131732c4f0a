"""One linear program of which only the costs and the bounds of columns change (HiGHS, simplex, one thread)."""

from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from schemas.problems import ReleaseStopped, problem

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
# Two models with different threads in one process: the second solve fails silently and returns zeros.
OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "solver": "simplex",
    "presolve": "off",
    "simplex_scale_strategy": 0,  # every entry is 1 or -1
    "mip_rel_gap": 0.0,
    "time_limit": 600.0,
}
DUAL, PRIMAL = 1, 4


class Linear:
    """Columns within bounds whose sums lie between the least and the most of each row."""

    def __init__(self, matrix: sparse.csr_array, rows: tuple[Numbers, Numbers], lower: Numbers, upper: Numbers) -> None:
        self.size = matrix.shape[1]
        self.solves = 0
        self._all = np.arange(self.size, dtype=np.int32)
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy types half of itself
        for name, value in OPTIONS.items():
            self._highs.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = matrix.shape
        lp.col_cost_ = np.zeros(self.size)
        lp.col_lower_, lp.col_upper_ = lower, upper
        lp.row_lower_, lp.row_upper_ = rows
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = matrix.shape
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        _require(self._highs.passModel(lp) == highspy.HighsStatus.kOk)

    def bound(self, columns: Indices, lower: Numbers, upper: Numbers) -> None:
        """Other bounds for some columns, until they are changed again."""
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def minimise(self, costs: Numbers, simplex: int, *, whole: bool = False) -> Numbers | None:
        """The cheapest values of the columns, None where there are none; anything unproved stops the release.

        Dual simplex begins afresh, where nothing moves: after other bounds the last answer is a poor beginning.
        In whole numbers the bounds have to be whole, too.
        """
        if simplex == DUAL:
            self._highs.clearSolver()
        self._highs.setOptionValue("simplex_strategy", simplex)
        self._highs.changeColsCost(self.size, self._all, costs)
        self.solves += 1
        if whole:
            self._set_kind(highspy.HighsVarType.kInteger)
        _require(self._highs.run() == highspy.HighsStatus.kOk)
        status, values = self._highs.getModelStatus(), np.array(self._highs.getSolution().col_value)
        if whole:
            self._set_kind(highspy.HighsVarType.kContinuous)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        _require(status == highspy.HighsModelStatus.kOptimal)
        return values

    def _set_kind(self, kind: highspy.HighsVarType) -> None:
        self._highs.changeColsIntegrality(self.size, self._all, [kind] * self.size)


def _require(is_proved: bool) -> None:  # noqa: FBT001  one condition, named by the function
    if not is_proved:
        raise ReleaseStopped(problem("TIP-E305"))

"""One linear program of which only the objective changes, and the same over whole numbers (HiGHS, one thread).

Anything but a proved answer stops the audit: a solver that fails must not look like numbers that are safe.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from pipelines.audit.system import Indices, Numbers, System
from schemas.problems import ReleaseStopped, problem

# Two models with different threads in one process: the second solve fails silently and returns zeros.
OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "solver": "simplex",
    "simplex_strategy": 4,
}
# For a small program that is solved once: the dual simplex, and no search for what could be left out.
ONCE: dict[str, Any] = {**OPTIONS, "simplex_strategy": 1, "presolve": "off"}
# A limit of nodes and not of time: on every machine the same answer.
WHOLE: dict[str, Any] = {"mip_max_nodes": 20_000}
# A whole-number table for many quantities at once need not be the very best one.
NEARLY = 0.05
SLACK = 1e-6
# No count is as large: a number without end may be as large as this in a whole-number table.
FAR = 1e7
INFINITE = float("inf")


@dataclass(frozen=True)
class Answer:
    """The least value of a goal (-inf where there is none), numbers that show it, and duals of the columns' ends."""

    value: float
    numbers: Numbers
    duals: Numbers


def binding(answer: Answer, system: System) -> Indices:
    """The numbers of which something that is told holds a goal where it is; that none is below nought is not told."""
    at_least, at_most = (answer.duals > SLACK) & (system.lower > 0), (answer.duals < -SLACK) & (system.upper < INFINITE)
    return np.flatnonzero(at_least | at_most)


class Program:
    """The linear program of one component, or with `whole` the integer program."""

    def __init__(self, system: System, *, whole: bool = False, options: Mapping[str, Any] = OPTIONS) -> None:
        self.system = system
        self.solves = 0
        self._all = np.arange(len(system.lower), dtype=np.int32)
        self._lower, self._upper = system.lower.copy(), np.minimum(system.upper, FAR) if whole else system.upper
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy types half of itself
        for name, value in ({**options, **WHOLE} if whole else options).items():
            self._highs.setOptionValue(name, value)
        require(self._highs.passModel(self._model(whole=whole)) == highspy.HighsStatus.kOk)

    def minimise(self, goal: Numbers) -> Answer:
        """The lowest that the goal can get, by linear program."""
        if not self.system.matrix.shape[0]:
            return self._free(goal)
        status = self._run(goal)
        solution = self._highs.getSolution()
        values = np.array(solution.col_value)
        if status == highspy.HighsModelStatus.kOptimal:
            self._require_within(values)
            value, duals = float(goal @ values), np.array(solution.col_dual)
            self._require_lowest(goal, value, np.array(solution.row_dual), duals)
            return Answer(value, values, duals)
        require(status == highspy.HighsModelStatus.kUnbounded)
        _, has_ray, ray = self._highs.getPrimalRay()
        require(has_ray)
        direction = np.array(ray)
        far = values + direction * (1000.0 / np.abs(direction[np.abs(direction) > SLACK]).min())
        self._require_within(far)
        return Answer(-INFINITE, far, np.zeros(len(values)))

    def minimise_whole(
        self, goal: Numbers, enough: float = -INFINITE, gap: float = 0.0
    ) -> tuple[float, Indices | None]:
        """Over whole numbers: the least value, or one that is low enough; no table where there is none.

        With a `gap`, the value is at most so much larger than the least, as a share of it.
        """
        self._highs.setOptionValue("mip_rel_gap", gap)
        self._highs.setOptionValue("objective_target", enough + 0.5)
        status = self._run(goal, is_whole=True)
        if status == highspy.HighsModelStatus.kInfeasible:
            return INFINITE, None
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveTarget):
            raise ReleaseStopped(problem("TIP-E508"))
        values = np.rint(np.array(self._highs.getSolution().col_value)).astype(np.int64)
        require(self.system.agrees(values))
        return float(goal @ values), values

    @contextmanager
    def supposing(self, least: Mapping[int, float]) -> Iterator["Program"]:
        """For a while, suppose that some numbers are not below what is given."""
        for column, value in least.items():
            self._raise(column, max(value, self.system.lower[column]))
        try:
            yield self
        finally:
            for column in least:
                self._raise(column, self.system.lower[column])

    def _raise(self, column: int, lower: float) -> None:
        self._lower[column] = lower
        self._highs.changeColBounds(column, lower, self._upper[column])

    def _free(self, goal: Numbers) -> Answer:
        """Numbers that nothing ties: each goes to its end."""
        ends = np.where(goal > 0, self.system.lower, np.where(goal < 0, self.system.upper, self.system.lower))
        values = np.where(np.isfinite(ends), ends, self.system.lower + FAR)
        value = float(goal @ values) if np.isfinite(ends).all() else -INFINITE
        return Answer(value, values, goal)

    def _run(self, goal: Numbers, *, is_whole: bool = False) -> Any:
        self.solves += 1
        self._highs.changeColsCost(len(self._all), self._all, goal)
        require(self._highs.run() == highspy.HighsStatus.kOk)
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible and not is_whole:
            raise ReleaseStopped(problem("TIP-E503", what="sums of several numbers"))
        return status

    def _require_within(self, values: Numbers) -> None:
        """By multiplication and without the solver: the numbers agree with every end and every sum."""
        system, sums = self.system, self.system.matrix @ values
        slack = SLACK * max(1.0, float(np.abs(values).max(initial=0)) / 1000)
        is_within = (sums >= system.least - slack).all() and (sums <= system.most + slack).all()
        require(bool(is_within and (values >= system.lower - slack).all() and (values <= system.upper + slack).all()))

    def _require_lowest(self, goal: Numbers, value: float, rows: Numbers, columns: Numbers) -> None:
        """By multiplication, too: the duals prove that the goal cannot be lower (weak duality)."""
        system, bound, most = self.system, 0.0, float(np.abs(goal).max(initial=1.0))
        require(bool(np.abs(goal - system.matrix.T @ rows - columns).max(initial=0.0) <= SLACK * most))
        for duals, low, high in ((rows, system.least, system.most), (columns, self._lower, self._upper)):
            ends = np.where(duals > 0, low, high)
            counts = np.isfinite(ends) | (np.abs(duals) > SLACK * most)
            bound += float(duals[counts] @ ends[counts])
        require(abs(bound - value) <= SLACK * max(1.0, abs(value), most))

    def _model(self, *, whole: bool) -> highspy.HighsLp:
        lp, system = highspy.HighsLp(), self.system
        lp.num_row_, lp.num_col_ = system.matrix.shape
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_, lp.col_upper_ = self._lower, self._upper
        lp.row_lower_, lp.row_upper_ = system.least, system.most
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = lp.num_row_, lp.num_col_
        lp.a_matrix_.start_, lp.a_matrix_.index_ = system.matrix.indptr, system.matrix.indices
        lp.a_matrix_.value_ = system.matrix.data
        return lp


def require(is_proved: bool) -> None:  # noqa: FBT001  one condition, named by the function
    """Stop the audit where something was not proved."""
    if not is_proved:
        raise ReleaseStopped(problem("TIP-E507"))


def require_table(table: Indices | None) -> Indices:
    """A whole-number table there must be: what is published is not even possible without."""
    if table is None:
        raise ReleaseStopped(problem("TIP-E503", what="sums of several numbers"))
    return table

"""HiGHS as it has to be used here: one thread, primal simplex, and every status looked at."""

from typing import Any

import highspy
import numpy as np

from pipelines.publish.intervals import Numbers
from schemas.problems import ReleaseStopped, problem

# Two models with different threads in one process: the second solve fails silently and returns zeros.
PRIMAL, DUAL = 4, 1
PERTURBED = "primal_simplex_bound_perturbation_multiplier"
OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "simplex_strategy": PRIMAL,
    "solver": "simplex",
    "mip_rel_gap": 0.0,
    "time_limit": 600.0,
}


def loaded(model: highspy.HighsLp) -> Any:
    """A program that can be solved again and again."""
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy types half of itself
    for name, value in OPTIONS.items():
        highs.setOptionValue(name, value)
    require(highs.passModel(model) == highspy.HighsStatus.kOk)
    return highs


def solved_as_it_is(highs: Any, objective: Numbers) -> Numbers:
    """The best numbers, without bounds that are perturbed first and mended after: from a near corner that is faster."""
    highs.setOptionValue(PERTURBED, 0.0)
    found = solved(highs, objective)
    highs.setOptionValue(PERTURBED, 1.0)
    return found


def solved(highs: Any, objective: Numbers) -> Numbers:
    """The best numbers; anything but a proved answer stops the release."""
    columns = np.arange(len(objective), dtype=np.int32)
    highs.changeColsCost(len(columns), columns, objective)
    require(highs.run() == highspy.HighsStatus.kOk)
    require(highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)
    return np.array(highs.getSolution().col_value)


def searched(highs: Any, objective: Numbers, intervals: tuple[Numbers, Numbers], enough: float) -> Numbers:
    """The best whole numbers within the intervals, or the first whose objective is at most `enough`."""
    columns = np.arange(len(objective), dtype=np.int32)
    highs.changeColsBounds(len(columns), columns, *intervals)
    highs.changeColsCost(len(columns), columns, objective)
    highs.setOptionValue("objective_target", enough)
    highs.run()
    require(highs.getModelStatus() in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveTarget))
    return np.array(highs.getSolution().col_value)


def solved_afresh(highs: Any, objective: Numbers, basis: Any = None) -> Numbers:
    """The best numbers, from no earlier corner or from the one they had before: for that the dual simplex is faster."""
    if basis is None:
        highs.clearSolver()
    else:
        highs.setBasis(basis)
    highs.setOptionValue("simplex_strategy", DUAL)
    found = solved(highs, objective)
    highs.setOptionValue("simplex_strategy", PRIMAL)
    return found


def require(is_proved: bool) -> None:  # noqa: FBT001  one condition, named by the function
    """ReleaseStopped for anything but a proved answer."""
    if not is_proved:
        raise ReleaseStopped(problem("TIP-E305"))

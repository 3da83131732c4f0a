"""HiGHS as it has to be used here: one thread, primal simplex, and every status looked at."""

from typing import Any

import highspy
import numpy as np

from pipelines.publish.intervals import Numbers
from schemas.problems import ReleaseStopped, problem

# Two models with different threads in one process: the second solve fails silently and returns zeros.
OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "simplex_strategy": 4,
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


def solved(highs: Any, objective: Numbers, intervals: tuple[Numbers, Numbers] | None = None) -> Numbers:
    """The best numbers; anything but a proved answer stops the release."""
    columns = np.arange(len(objective), dtype=np.int32)
    if intervals:
        highs.changeColsBounds(len(columns), columns, *intervals)
    highs.changeColsCost(len(columns), columns, objective)
    require(highs.run() == highspy.HighsStatus.kOk)
    require(highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)
    return np.array(highs.getSolution().col_value)


def require(is_proved: bool) -> None:  # noqa: FBT001  one condition, named by the function
    """ReleaseStopped for anything but a proved answer."""
    if not is_proved:
        raise ReleaseStopped(problem("TIP-E305"))

"""From a solution with fractions to a whole-number table like it."""

import numpy as np

from pipelines.audit.solver import NEARLY, ONCE, SLACK, Program
from pipelines.audit.system import Indices, Numbers, System
from schemas.problems import ReleaseStopped


def table_like(system: System, values: Numbers | Indices, goal: Numbers) -> Indices | None:
    """A whole-number table like a solution: only what shares a sum with a fraction may differ, by one at most."""
    table, shape = np.rint(values).astype(np.int64), system.pattern
    touched = shape @ (np.abs(values - table) > SLACK).astype(float) > 0
    free = np.flatnonzero(shape.T @ touched.astype(float))
    down, up = np.floor(values[free] + SLACK), np.ceil(values[free] - SLACK)
    lower = np.maximum(system.lower[free], down - (goal[free] >= 0))  # what is to be high is not made lower
    upper = np.minimum(system.upper[free], up + (goal[free] <= 0))
    table[free] = 0
    matrix = system.matrix[:, free]
    rows = np.flatnonzero(np.diff(matrix.indptr))
    rest = (system.matrix @ table)[rows]
    near = System(lower, upper, matrix[rows], system.least[rows] - rest, system.most[rows] - rest)
    found = _whole_of(near, goal[free])
    if found is None:
        return None
    table[free] = found
    return table if system.agrees(table) else None


def _whole_of(near: System, goal: Numbers) -> Indices | None:
    """Whole numbers near a solution: most often a corner is whole already, else an integer program finds them."""
    try:
        corner = np.rint(Program(near, options=ONCE).minimise(goal).numbers).astype(np.int64)
    except ReleaseStopped as stopped:
        if stopped.problems[0].code == "TIP-E503":  # not even fractions fit: there is nothing near
            return None
        raise
    return corner if near.agrees(corner) else Program(near, whole=True).minimise_whole(goal, gap=NEARLY)[1]

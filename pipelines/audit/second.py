"""A second opinion: some bounds again by another program (scipy's linprog), all of it set up anew."""

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from pipelines.audit.part import HIGH, LOW, Part
from pipelines.audit.solver import INFINITE, require
from pipelines.audit.system import Numbers
from schemas.problems import ReleaseStopped, problem

SAMPLE = 20
DIFFERENCE = 1e-5
OPTIMAL, UNBOUNDED = 0, 3  # as linprog says it


def ask_again(parts: list[Part]) -> int:
    """Compare the bounds of every so many-th quantity, its least and its most in turn; how many were compared.

    Raises:
        ReleaseStopped: Two programs do not agree about a bound.
    """
    rows = [(part, row) for part in parts for row in range(len(part.rows))]
    every = max(1, len(rows) // SAMPLE)
    for turn, (part, row) in enumerate(rows[::every]):
        side = (LOW, HIGH)[turn % 2]
        one, other = part.solve(row, side).value, _least(part, part.goal(np.array([row]), side))
        if not (one == other or abs(one - other) <= DIFFERENCE * max(1.0, abs(one))):
            raise ReleaseStopped(problem("TIP-E509"))
    return len(rows[::every])


def _least(part: Part, goal: Numbers) -> float:
    """The least value of a goal; every row as two inequalities, so that nothing of the first program is used."""
    system = part.system
    low, high = np.isfinite(system.least), np.isfinite(system.most)
    rows = sparse.vstack([system.matrix[high], -system.matrix[low]])
    ends = np.concatenate([system.most[high], -system.least[low]])
    found = linprog(
        goal,
        A_ub=rows if rows.shape[0] else None,
        b_ub=ends if rows.shape[0] else None,
        bounds=np.stack([system.lower, system.upper], axis=1),
        method="highs",
    )
    require(found.status in (OPTIMAL, UNBOUNDED))
    return float(found.fun) if found.status == OPTIMAL else -INFINITE

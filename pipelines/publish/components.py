"""The programs of a system: one for each component of numbers that are tied together, or compared with each other."""

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from pipelines.publish.program import Program
from pipelines.publish.system import System


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

"""Having as many numbers as possible at several at once: witnesses that show something of many at a time."""

import numpy as np
from scipy import sparse

from pipelines.publish.intervals import Numbers
from pipelines.publish.program import Indices, Program


class Spread:
    """The same numbers, each with a copy that is capped: to have as many of them as possible at `reach` at once."""

    def __init__(self, program: Program, reach: int) -> None:
        size = len(program.columns)
        none, one = sparse.csr_array((program.matrix.shape[0], size)), sparse.eye_array(size)
        matrix = sparse.block_array([[program.matrix, none], [-one, one]]).tocsr()
        row_least = np.concatenate([program.row_least, np.full(size, -np.inf)])
        row_most = np.concatenate([program.row_most, np.zeros(size)])
        least = np.concatenate([program.least, np.zeros(size)])
        most = np.concatenate([program.most, np.full(size, reach)])
        self.of, self.size = program, size
        rows = np.arange(matrix.shape[0])
        self.program = Program(np.arange(2 * size), least, most, (matrix, row_least, row_most), rows)

    def witness(self, columns: Indices, weights: Numbers, within: tuple[Numbers, Numbers]) -> Numbers | None:
        """Numbers within these intervals, of which as many of the columns as possible are at `reach`."""
        self.program.is_whole = self.of.is_whole
        self.program.set_intervals(*within)
        costs = np.zeros(2 * self.size)
        costs[self.size + columns] = -weights
        self.of.solves += 1
        found = self.program.glance(costs)
        return None if found is None else found[: self.size]

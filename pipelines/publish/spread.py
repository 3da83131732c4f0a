"""Having many sums at nought, or at several, at once: witnesses that show something of as many as possible."""

import numpy as np
from scipy import sparse

from pipelines.publish.intervals import Numbers
from pipelines.publish.program import FAR, Program


class Spread:
    """The same numbers, and for each of some sums of them a copy that is capped at `reach`."""

    def __init__(self, program: Program, sums: sparse.csr_array, reach: int) -> None:
        many, size = sums.shape
        none = sparse.csr_array((program.matrix.shape[0], many))
        matrix = sparse.block_array([[program.matrix, none], [-sums, sparse.eye_array(many)]]).tocsr()
        row_least = np.concatenate([program.row_least, np.full(many, -np.inf)])
        row_most = np.concatenate([program.row_most, np.zeros(many)])
        least = np.concatenate([program.least, np.where(sums.min(axis=1).toarray().ravel() < 0, -FAR, 0.0)])
        most = np.concatenate([program.most, np.full(many, reach)])
        self.sums, self.size = sums, size
        rows = np.arange(matrix.shape[0])
        self.program = Program(np.arange(size + many), least, most, (matrix, row_least, row_most), rows)

    def witness(self, low: Numbers, high: Numbers, within: tuple[Numbers, Numbers]) -> Numbers | None:
        """Numbers within these intervals, of which the sums weighed by `low` are small and those by `high` several."""
        self.program.set_intervals(*within)
        found = self.program.example(np.concatenate([low @ self.sums, -high]))
        return None if found is None else found[: self.size]

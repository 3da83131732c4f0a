"""All that is told, as one system: a ranged column for every number, and a row for every sum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.audit.registry import Sum
from pipelines.audit.shares import Fact

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class System:
    """`lower <= x <= upper` and `least <= matrix @ x <= most` over whole numbers x; weights are whole, too."""

    lower: Numbers
    upper: Numbers
    matrix: sparse.csr_array
    least: Numbers
    most: Numbers

    @classmethod
    def of(cls, lower: Sequence[float], upper: Sequence[float], facts: Sequence[Fact]) -> "System":
        """The system of numbers and of what is known of several of them."""
        starts = np.cumsum([0, *(len(fact.weights) for fact in facts)])
        pairs = np.array([pair for fact in facts for pair in fact.weights], dtype=np.int64).reshape(-1, 2)
        shape = len(facts), len(lower)
        matrix = sparse.csr_array((pairs[:, 1].astype(float), pairs[:, 0], starts), shape=shape)
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
        least, most = (np.array([getattr(fact, side) for fact in facts], dtype=float) for side in ("least", "most"))
        return cls(np.array(lower, dtype=float), np.array(upper, dtype=float), matrix, least, most)

    @cached_property
    def pattern(self) -> sparse.csr_array:
        """Which numbers are in which facts."""
        return abs(self.matrix)

    def agrees(self, numbers: Indices) -> bool:
        """Whether whole numbers agree with all that is told, by multiplication and without a solver."""
        sums = self.matrix @ numbers
        is_within = (numbers >= self.lower).all() and (numbers <= self.upper).all()
        return bool(is_within and (sums >= self.least).all() and (sums <= self.most).all())

    def chosen(self, columns: Sequence[int]) -> sparse.csr_array:
        """A matrix that gives some of the numbers, a row for each."""
        places = np.arange(len(columns)), np.array(columns, dtype=np.int64)
        return sparse.csr_array((np.ones(len(columns)), places), shape=(len(columns), len(self.lower)))

    def components(self) -> Iterator[tuple[Indices, "System"]]:
        """The numbers in groups that no fact ties to each other, each a system of its own."""
        rows, columns = self.matrix.shape
        edges = np.repeat(np.arange(rows), np.diff(self.matrix.indptr)), self.matrix.indices + rows
        graph = sparse.coo_array((np.ones(self.matrix.nnz), edges), shape=(rows + columns, rows + columns))
        _, group = sparse.csgraph.connected_components(graph, directed=False)
        is_alone = np.bincount(group, minlength=1)[group[rows:]] == 1
        group[rows:][is_alone] = -1  # numbers that nothing ties: one group is enough for all of them
        for number in np.unique(group[rows:]):
            own, inside = np.flatnonzero(group[rows:] == number), np.flatnonzero(group[:rows] == number)
            part = self.matrix[inside][:, own]
            yield own, System(self.lower[own], self.upper[own], part, self.least[inside], self.most[inside])


def facts_of(sums: Sequence[Sum]) -> Iterator[Fact]:
    """Sums as rows: parts that add up, a cover as one row for all parts together and one for each of them."""
    infinite = float("inf")
    for kind, whole, parts in sums:
        if kind in ("adds_up", "same"):
            yield Fact((*((part, 1) for part in parts), (whole, -1)), 0.0, 0.0)
        if kind == "covers":
            yield Fact((*((part, 1) for part in parts), (whole, -1)), 0.0, infinite)
        if kind in ("covers", "grows"):
            yield from (Fact(((part, 1), (whole, -1)), -infinite, 0.0) for part in parts)

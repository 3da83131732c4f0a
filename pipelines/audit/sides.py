"""The rule for cells of unpublished cross-tables: that several may be in both of two cells.

That nobody may be in both needs no proof of its own: a cross cell that is surely small lies in a small cell, which is
protected itself and may be empty. Of two large cells it may be told that at least so many are in both.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import sparse

from pipelines.audit.crossed import Block, Grid
from pipelines.audit.part import Part
from pipelines.audit.solver import NEARLY, SLACK, Answer, Program, require_table
from pipelines.audit.system import Indices, Mask, Numbers, System


class Several:
    """As many as `reach` may be in each cell of a pair at once."""

    def __init__(self, part: Part, reach: int) -> None:
        self.part, self.reach = part, reach
        self._cells = np.flatnonzero(part.system.lower < reach)
        self.programs = dict[bool, Program]()

    def open(self, blocks: Sequence[Block]) -> Indices:
        """Pairs of cells each of which may be several, but of which no table shows it for both at once yet."""
        several: Grid = np.array(self.part.tables) >= self.reach
        may_be: Mask = np.logical_or.reduce(several, axis=0)
        found = several.astype(np.float32)
        return np.concatenate(
            [
                block.pairs(
                    (found[:, block.ones].T @ found[:, block.others] == 0)
                    & may_be[block.ones][:, None]
                    & may_be[block.others][None, :]
                )
                for block in blocks
            ]
        )

    def shows(self, numbers: Numbers | Indices, pairs: Indices) -> Mask:
        """For which pairs the numbers show it."""
        shown: Mask = np.minimum(numbers[pairs[:, 0]], numbers[pairs[:, 1]]) >= self.reach - SLACK
        return shown

    def goal(self, pairs: Indices) -> Numbers:
        """As many as can be in the cells of the pairs."""
        return -np.bincount(pairs[:, :2].ravel(), minlength=len(self.part.columns)).astype(float)

    def together(self, goal: Numbers, *, whole: bool) -> Numbers | Indices:
        """Numbers that show it for as many pairs as can be: more than `reach` is worth no more in any cell."""
        program, size = self._program(whole=whole), len(goal)
        capped = np.concatenate([np.zeros(size), goal[self._cells]])
        if not whole:
            return program.minimise(capped).numbers[:size]
        table = program.minimise_whole(capped, gap=NEARLY)[1]
        return require_table(table)[:size]

    def alone(self, pair: Indices) -> tuple[Answer, bool, bool]:
        """What is highest for one cell when the other is several, whether that settles it, and whether it is safe."""
        goal = np.zeros(len(self.part.columns))
        goal[pair[1]] = -1.0
        with self.part.program.supposing({int(pair[0]): self.reach}) as program:
            answer = program.minimise(goal)
        is_safe = -answer.value >= self.reach - SLACK
        return answer, not is_safe, is_safe

    def words(self, one: str, other: str, value: float) -> str:
        """What is certain of a pair."""
        most = np.floor(-value + SLACK)
        return f"not more than {most:.0f} can be in ({other}) as soon as {self.reach} are in ({one})"

    def alone_whole(self, pair: Indices) -> tuple[bool, Indices | None]:
        """The same over whole numbers: whether it is safe, and a table that was found."""
        with self.part.whole.supposing({int(pair[0]): self.reach, int(pair[1]): self.reach}) as program:
            _, table = program.minimise_whole(np.zeros(len(self.part.columns)))
        return table is not None, table

    def _program(self, *, whole: bool) -> Program:
        if whole not in self.programs:
            self.programs[whole] = Program(_capped(self.part.system, self._cells, self.reach), whole=whole)
        return self.programs[whole]


def _capped(system: System, cells: Indices, reach: int) -> System:
    """The system with one more column for each of some cells, which is at most the cell, and at most `reach`."""
    rows, size, more = system.matrix.shape[0], len(system.lower), len(cells)
    places = np.arange(more)
    signs, columns = np.repeat([1.0, -1.0], more), np.concatenate([cells, size + places])
    below = sparse.csr_array((signs, (np.concatenate([places, places]), columns)), shape=(more, size + more))
    beside = sparse.hstack([system.matrix, sparse.csr_array((rows, more))])
    return System(
        np.concatenate([system.lower, np.zeros(more)]),
        np.concatenate([system.upper, np.full(more, float(reach))]),
        sparse.csr_array(sparse.vstack([beside, below])),
        np.concatenate([system.least, np.zeros(more)]),
        np.concatenate([system.most, np.full(more, np.inf)]),
    )


def _left(pairs: Indices, tables: Sequence[Indices], shows: Callable[[Indices, Indices], Mask]) -> Indices:
    """The pairs that no table shows."""
    for table in sorted(tables, key=lambda table: int(table.sum())):
        pairs = pairs[~shows(table, pairs)]
    return pairs

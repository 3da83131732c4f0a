"""One component under audit: its program, what its witnesses show of every quantity, and what is proved of each."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse

from pipelines.audit.solver import INFINITE, SLACK, Answer, Program, require_table
from pipelines.audit.system import Indices, Mask, Numbers, System
from pipelines.audit.whole import table_like

LOW, HIGH = 1.0, -1.0


@dataclass
class Part:
    """Numbers that facts tie together. `rows`: the quantities with a part here, which `matrix` gives.

    `low` and `high` are shown by whole-number tables, `low_lp` and `high_lp` by any; `least` and `most` are proved.
    """

    columns: Indices
    system: System
    rows: Indices
    matrix: sparse.csr_array
    tables: list[Indices] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nothing is shown yet; what is proved are the ends of the numbers themselves."""
        size = len(self.rows)
        self.low, self.low_lp = np.full(size, INFINITE), np.full(size, INFINITE)
        self.high, self.high_lp = np.full(size, -INFINITE), np.full(size, -INFINITE)
        plus, minus = self.matrix.maximum(0), (-self.matrix).maximum(0)
        upper = np.minimum(self.system.upper, 1e300)
        self.least = plus @ self.system.lower - minus @ upper
        self.most = plus @ upper - minus @ self.system.lower
        self.is_solved = {LOW: np.zeros(size, dtype=bool), HIGH: np.zeros(size, dtype=bool)}

    @cached_property
    def program(self) -> Program:
        """The linear program."""
        return Program(self.system)

    @cached_property
    def whole(self) -> Program:
        """The integer program."""
        return Program(self.system, whole=True)

    @property
    def solves(self) -> int:
        """How often a solver was asked so far."""
        return sum(program.solves for name, program in vars(self).items() if name in ("program", "whole"))

    def goal(self, chosen: Mask | Indices, side: float) -> Numbers:
        """The chosen quantities together, to be made low or high."""
        goal: Numbers = side * np.asarray(self.matrix[chosen].sum(axis=0)).ravel()
        return goal

    def learn(self, numbers: Numbers | Indices, goal: Numbers) -> Indices | None:
        """Note what a solution for a goal shows of every quantity; a whole-number table like it, if there is one."""
        values: Numbers = self.matrix @ numbers
        values = np.where(np.abs(values - np.rint(values)) < SLACK, np.rint(values), values)
        np.minimum(self.low_lp, values, out=self.low_lp)
        np.maximum(self.high_lp, values, out=self.high_lp)
        table = np.rint(numbers).astype(np.int64)
        found: Indices | None = table
        if not self.system.agrees(table):
            found = table_like(self.system, numbers, goal)
            self.program.solves += 1
        if found is not None:
            self.learn_table(found)
        return found

    def learn_table(self, table: Indices) -> None:
        """Note what a whole-number table shows of every quantity."""
        values = self.matrix @ table
        if not self.tables or ((values < self.low) | (values > self.high)).any():
            self.tables.append(table)
        for low, high in ((self.low, self.high), (self.low_lp, self.high_lp)):
            np.minimum(low, values, out=low)
            np.maximum(high, values, out=high)

    def solve(self, row: int, side: float) -> Answer:
        """How low, or how high, one quantity can get."""
        goal = self.goal(np.array([row]), side)
        answer = self.program.minimise(goal)
        self.learn(answer.numbers, goal)
        self.is_solved[side][row] = True
        if side == LOW:
            self.least[row] = max(self.least[row], np.ceil(answer.value - SLACK))
        else:
            self.most[row] = min(self.most[row], np.floor(-answer.value + SLACK))
        return answer

    def table(self, goal: Numbers, gap: float = 0.0) -> Indices:
        """A whole-number table that is as low as can be, or nearly so."""
        return require_table(self.whole.minimise_whole(goal, gap=gap)[1])

    def solve_whole(self, row: int, side: float) -> None:
        """How low, or how high, one quantity can get over whole numbers."""
        goal = self.goal(np.array([row]), side)
        table = self.table(goal)
        self.learn_table(table)
        value = float((self.matrix[[row]] @ table)[0])
        if side == LOW:
            self.least[row] = max(self.least[row], value)
        else:
            self.most[row] = min(self.most[row], value)

    def exact(self, row: int, side: float) -> float:
        """How low, or how high, one quantity can get over whole numbers, inf where there is no end."""
        value = side * self.solve(row, side).value
        if np.isfinite(value):
            bound, shown = (self.least, self.low) if side == LOW else (self.most, self.high)
            if bound[row] != shown[row]:
                self.solve_whole(row, side)
            return float(bound[row])
        return float(value)

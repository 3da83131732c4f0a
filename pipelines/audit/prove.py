"""Showing of every protected quantity that it is safe, by whole-number tables, or that it is not, by its bounds.

First many quantities at once, then one by one what is left; then over whole numbers what only fractions have shown.
"""

from collections.abc import Iterator

import numpy as np

from pipelines.audit.part import HIGH, LOW, Part
from pipelines.audit.quantities import Quantities
from pipelines.audit.solver import NEARLY, binding
from pipelines.audit.system import Indices, Mask, Numbers, System

# A round over many quantities at once is repeated while it settles at least this share of them.
WORTHWHILE = 0.02


class Prover:
    """All components of a system with the quantities that are protected in it."""

    def __init__(self, system: System, quantities: Quantities) -> None:
        self.quantities = quantities
        self.parts = list(_parts(system, quantities))
        self._places: dict[int, list[tuple[Part, int]]] = {}
        for part in self.parts:
            for row, number in enumerate(part.rows.tolist()):
                self._places.setdefault(number, []).append((part, row))
            goal = np.zeros(len(part.columns))
            part.learn(part.program.minimise(goal).numbers, goal)

    def disclosed(self) -> Indices:
        """Every quantity that is not safe, by its number."""
        self._settle(whole=False)
        self._one_by_one(whole=False)
        pinned = self._open(whole=False)
        self._settle(whole=True, but=pinned)
        self._one_by_one(whole=True, but=pinned)
        return np.flatnonzero(self._open(whole=True))

    def bounds(self, number: int) -> tuple[float, float, list[int]]:
        """Between what a quantity must lie, and the columns whose ends prove it."""
        proof: set[int] = set()
        for side in (LOW, HIGH):
            for part, row in self._places[number]:
                proof |= set(part.columns[binding(part.solve(row, side), part.system)].tolist())
        least, most = (sum(part.exact(row, side) for part, row in self._places[number]) for side in (LOW, HIGH))
        return least, most, sorted(proof)

    def _total(self, name: str, rows: Indices | None = None) -> Numbers:
        """A bound of quantities, or what is shown of them, over all components."""
        if rows is not None:
            return np.array([sum(getattr(part, name)[row] for part, row in self._places[int(n)]) for n in rows])
        total = np.zeros(len(self.quantities.each))
        for part in self.parts:
            total[part.rows] += getattr(part, name)
        return total

    def _lacks(self, *, whole: bool, rows: Indices | None = None) -> tuple[Mask, Mask]:
        chosen = slice(None) if rows is None else rows
        sure = self.quantities.is_sure(self._total("least", rows), self._total("most", rows), chosen)
        names = ("low", "high") if whole else ("low_lp", "high_lp")
        shown = [self._total(name, rows) for name in names]
        low, high = self.quantities.lacks(shown[0], shown[1], chosen)
        return low & ~sure, high & ~sure

    def _open(self, *, whole: bool) -> Mask:
        low, high = self._lacks(whole=whole)
        is_open: Mask = low | high
        return is_open

    def _settle(self, *, whole: bool, but: Mask | None = None) -> None:
        """Many quantities at once, as long as that settles enough of them."""
        wanted = np.ones(len(self.quantities.each), dtype=bool) if but is None else ~but
        for at, side in enumerate((LOW, HIGH)):
            for part in self.parts:
                before = (self._lacks(whole=whole)[at] & wanted)[part.rows]
                while before.any():
                    self._try(part, part.goal(before, side), whole=whole)
                    after = (self._lacks(whole=whole)[at] & wanted)[part.rows]
                    if after.sum() > (1 - WORTHWHILE) * before.sum():
                        break
                    before = after

    def _try(self, part: Part, goal: Numbers, *, whole: bool) -> None:
        if whole:
            part.learn_table(part.table(goal, NEARLY))
        else:
            part.learn(part.program.minimise(goal).numbers, goal)

    def _one_by_one(self, *, whole: bool, but: Mask | None = None) -> None:
        for number in np.flatnonzero(self._open(whole=whole) & (True if but is None else ~but)):
            for at, side in enumerate((LOW, HIGH)):
                for part, row in self._places[int(number)]:
                    if not self._lacks(whole=whole, rows=np.array([number]))[at][0]:
                        break
                    if whole:
                        part.solve_whole(row, side)
                    elif not part.is_solved[side][row]:
                        part.solve(row, side)


def _parts(system: System, quantities: Quantities) -> Iterator[Part]:
    for columns, own in system.components():
        matrix = quantities.matrix[:, columns]
        rows = np.flatnonzero(np.diff(matrix.indptr))
        yield Part(columns, own, rows, matrix[rows])

"""Telling less until no reader learns too much: the facts that prove a disclosure are coarsened, the cheapest first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from pipelines.publish.intervals import WITHHELD, Numbers, interval
from pipelines.publish.program import Indices
from pipelines.publish.prove import Prover
from pipelines.publish.quantity import Disclosure
from pipelines.publish.readers import Reader
from pipelines.publish.system import System
from schemas.problems import ReleaseStopped, problem

Search = Callable[[Prover], Iterator[Disclosure]]


@dataclass(frozen=True)
class Step:
    """One number told more coarsely (or finely again), and what gave cause to it: for the private report."""

    cell: int
    before: int
    after: int
    why: str
    side: str
    reader: str
    proof: tuple[int, ...] = ()


@dataclass
class Repair:
    """One release under repair. `ladder`: the steps, finest first; after the last a number is withheld."""

    system: System
    readers: Sequence[Reader]
    ladder: tuple[int, ...]

    def __post_init__(self) -> None:
        """Costs by the place in the plan, never by a count."""
        self.log: list[Step] = []
        self.rungs = (*self.ladder, WITHHELD)
        self.cost = 1.0 + _heights(self.system)

    def mend(self, *, is_last: bool = False) -> None:
        """Coarsen until every reader's every protected number is safe.

        Fractions will do until the last time: they tell no less than whole numbers. Then pairs of cells are looked at
        as well, which cost most, when each number alone is safe.

        Raises:
            ReleaseStopped: What was told before, or what everybody knows, gives a number away: nothing can mend that.
        """
        alone = partial(Prover.disclosures, is_sure=is_last)
        while True:
            while self._search(alone):
                pass
            for prover in self._provers:
                prover.settle(is_sure=is_last)
            if not self._search(alone) and not (is_last and self._search(Prover.crossed)):
                return

    @property
    def _provers(self) -> list[Prover]:
        return [prover for reader in self.readers for prover in reader.provers]

    def _search(self, told_too_well: Search) -> bool:
        """Mend what one search through everything finds; whether there was anything."""
        found = [self._round(reader, one, told_too_well(one)) for reader in self.readers for one in reader.provers]
        return any(found)

    def clean_up(self) -> None:
        """Tell the coarsest numbers one step finer again, all at once, and mend; the cheaper of the two plans stays.

        Both plans are proved safe.
        """
        before, price, log = self.system.steps.copy(), self._price(), list(self.log)
        states = [prover.state() for prover in self._provers]
        for cell in range(self.system.own):
            if self._rung(cell) > 1 and not self.system.is_fixed[cell]:
                self._set(cell, self.rungs[self._rung(cell) - 1], "clean_up")
        self.mend()
        if self._price() >= price:
            for cell in np.flatnonzero(self.system.steps != before).tolist():
                self._set(cell, int(before[cell]), "clean_up")
            self.log = log
            for prover, state in zip(self._provers, states, strict=True):
                prover.restore(state)

    def _price(self) -> float:
        """What the reader is not told, over all numbers."""
        rungs = np.array([self._rung(cell) for cell in range(self.system.own)])
        return float((self.cost * rungs**2).sum())

    def _set(self, cell: int, step: int, why: str) -> None:
        before = int(self.system.steps[cell])
        self.system.set_step(cell, step)
        self.log.append(Step(cell, before, step, why, "", ""))
        for reader in self.readers:
            reader.told(cell)

    def _rung(self, cell: int) -> int:
        step = int(self.system.steps[cell])
        return self.rungs.index(step) if step in self.rungs else 0

    def _round(self, reader: Reader, prover: Prover, disclosures: Iterator[Disclosure]) -> bool:
        """Mend what one component gives away now; whether there was anything."""
        touched: set[int] = set()
        found = False
        for disclosure in disclosures:
            found = True
            columns = prover.program.columns
            ways = self._ways(disclosure, columns)
            if not ways:
                raise ReleaseStopped(problem("TIP-E306"))
            if touched.isdisjoint(cell for _, cell, _ in ways):
                _, cell, step = min(ways)
                touched.add(cell)
                proof = np.union1d(disclosure.at_least, disclosure.at_most)
                self._tell(cell, step, disclosure, reader.name, tuple(columns[proof].tolist()))
        return found

    def _ways(self, disclosure: Disclosure, columns: Indices) -> list[tuple[float, int, int]]:
        """Cost, cell and step of everything that would loosen the proof."""
        ways = []
        for places, side in ((disclosure.at_least, 0), (disclosure.at_most, 1)):
            for cell in columns[places].tolist():
                step = self._looser(cell, side) if cell < self.system.own else None
                if step is not None:
                    ways.append((self.cost[cell] * (1 + self.rungs.index(step)) ** 2, cell, step))
        return ways

    def _looser(self, cell: int, side: int) -> int | None:
        """The next step at which the least (0) or the most (1) of a number is told less well."""
        if self.system.is_fixed[cell]:
            return None
        now = (self.system.least[cell], self.system.most[cell])[side]
        for step in self.rungs[self._rung(cell) + 1 :]:
            bound = self._bounds(cell, step)[side]
            if bound < now if side == 0 else bound > now:
                return step
        return None

    def _bounds(self, cell: int, step: int) -> tuple[float, float]:
        least, most = interval(self.system.cells.counts[[cell]], np.array([step]))
        return float(least[0]), float(most[0])

    def _tell(self, cell: int, step: int, disclosure: Disclosure, reader: str, proof: tuple[int, ...]) -> None:
        before = int(self.system.steps[cell])
        self.log.append(Step(cell, before, step, disclosure.quantity.why, disclosure.side, reader, proof))
        self.system.set_step(cell, step)
        for each in self.readers:
            each.told(cell)


def _heights(system: System) -> Numbers:
    """How many sums lie below each number of this release on the longest way down: 0 for the innermost."""
    heights = np.zeros(system.own)
    sums = [tie for tie in system.ties if max(tie.whole, *tie.parts) < system.own]
    for _ in range(system.own):
        before = heights.copy()
        for tie in sums:
            heights[tie.whole] = max(heights[tie.whole], 1 + heights[list(tie.parts)].max(initial=0))
        if (heights == before).all() or heights.max(initial=0) > system.own:
            break
    return heights

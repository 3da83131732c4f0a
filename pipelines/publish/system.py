"""Everything that is told, as one system: a ranged column for each number, and the sums that tie them together.

The numbers of this release come first, then joint cells that no table shows, then those of earlier releases.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pipelines.publish.cells import Cells, Key
from pipelines.publish.intervals import EXACT, WITHHELD, Counts, Mask, Numbers, interval

DRAFT = "draft"
JOINT = "joint"


@dataclass(frozen=True)
class Tie:
    """One sum: `kind` adds_up (parts add up to the whole), covers (they overlap), grows (part <= whole) or same."""

    kind: str
    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """What was told of one number in a release: its key, its interval, and at which step."""

    key: Key
    least: float
    most: float
    step: int
    release: str


@dataclass
class System:
    """Columns with their intervals, and the ties between them. Only the steps of this release's cells may change."""

    cells: Cells
    ties: tuple[Tie, ...]
    others: tuple[Told, ...]
    steps: Counts
    least: Numbers
    most: Numbers
    is_fixed: Mask

    @classmethod
    def of(cls, cells: Cells, first_step: int, others: tuple[Told, ...] = (), ties: tuple[Tie, ...] = ()) -> "System":
        """The system of a first draft: every count at the finest step, what was told before as it was.

        A number that is the same as in an earlier release is told as it was told there: 15 to 24 once and 20 to 29
        later would be 20 to 24.
        """
        size = len(cells.counts)
        steps = np.where(cells.known, EXACT, first_step).astype(np.int64)
        is_fixed = cells.known.copy()
        # What others have hidden a part of is told as the band, where all that it can be lies in it, or not at all.
        is_unsure = (cells.most > cells.counts) & (cells.most >= first_step)
        steps[is_unsure], is_fixed[is_unsure] = WITHHELD, True
        for tie in ties:
            if tie.kind == "same" and tie.whole < size:
                steps[tie.whole], is_fixed[tie.whole] = others[tie.parts[0] - size].step, True
        least, most = interval(cells.counts, steps)
        own = tuple(Tie("adds_up" if exact else "covers", whole, parts) for whole, parts, exact in cells.relations)
        return cls(
            cells,
            (*own, *ties),
            others,
            steps,
            np.concatenate([least, [told.least for told in others]]),
            np.concatenate([most, [told.most for told in others]]),
            is_fixed,
        )

    @property
    def size(self) -> int:
        """All columns."""
        return len(self.least)

    @property
    def own(self) -> int:
        """The columns of this release."""
        return len(self.cells.counts)

    def known_zeros(self) -> Mask:
        """The numbers that everybody knows to be zero."""
        told = np.array([one.step == EXACT and one.most == 0 for one in self.others], dtype=bool)
        return np.concatenate([self.cells.known, told])

    def set_step(self, cell: int, step: int) -> None:
        """Tell one number at another step."""
        self.steps[cell] = step
        least, most = interval(self.cells.counts[[cell]], self.steps[[cell]])
        self.least[cell], self.most[cell] = least[0], most[0]

    def rows(self) -> tuple[sparse.csr_array, Numbers, Numbers]:
        """The ties as rows `least <= matrix @ numbers <= most`, in the order of `row_names`."""
        found: list[tuple[int, tuple[int, ...], float, float]] = []
        for tie in self.ties:
            if tie.kind in ("adds_up", "same"):
                found.append((tie.whole, tie.parts, 0.0, 0.0))
            elif tie.kind == "covers":
                found.append((tie.whole, tie.parts, 0.0, np.inf))
            if tie.kind in ("covers", "grows"):
                found.extend((tie.whole, (part,), -np.inf, 0.0) for part in tie.parts)
        starts = np.cumsum([0, *(len(parts) + 1 for _, parts, _, _ in found)])
        columns = np.array([c for whole, parts, _, _ in found for c in (*parts, whole)], dtype=np.int64)
        signs = np.ones(len(columns))
        signs[starts[1:] - 1] = -1.0
        matrix = sparse.csr_array((signs, columns, starts), shape=(len(found), self.size))
        return matrix, np.array([row[2] for row in found]), np.array([row[3] for row in found])

    def increments(self) -> list[tuple[int, int]]:
        """This release's numbers beside those of earlier ones, but for those that are known to be the same."""
        index = {key: number for number, key in enumerate(self.cells.keys)}
        first = list(range(self.size))  # for each number an earlier one that is the same
        for tie in self.ties:  # those of earlier releases come first
            if tie.kind == "same":
                first[tie.whole] = first[tie.parts[0]]
        found = []
        for number, told in enumerate(self.others, self.own):
            new = index.get(told.key)
            if new is None or told.release == JOINT or self.cells.known[new]:
                continue
            if first[new] != first[number]:
                found.append((new, number))
        return found

    def row_names(self) -> list[tuple[int, str]]:
        """For each row the number of its tie, and the one part that it speaks of; empty where of all together."""
        names: list[tuple[int, str]] = []
        for number, tie in enumerate(self.ties):
            if tie.kind != "grows":
                names.append((number, ""))
            if tie.kind in ("covers", "grows"):
                names.extend((number, str(part)) for part in tie.parts)
        return names

    def holds(self, numbers: Counts) -> bool:
        """Whether numbers of this release agree with every interval and sum that speaks of them alone."""
        own = [tie for tie in self.ties if tie.whole < self.own and max(tie.parts, default=0) < self.own]
        is_within = (self.least[: self.own] <= numbers) & (numbers <= self.most[: self.own])
        return bool(is_within.all()) and all(_adds_up(tie, numbers) for tie in own)


def _adds_up(tie: Tie, numbers: Counts) -> bool:
    whole, parts = numbers[tie.whole], numbers[list(tie.parts)]
    if tie.kind == "covers":
        return bool(parts.max(initial=0) <= whole <= parts.sum())
    return bool(whole == parts.sum())

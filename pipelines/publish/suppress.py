"""Which cells to hide: the small ones, and as many others as it takes that nobody can work those out."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from pipelines.publish.audit import Audit, Numbers
from pipelines.publish.cells import Cells, Relation
from pipelines.publish.policy import Mask, Policy
from schemas.problems import ReleaseStopped, problem

# Proofs in a row that the cells chosen in this round may mend: a new round costs less than many of them.
PATIENCE = 10


def choose_hidden(cells: Cells, policy: Policy) -> Mask:
    """True for every cell to hide. Zeros are hidden in places alone; small cells and inner cells go before large ones.

    As in every program for cell suppression, the choice depends on the counts; the guarantee does not rest on it.

    Raises:
        ReleaseStopped: The solver gave no answer, or the result could not be shown to be safe.
    """
    floors = least_by_markers(cells)
    plan = _Plan.of(cells, policy, floors)
    audit = Audit(cells, policy, floors)
    hidden = plan.complete(cells.small(policy))
    for _ in range(len(cells.counts) + 1):  # every round hides at least one more cell
        opened = _open(audit, plan, hidden)
        if not opened:
            return hidden
        hidden[sorted(opened)] = True
        hidden = plan.complete(hidden)
    raise ReleaseStopped(problem("TIP-E306"))


def _open(audit: Audit, plan: "_Plan", hidden: Mask) -> set[int]:
    """One more cell to hide for every proof of disclosure, until most proofs share a cell chosen already."""
    opened: set[int] = set()
    repeated = 0
    for proof in audit.find_proofs(hidden):
        if opened.isdisjoint(proof.shown):
            opened.add(plan.cheapest(proof.shown, hidden))
            repeated = 0
        else:
            repeated += 1
        if repeated == PATIENCE:
            break
    return opened


def least_by_markers(cells: Cells) -> Numbers:
    """How many each cell must be at least when only zeros are shown: a total of three cells that are not zero is 3."""
    least = np.where(cells.banded, 0.0, np.minimum(cells.counts, 1))
    may_be = (cells.counts > 0) | cells.banded  # not known to be zero
    for _ in range(len(cells.counts)):
        before = least.copy()
        for whole, parts, is_exact in cells.relations:
            some = [part for part in parts if may_be[part]]
            if some:
                need = [least[part] for part in some]
                least[whole] = max(least[whole], sum(need) if is_exact else max(need))
            if len(some) == 1:
                least[some[0]] = max(least[some[0]], least[whole])
        if (least == before).all():
            break
    return least


@dataclass(frozen=True)
class _Plan:
    """The place of every cell among the sums, and what it costs a reader not to see it."""

    cells: Cells
    policy: Policy
    floors: Numbers
    sums: tuple[Relation, ...]
    sums_of: dict[int, list[int]]
    cost: Numbers

    @classmethod
    def of(cls, cells: Cells, policy: Policy, floors: Numbers) -> "_Plan":
        sums = tuple(relation for relation in cells.relations if relation.is_exact)
        sums_of: dict[int, list[int]] = defaultdict(list)
        for number, (whole, parts, _) in enumerate(sums):
            for cell in (whole, *parts):
                sums_of[cell].append(number)
        return cls(cells, policy, floors, sums, sums_of, _heights(cells) + np.log2(1 + cells.counts))

    def cheapest(self, choice: tuple[int, ...], hidden: Mask) -> int:
        """Cells of few people before cells of many, and cells whose sums have hidden cells already before others."""

        def price(cell: int) -> tuple[float, int]:
            lonely = sum(not any(hidden[m] for m in self._members(s)) for s in self.sums_of.get(cell, ()))
            return self.cost[cell] + lonely, cell

        return min(choice, key=price)

    def complete(self, hidden: Mask) -> Mask:
        """Hide more until no single sum gives a hidden cell away."""
        hidden = hidden.copy()
        waiting = dict.fromkeys(range(len(self.sums)))
        while waiting:
            number = next(iter(waiting))
            if not self._gives_away(number, hidden):
                del waiting[number]
                continue
            shown = tuple(m for m in self._members(number) if self.cells.counts[m] and not hidden[m])
            if not shown:
                raise ReleaseStopped(problem("TIP-E306"))
            cell = self.cheapest(shown, hidden)
            hidden[cell] = True
            waiting.update(dict.fromkeys(self.sums_of[cell]))
        return hidden

    def _members(self, number: int) -> tuple[int, ...]:
        whole, parts, _ = self.sums[number]
        return (*parts, whole)

    def _gives_away(self, number: int, hidden: Mask) -> bool:
        """One hidden cell alone, or a shown total that leaves a small cell no room up to the threshold."""
        whole, parts, _ = self.sums[number]
        inside = [part for part in parts if hidden[part]]
        if hidden[whole]:
            return not inside
        if len(inside) < 2:
            return len(inside) == 1
        counts = self.cells.counts[inside]
        room = counts.sum() - self.floors[inside].sum() + self.floors[inside]
        small = self.cells.small(self.policy)[inside]
        return bool((small & (room < self.policy.threshold - 1)).any())


def _heights(cells: Cells) -> Numbers:
    """How many sums lie below each cell on the longest way down: 0 for the innermost."""
    heights = np.zeros(len(cells.counts))
    for _ in range(len(cells.counts)):
        before = heights.copy()
        for whole, parts, _ in cells.relations:
            heights[whole] = max(heights[whole], 1 + heights[list(parts)].max(initial=0))
        if (heights == before).all() or heights.max(initial=0) > len(cells.counts):
            break
    return heights

"""What nobody may learn: the protected numbers and differences, and the rule that says when each is safe."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pipelines.audit.own import Own
from pipelines.audit.registry import NOW, Key, Registry, Sum
from pipelines.audit.rule import Rule
from pipelines.audit.system import Indices, Mask, Numbers

SMALL, JOINT, GROUP, INCREMENT, PROVIDER, HIDDEN = "small", "cross", "group", "increment", "provider", "hidden"
KINDS = (SMALL, JOINT, PROVIDER, GROUP, INCREMENT, HIDDEN)
PLAIN = 3  # so many of them have the plain rule: nought possible, and several


@dataclass(frozen=True)
class Quantity:
    """`plus` less `minus` less `own`, which a provider knows; an empty `minus` is nothing."""

    why: str
    plus: int
    minus: int | None = None
    own: int = 0


class Quantities:
    """Protected quantities as rows of a matrix, and what each still lacks when it is known to reach low and high."""

    def __init__(self, each: Sequence[Quantity], columns: int, rule: Rule) -> None:
        self.each, self.rule = tuple(each), rule
        rows: list[int] = [row for row, one in enumerate(each) for _ in range(1 + (one.minus is not None))]
        cells = [cell for one in each for cell in (one.plus, one.minus) if cell is not None]
        signs = [sign for one in each for sign in ((1.0,) if one.minus is None else (1.0, -1.0))]
        places = np.array(rows, dtype=np.int64), np.array(cells, dtype=np.int64)
        self.matrix = sparse.csr_array((np.array(signs, dtype=float), places), shape=(len(each), columns))
        self._own = np.array([one.own for one in each], dtype=float)
        self._why = np.array([KINDS.index(one.why) for one in each], dtype=np.int64)

    def lacks(self, low: Numbers, high: Numbers, rows: Indices | slice = slice(None)) -> tuple[Mask, Mask]:
        """Which quantities are not shown to be safe yet for want of a lower, and of a higher possible value."""
        low, high = low - self._own[rows], high - self._own[rows]
        reach, is_narrow = self.rule.reach, ~(high - low >= self.rule.reach)
        plain, group, change, hidden = self._kinds(rows)
        is_small = hidden & self.rule.is_banded & (low > 0) & (high < self.rule.smallest)
        needs_low = (plain & (low > 0)) | (change & ((low > 0) | is_narrow)) | (hidden & is_narrow) | is_small
        needs_high = ((plain | group) & (high < reach)) | (change & ((high < 0) | is_narrow))
        return needs_low, needs_high | (hidden & is_narrow) | is_small

    def is_sure(self, least: Numbers, most: Numbers, rows: Indices | slice = slice(None)) -> Mask:
        """Which quantities are proved to be so large that they are not small."""
        least, most = least - self._own[rows], most - self._own[rows]
        plain, _, change, _ = self._kinds(rows)
        is_large: Mask = ((plain | change) & (least >= self.rule.smallest)) | (change & (most <= -self.rule.smallest))
        return is_large

    def _kinds(self, rows: Indices | slice) -> tuple[Mask, Mask, Mask, Mask]:
        why = self._why[rows]
        return why < PLAIN, why == KINDS.index(GROUP), why == KINDS.index(INCREMENT), why == KINDS.index(HIDDEN)


def protected(registry: Registry, joint: set[int], rule: Rule, unchanged: set[tuple[int, int]]) -> list[Quantity]:
    """All protected quantities that are linear, from what the numbers are; those known to all to be zero are none."""
    now = [n for n, key in enumerate(registry.keys) if key.release == NOW and n not in registry.silent]
    if rule.profile == "exact":
        return [Quantity(HIDDEN, number) for number in now if _is_gap_or_small(registry, number, rule)]
    now = [number for number in now if registry.most[number] > 0 and registry.least[number] < rule.smallest]
    found = [Quantity(JOINT if number in joint else SMALL, number) for number in now]
    found += [
        Quantity(GROUP, one.whole, part)
        for one in registry.sums
        if one.kind in ("adds_up", "covers") and _is_told(registry, one, joint)
        for part in one.parts
        if any(registry.most[other] > 0 for other in one.parts if other != part)
    ]
    return found + _increments(registry, joint, unchanged)


def _is_gap_or_small(registry: Registry, number: int, rule: Rule) -> bool:
    """With exact counts every gap is protected, and a small count may not stand there at all."""
    least, most = registry.least[number], registry.most[number]
    return least < most or (least < rule.smallest and (least > 0 or rule.is_banded))


def _is_told(registry: Registry, one: Sum, joint: set[int]) -> bool:
    is_now = registry.keys[one.whole].release == NOW and joint.isdisjoint((one.whole, *one.parts))
    return is_now and registry.most[one.whole] > 0


def _increments(registry: Registry, joint: set[int], unchanged: set[tuple[int, int]]) -> list[Quantity]:
    """Numbers of this release less the same numbers of each earlier one, but for those said not to have changed."""
    return [
        Quantity(INCREMENT, new, old)
        for key, old in registry.index.items()
        if key.release != NOW
        and old not in joint
        and (new := registry.index.get(Key(NOW, key.universe, key.pairs))) is not None
        and (new, old) not in unchanged
        and max(registry.most[new], registry.most[old]) > 0
    ]


def complements(registry: Registry, own: Own, rule: Rule) -> list[Quantity]:
    """Each number less what one provider knows to be its own, but for those in which it is alone."""
    return [
        Quantity(PROVIDER, number, own=count)
        for number, key in enumerate(registry.keys)
        if key.release == NOW and number in registry.told and registry.most[number] > 0 and number not in own.alone
        if registry.least[number] - (count := own.counts.get(number, 0)) < rule.smallest
    ]

"""What intervals and sums say of each number by addition and subtraction alone, repeated until nothing changes."""

from dataclasses import dataclass

import numpy as np

from pipelines.verify.proof import NO_END, Facts, Ints, Mask, Sums

# Each round is sound by itself, so that stopping early says less, never too much.
ROUNDS = 50


@dataclass(frozen=True)
class Bounds:
    """Every number lies between these two, whoever was counted."""

    least: Ints
    most: Ints

    def least_of(self, plus: Ints, minus: Ints) -> Ints:
        """The least that one number can exceed another."""
        found: Ints = self.least[plus] - self.most[minus]
        return found


def work_out(facts: Facts, sums: Sums) -> Bounds:
    """The intervals of all facts, narrowed by the sums."""
    least, most = facts.least.copy(), facts.most.copy()
    adds = np.isin(sums.kind, ("adds_up", "same"))
    for _ in range(ROUNDS if len(sums) else 0):
        before = least.copy(), most.copy()
        _narrow(least, most, sums, adds)
        if (least == before[0]).all() and (most == before[1]).all():
            break
    return Bounds(least, most)


def _narrow(least: Ints, most: Ints, sums: Sums, adds: Mask) -> None:
    """One round over all sums: from the parts to the wholes, and from each whole and its other parts to a part."""
    starts, of_part = sums.starts[:-1], sums.of_part
    reach = sums.kind != "grows"  # all parts together are at least the whole
    parts_least, parts_most = (np.add.reduceat(side[sums.parts], starts) for side in (least, most))
    others_least = np.where(adds[of_part], parts_least[of_part] - least[sums.parts], 0)
    others_most = np.where(reach[of_part], parts_most[of_part] - most[sums.parts], NO_END)
    whole_least, whole_most = least[sums.whole[of_part]], most[sums.whole[of_part]]
    np.maximum.at(least, sums.whole[of_part], np.where(adds, parts_least, 0)[of_part])
    np.maximum.at(least, sums.whole[of_part], least[sums.parts])
    np.minimum.at(most, sums.whole[reach], parts_most[reach])
    np.maximum.at(least, sums.parts, whole_least - others_most)
    np.minimum.at(most, sums.parts, np.where(whole_most < NO_END, whole_most - others_least, NO_END))

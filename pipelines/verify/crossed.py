"""Tables that nobody publishes, but that two published ones imply: who is in a cell of one and in a cell of the other.

A cross cell that is surely small lies in a small cell, which is protected itself and may be empty; that it may be
several is shown here. Of two large cells it may be told that at least so many are in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.verify.cells import Placed
from pipelines.verify.folder import Rule
from pipelines.verify.pairs import Codes, Pairs, all_pairs
from pipelines.verify.proof import Ints, Mask, Proof
from pipelines.verify.shown import listed
from schemas.problems import Problem, problem


@dataclass(frozen=True)
class Seen:
    """What the witnesses show: for each fact a bit for every witness that has several."""

    bits: Codes

    @classmethod
    def of(cls, numbers: Ints, several: int) -> "Seen":
        """All of it, from a row of numbers for each fact."""
        packed = np.packbits(numbers >= several, axis=1)
        bits = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)
        return cls(np.ascontiguousarray(bits.T))

    def may_be_several(self, pairs: Pairs) -> Mask:
        """Whether one witness has several in both cells."""
        found = np.zeros(len(pairs.one), dtype=bool)
        left = np.arange(len(found))
        for column in self.bits:
            seen = (column[pairs.one[left]] & column[pairs.other[left]]) != 0
            found[left[seen]] = True
            left = left[~seen]
        return found


def check_crossed(tables: Sequence[Placed], proof: Proof, rule: Rule) -> list[Problem]:
    """Pairs of cells of which it is told too well how many are in both."""
    known = {(plus, minus) for why, plus, minus in listed(proof) if why == "cross"}
    seen = Seen.of(proof.witnesses, rule.several)
    failed: dict[tuple[int, ...], None] = {}
    for pairs in all_pairs(tables):
        left = pairs.where(~_is_open(pairs, seen, proof.facts.is_structural))
        for one, other, whole in zip(left.one.tolist(), left.other.tolist(), left.whole.tolist(), strict=True):
            both = tuple(sorted((one, other)))
            if (both, (whole,)) not in known:
                failed[both] = None
    if not failed:
        return []
    what = " and ".join(proof.facts.name(fact) for fact in next(iter(failed)))
    return [problem("TIP-E546", file="proof/protected.csv", what=what, several=rule.several, count=len(failed))]


def _is_open(pairs: Pairs, seen: Seen, known: Mask) -> Mask:
    """Whether several may be in both; or everybody knows that one of them is empty."""
    done: Mask = known[pairs.one] | known[pairs.other]
    done[~done] = seen.may_be_several(pairs.where(~done))
    return done

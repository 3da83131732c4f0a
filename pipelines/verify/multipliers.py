"""Sums taken several times and added up, which show that a number is large: the only proof without a witness.

A line of multipliers.csv names a quantity, a sum (parts less whole), one part where only that is compared with the
whole, and how often it is taken. For any data, plus - minus = all these sums + a rest, whose least the intervals tell.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pyarrow as pa

from pipelines.verify.bounds import Bounds
from pipelines.verify.folder import Folder
from pipelines.verify.proof import NO_END, Proof

NOTHING = -NO_END
LARGEST = 10_000


@dataclass(frozen=True)
class Multiple:
    """One sum, how often it is taken, and the part if only that one is compared with the whole."""

    sum: int
    part: int | None
    times: Fraction


def read_multipliers(folder: Folder, proof: Proof) -> dict[int, list[Multiple]]:
    """For each quantity the sums that show how large it is; there need not be any."""
    path = folder.proof / "multipliers.csv"
    found: dict[int, list[Multiple]] = defaultdict(list)
    if not path.exists():
        return found
    whole = dict.fromkeys(("quantity", "sum", "part"), pa.int64())
    lines = folder.lines(path, {**whole, "multiplier": pa.string()})
    with folder.reading(path):
        for line in lines.to_pylist():
            number, part = line["sum"], line["part"]
            if not 0 <= number < len(proof.sums) or (part is not None and part not in proof.sums.parts_of(number)):
                raise ValueError
            # Any multiplier is as good as it proves: a rounded one is taken as the fraction that was meant.
            times = Fraction(line["multiplier"]).limit_denominator(LARGEST)
            found[line["quantity"]].append(Multiple(number, part, times))
    return found


def least_by(lines: Sequence[Multiple], plus: Sequence[int], minus: Sequence[int], proof: Proof, bounds: Bounds) -> int:
    """The least that the quantity can be by these lines; far below nought where they show nothing."""
    rest: dict[int, Fraction] = defaultdict(Fraction)
    for fact in plus:
        rest[fact] += 1
    for fact in minus:
        rest[fact] -= 1
    for line in lines:
        if not _holds(str(proof.sums.kind[line.sum]), line):
            return NOTHING
        parts = proof.sums.parts_of(line.sum).tolist() if line.part is None else [line.part]
        rest[int(proof.sums.whole[line.sum])] += line.times
        for part in parts:
            rest[part] -= line.times
    least = Fraction(0)
    for fact, times in rest.items():
        bound = int(bounds.least[fact] if times > 0 else bounds.most[fact])
        if times and bound == NO_END:
            return NOTHING
        least += times * bound
    return math.ceil(least)


def _holds(kind: str, line: Multiple) -> bool:
    """Whether the sum, so many times, is surely not below nought: then leaving it out only makes the number smaller."""
    if line.part is not None:
        return line.times <= 0
    return kind in {"adds_up", "same"} or (kind == "covers" and line.times >= 0)

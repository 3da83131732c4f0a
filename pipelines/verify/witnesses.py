"""Every witness is possible data: it agrees with every interval and with every sum."""

import numpy as np

from pipelines.verify.proof import Ints, Mask, Proof
from schemas.problems import Problem, problem

# So many numbers are held at once where sums are worked out.
CHUNK = 4_000_000


def check_witnesses(proof: Proof) -> list[Problem]:
    """Witnesses that are no whole numbers, or lie outside an interval, or break a sum."""
    if proof.broken:
        return [_wrong(f"{proof.broken[0]} does not hold whole numbers", len(proof.broken))]
    facts, numbers = proof.facts, proof.witnesses
    problems = []
    outside = (numbers < facts.least[:, None]) | (numbers > facts.most[:, None])
    if outside.any():
        fact, witness = np.argwhere(outside)[0]
        problems.append(_wrong(f"w{witness} is outside the interval of {facts.name(int(fact))}", int(outside.sum())))
    broken = broken_sums(proof)
    if broken.any():
        number, witness = np.argwhere(broken)[0]
        whole = facts.name(int(proof.sums.whole[number]))
        problems.append(_wrong(f"w{witness} breaks sum {number}, of {whole}", int(broken.sum())))
    return problems


def broken_sums(proof: Proof) -> Mask:
    """For each sum and witness whether it does not hold."""
    sums, numbers = proof.sums, proof.witnesses
    broken = np.zeros((len(sums), numbers.shape[1]), dtype=bool)
    if not len(sums) or not numbers.shape[1]:
        return broken
    size = max(1, CHUNK // numbers.shape[1])
    first = 0
    while first < len(sums):
        last = max(first + 1, int(np.searchsorted(sums.starts, sums.starts[first] + size, side="right")) - 1)
        broken[first:last] = _broken(proof, first, last)
        first = last
    return broken


def _broken(proof: Proof, first: int, last: int) -> Mask:
    sums, kinds = proof.sums, proof.sums.kind[first:last]
    starts = sums.starts[first:last] - sums.starts[first]
    parts: Ints = proof.witnesses[sums.parts[sums.starts[first] : sums.starts[last]]]
    wholes, added = proof.witnesses[sums.whole[first:last]], np.add.reduceat(parts, starts, axis=0)
    adds, grows, covers = np.isin(kinds, ("adds_up", "same")), kinds == "grows", np.isin(kinds, ("covers", "grows"))
    broken: Mask = np.zeros(wholes.shape, dtype=bool)
    broken[adds] = added[adds] != wholes[adds]
    broken[~adds & ~grows] = added[~adds & ~grows] < wholes[~adds & ~grows]
    if covers.any():
        broken[covers] |= np.maximum.reduceat(parts, starts, axis=0)[covers] > wholes[covers]
    return broken


def _wrong(what: str, count: int) -> Problem:
    return problem("TIP-E543", file="proof/witnesses.parquet", what=what, count=count)

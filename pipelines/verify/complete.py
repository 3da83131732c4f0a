"""Nothing is missing from protected.csv: it follows from the facts and sums which numbers nobody may pin down."""

from collections.abc import Iterator

import numpy as np

from pipelines.verify.bounds import Bounds
from pipelines.verify.folder import Rule
from pipelines.verify.proof import JOINT, Facts, Proof
from pipelines.verify.shown import FILE, Key, listed
from pipelines.verify.ties import same_numbers, told_again
from schemas.problems import Problem, problem


def check_complete(proof: Proof, bounds: Bounds, rule: Rule) -> Iterator[Problem]:
    """Protected numbers that are neither listed nor surely large."""
    keys = set(listed(proof))
    needed = [*_small(proof.facts, rule)]
    if rule.profile != "exact":  # exact counts that are shown cannot hide that all of a group share an answer
        needed += [*_groups(proof, bounds, rule), *_increments(proof, bounds, rule)]
    for kind in dict.fromkeys(why for why, _, _ in needed):
        missing = [key for key in needed if key[0] == kind and key not in keys]
        if missing:
            what = f"{kind}: " + " ".join(proof.facts.name(fact) for fact in missing[0][1])
            yield problem("TIP-E545", file=FILE, what=what, count=len(missing))


def _small(facts: Facts, rule: Rule) -> Iterator[Key]:
    """Numbers that no release told to be large, and joint cells, which nobody tells."""
    for fact in np.flatnonzero((facts.least < rule.smallest) & ~facts.is_structural).tolist():
        yield "cross" if facts.release[fact] == JOINT else "small", (fact,), ()


def _groups(proof: Proof, bounds: Bounds, rule: Rule) -> Iterator[Key]:
    """Parts of a cover: several may be in the whole and not in the part.

    Of parts that add up it need not be said: several may be in another part, because that is protected itself.
    """
    sums, facts = proof.sums, proof.facts
    is_open = ~facts.is_structural
    is_own = np.isin(np.arange(len(facts)), facts.of(rule.release))
    others = np.add.reduceat(is_open[sums.parts], sums.starts[:-1])[sums.of_part] > 1 if len(sums) else sums.parts > 0
    whole = sums.whole[sums.of_part]
    asks = (sums.kind == "covers")[sums.of_part] & others & is_own[whole] & is_open[whole] & is_open[sums.parts]
    asks &= bounds.least[whole] - bounds.most[sums.parts] < rule.several
    for one, part in zip(whole[asks].tolist(), sums.parts[asks].tolist(), strict=True):
        yield "group", (one,), (part,)


def _increments(proof: Proof, bounds: Bounds, rule: Rule) -> Iterator[Key]:
    """This release's numbers less what was told of them before, where that is not the same by the calendar."""
    facts, first = proof.facts, same_numbers(proof.facts, proof.sums)
    own = {(facts.universe[fact], facts.cell[fact]): fact for fact in facts.of(rule.release).tolist()}
    known = facts.is_structural  # a number less a known zero is the number, and is protected itself
    for old in np.flatnonzero(told_again(facts, rule)).tolist():
        new = own[facts.universe[old], facts.cell[old]]
        is_large = max(bounds.least[new] - bounds.most[old], bounds.least[old] - bounds.most[new]) >= rule.smallest
        if first[new] != first[old] and not is_large and not known[[new, old]].any():
            yield "increment", (new,), (old,)

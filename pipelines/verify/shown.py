"""What the lines of protected.csv show: by one witness that a number may be 0, by another that it may be several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.verify.bounds import Bounds
from pipelines.verify.folder import Rule
from pipelines.verify.multipliers import Multiple, least_by
from pipelines.verify.proof import NO_END, Ints, Mask, Proof, Texts
from schemas.problems import Problem, problem

FILE = "proof/protected.csv"
# How many facts are added and taken away for each kind of protected number; a joint cell is a cross of its own.
FORMS = {"small": [(1, 0)], "group": [(1, 1)], "cross": [(2, 1), (1, 0)], "increment": [(1, 1)]}
Key = tuple[str, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Lines:
    """The facts of all lines of protected.csv, one after the other: their line, and 1 or -1."""

    line: Ints
    fact: Ints
    sign: Ints
    size: int

    @classmethod
    def of(cls, proof: Proof) -> "Lines":
        """The lines of a proof."""
        protected = proof.protected
        sides = [(line, fact, 1) for line, facts in enumerate(protected.plus) for fact in facts]
        sides += [(line, fact, -1) for line, facts in enumerate(protected.minus) for fact in facts]
        flat = np.array(sides, dtype=np.int64).reshape(-1, 3)
        return cls(flat[:, 0], flat[:, 1], flat[:, 2], len(protected.plus))

    def values(self, numbers: Ints, witness: Ints) -> tuple[Ints, Ints]:
        """For each line its number in one witness of its own, and the least of the facts that it adds."""
        found = numbers[self.fact, witness[self.line]] if numbers.shape[1] else np.zeros_like(self.fact)
        least = np.full(self.size, NO_END, dtype=np.int64)
        np.minimum.at(least, self.line[self.sign > 0], found[self.sign > 0])
        return self._added(found * self.sign), least

    def bounds(self, bounds: Bounds) -> tuple[Ints, Ints]:
        """The least and the most that each number can be by intervals alone."""
        is_added = self.sign > 0
        least = np.where(is_added, bounds.least[self.fact], -bounds.most[self.fact])
        most = np.where(is_added, bounds.most[self.fact], -bounds.least[self.fact])
        return self._added(least), self._added(most)

    def _added(self, values: Ints) -> Ints:
        total = np.zeros(self.size, dtype=np.int64)
        np.add.at(total, self.line, values)
        return total


def listed(proof: Proof) -> list[Key]:
    """Why and which facts of each line."""
    protected = proof.protected
    return [
        (why, tuple(sorted(plus)), minus)
        for why, plus, minus in zip(protected.why, protected.plus, protected.minus, strict=True)
    ]


def check_listed(
    proof: Proof, bounds: Bounds, rule: Rule, multipliers: Mapping[int, Sequence[Multiple]]
) -> list[Problem]:
    """A problem for each kind of protected number that its witnesses do not show to be open."""
    keys = listed(proof)
    why = np.array([key[0] for key in keys], dtype=np.str_)
    is_formed = np.array([(len(plus), len(minus)) in FORMS[kind] for kind, plus, minus in keys], dtype=bool)
    is_shown = (_by_witnesses(proof, why, rule) | _by_intervals(proof, why, bounds, rule)) & is_formed
    for line in np.flatnonzero(is_formed & ~is_shown).tolist():
        kind, plus, minus = keys[line]
        lines = multipliers.get(line, ())
        least = least_by(lines, plus, minus, proof, bounds)
        if kind == "increment":  # what has surely become less by many is no small change either
            least = max(least, least_by(lines, minus, plus, proof, bounds))
        is_shown[line] = least >= (rule.several if kind == "group" else rule.smallest)
    problems = []
    for kind in FORMS:
        failed = np.flatnonzero((why == kind) & ~is_shown)
        if len(failed):
            what = f"{kind} {failed[0]}: " + " ".join(proof.facts.name(fact) for fact in keys[failed[0]][1])
            problems.append(problem("TIP-E544", file=FILE, what=what, several=rule.several, count=len(failed)))
    return problems


def _by_witnesses(proof: Proof, why: Texts, rule: Rule) -> Mask:
    """For each line whether its two witnesses show what the rule asks for."""
    protected, lines = proof.protected, Lines.of(proof)
    low, _ = lines.values(proof.witnesses, protected.zero)
    high, together = lines.values(proof.witnesses, protected.some)
    plain = (low == 0) & (high >= rule.several)
    if rule.profile == "exact":  # of a gap, which may be a large number, several values must be left
        is_open = (low == 0) | (high >= rule.smallest) | rule.shows_zeros
        plain = is_open & (high - low >= rule.several)
    kinds = {
        "small": plain,
        "group": high >= rule.several,
        "cross": (low <= 0) & (together >= rule.several),
        "increment": (low <= 0) & (high >= rule.several),
    }
    is_shown = np.select([why == kind for kind in kinds], list(kinds.values()), default=False)
    found: Mask = is_shown & (protected.some >= 0) & ((protected.zero >= 0) | (why == "group"))
    return found


def _by_intervals(proof: Proof, why: Texts, bounds: Bounds, rule: Rule) -> Mask:
    """For each line whether everybody can see that the number is large, so that nothing needs to be shown."""
    least, most = Lines.of(proof).bounds(bounds)
    found: Mask = least >= np.where(why == "group", rule.several, rule.smallest)
    found |= (why == "increment") & (most <= -rule.smallest)
    return found

"""Showing of every protected number that it may be nought and may be several, or naming the facts that give it away."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from pipelines.publish.crossed import Crossing
from pipelines.publish.fill import Fill, filled
from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.program import SLACK, Answer, Indices, Program
from pipelines.publish.prove_pairs import Pairs
from pipelines.publish.quantity import Disclosure, Goal, Quantity, binding, matrix_of
from pipelines.publish.spread import Spread

# A round over many quantities at once is worth while for so many: alone they cost as much, and more where it has to be
# sure, since whole numbers may have to be searched for.
WORTHWHILE = {False: 24, True: 6}
PATIENCE = 2
State = tuple[list[Numbers], Numbers, Numbers, dict[int, Answer]]
# Quantities that are one number.
ALONE = ("small", "joint")


@dataclass
class Prover:
    """The witnesses of one component, and what they do not show yet."""

    program: Program
    quantities: Sequence[Quantity]
    crossings: Sequence[Crossing]
    parts: Sequence[Indices]
    goal: Goal
    witnesses: list[Numbers] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Quantities as a matrix: one row each."""
        self.matrix = matrix_of(self.quantities, len(self.program.columns))
        self.low = np.full(len(self.quantities), np.inf)
        self.high = np.full(len(self.quantities), -np.inf)
        self.asks_low = np.array([q.low for q in self.quantities], dtype=bool)
        self.asks_high = np.array([q.high for q in self.quantities], dtype=bool)
        self.large: dict[int, Answer] = {}
        self._moved: set[int] = set()
        alone = [q.plus[0] if q.why in ALONE else -1 for q in self.quantities]
        self._alone_in = np.array(alone, dtype=np.int64)

    def disclosures(self, *, is_sure: bool) -> Iterator[Disclosure]:
        """Every number that is told too well; the caller may tell less between two of them, and then searches again.

        What was shown under earlier intervals counts until `settle`: most of it will be shown again. To be sure, a
        witness has to be of whole numbers.
        """
        for is_open, sign in ((self._open_low, 1.0), (self._open_high, -1.0)):
            self._together(is_open, sign, is_sure=is_sure)
            for number in np.flatnonzero(is_open()):
                if is_open()[number] and (found := self._alone(int(number), sign, is_sure=is_sure)):
                    yield found

    def crossed(self) -> Iterator[Disclosure]:
        """Every pair of cells that tells too well how many are in both, once each number alone is safe."""
        everything = self.spread, self.fills, self._alone_in, self.goal.reach, self.witnesses
        for pair in Pairs(self.program, self.crossings, *everything).tight():
            yield self._disclosure(Quantity("cross", pair.plus), "most", pair.bound, pair.answer)

    @cached_property
    def spread(self) -> Spread:
        """The program that has many quantities at nought, or at several, at once."""
        return Spread(self.program, self.matrix, self.goal.reach)

    @cached_property
    def fills(self) -> list[Fill]:
        """The tables by themselves."""
        return [Fill(self.program, part, self.matrix, self.goal.reach) for part in self.parts]

    def asked(self) -> Mask:
        """Whether the rule speaks of a quantity now: of a single number only while it is not told to be large."""
        found: Mask = (self._alone_in < 0) | (self.program.least[self._alone_in] < self.goal.small)
        return found

    def moved(self, column: int) -> None:
        """The interval of a column is another one now; what that makes untrue is forgotten before the next search."""
        self._moved.add(column)

    def state(self) -> State:
        """What is known now, to go back to together with the intervals."""
        return list(self.witnesses), self.low.copy(), self.high.copy(), dict(self.large)

    def restore(self, state: State) -> None:
        """Back to what was known; the intervals are already back."""
        self.witnesses[:], self.low, self.high, self.large = state
        self._moved.clear()

    def settle(self, *, is_sure: bool) -> None:
        """Forget what new intervals do not allow, and to be sure all fractions.

        Steps do not nest: 15 to 24 told as 20 in twenties is 20 to 29.
        """
        columns = sorted(self._moved)
        self._moved.clear()
        least, most = self.program.least[columns], self.program.most[columns]
        kept = [((w[columns] >= least - SLACK) & (w[columns] <= most + SLACK)).all() for w in self.witnesses]
        if is_sure:
            kept = [is_kept and (w == np.rint(w)).all() for is_kept, w in zip(kept, self.witnesses, strict=True)]
        self._keep([witness for witness, is_kept in zip(self.witnesses, kept, strict=True) if is_kept])
        self.large = {n: proof for n, proof in self.large.items() if self._is_large(proof)}

    def _keep(self, kept: list[Numbers]) -> None:
        if len(kept) < len(self.witnesses):
            values = self.matrix @ np.array(kept).T if kept else np.zeros((len(self.quantities), 0))
            self.low = values.min(axis=1, initial=np.inf)
            self.high = values.max(axis=1, initial=-np.inf)
        self.witnesses[:] = kept

    def _open_low(self) -> Mask:
        found: Mask = self.asked() & self.asks_low & (self.low > SLACK)
        found[list(self.large)] = False
        return found

    def _is_large(self, proof: Answer) -> bool:
        """By the multipliers of an earlier answer, with the intervals as they are now."""
        return self.program.bound(proof.duals) >= self.goal.small - SLACK

    def _open_high(self) -> Mask:
        found: Mask = self.asked() & self.asks_high & (self.high < self.goal.reach - SLACK)
        found[list(self.large)] = False
        return found

    def _learn(self, witness: Numbers) -> None:
        values = self.matrix @ witness
        if ((values < self.low - SLACK) | (values > self.high + SLACK)).any():
            self.witnesses.append(witness)
            self.low = np.minimum(self.low, values)
            self.high = np.maximum(self.high, values)

    def _together(self, is_open: Callable[[], Mask], sign: float, *, is_sure: bool) -> None:
        """Settle many quantities with one solve, and what goes with it table by table, as long as that pays."""
        draw = np.random.default_rng(0)  # which tables are looked at first; nothing that is told depends on it
        poor, before = 0, is_open()
        while before.sum() >= WORTHWHILE[is_sure] and poor < PATIENCE:
            weights = np.where(before, 0.5 + draw.random(len(before)), 0.0)
            if sign > 0:
                witness = self.program.example(weights @ self.matrix)
            else:
                witness = self.spread.witness(np.zeros(len(before)), weights, (self.program.least, self.program.most))
            if witness is not None:
                self._learn_with_others(witness)
            after = is_open()
            poor = 0 if before.sum() - after.sum() >= WORTHWHILE[is_sure] else poor + 1
            before = after

    def _learn_with_others(self, witness: Numbers) -> None:
        """Keep a witness, and such as are like it but for what single tables can still show."""
        self._learn(witness)
        for more in filled(self.fills, witness, self._open_low(), self._open_high()):
            self._learn(more)

    def _alone(self, number: int, sign: float, *, is_sure: bool) -> Disclosure | None:
        """A witness for one quantity, or the proof that there is none."""
        costs = sign * self.matrix[[number]].toarray()[0]
        enough = 0.0 if sign > 0 else -float(self.goal.reach)
        found = self.program.at_most(costs, enough, is_sure=is_sure)
        if not isinstance(found, Answer):
            (self._learn_with_others if is_sure else self._learn)(found)
        elif sign > 0 and self._is_large(found):
            self.large[number] = found
        else:
            side = "least" if sign > 0 else "most"
            return self._disclosure(self.quantities[number], side, sign * found.value, found)
        return None

    def _disclosure(self, quantity: Quantity, side: str, bound: float, answer: Answer) -> Disclosure:
        least, most = binding(answer, self.program.least, self.program.most)
        return Disclosure(quantity, side, bound, np.flatnonzero(least), np.flatnonzero(most))

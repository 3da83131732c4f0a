"""Showing of every protected number that it may be nought and may be several, or naming the facts that give it away."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from pipelines.publish.crossed import Crossing
from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.program import SLACK, Answer, Indices, Program, binding
from pipelines.publish.prove_pairs import Pairs

# A round over many quantities at once is repeated while it settles so many: it costs as much as they would alone.
WORTHWHILE = 8
State = tuple[list[Numbers], Numbers, Numbers, dict[int, Answer]]
# Quantities that are one number.
ALONE = ("small", "joint")


@dataclass(frozen=True)
class Quantity:
    """A sum of columns less a sum of columns that nobody may pin down.

    `low`: it may be 0, or is surely not small; `high`: it may be as large as the rule asks.
    """

    why: str
    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    low: bool = True
    high: bool = True


@dataclass(frozen=True)
class Disclosure:
    """A quantity that is told too well, its bound, and the columns whose least or most prove it."""

    quantity: Quantity
    side: str
    bound: float
    at_least: Indices
    at_most: Indices


@dataclass(frozen=True)
class Goal:
    """The rule: a number that may be below `small` may be 0 and may be `reach`."""

    small: int
    reach: int


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
        self.matrix = _matrix(self.quantities, len(self.program.columns))
        self.low = np.full(len(self.quantities), np.inf)
        self.high = np.full(len(self.quantities), -np.inf)
        self.asks_low = np.array([q.low for q in self.quantities], dtype=bool)
        self.asks_high = np.array([q.high for q in self.quantities], dtype=bool)
        self.large: dict[int, Answer] = {}
        self._moved: set[int] = set()
        alone = [q.plus[0] if q.why in ALONE else -1 for q in self.quantities]
        self._alone_in = np.array(alone, dtype=np.int64)
        self.pairs = Pairs(self.program, self.crossings, self.parts, self.goal.reach, self.witnesses)

    def disclosures(self, *, is_final: bool = True) -> Iterator[Disclosure]:
        """Everything that is told too well; the caller may tell less between two of them, and then searches again.

        Until the final search, what was shown under earlier intervals counts as shown: most of it will be again.
        """
        if is_final:
            self._settle()
        is_clean = True
        for is_open, sign in ((self._open_low, 1.0), (self._open_high, -1.0)):
            self._together(is_open, sign)
            for number in np.flatnonzero(is_open()):
                if is_open()[number] and (found := self._alone(int(number), sign)):
                    is_clean = False
                    yield found
        if is_clean and is_final:  # pairs cost more: they wait until every number alone is safe
            yield from self._crossed()

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

    def _settle(self) -> None:
        """Forget what new intervals do not allow: 15 to 24 told as 20 in twenties is 20 to 29."""
        columns = sorted(self._moved)
        self._moved.clear()
        least, most = self.program.least[columns], self.program.most[columns]
        within = [((w[columns] >= least - SLACK) & (w[columns] <= most + SLACK)).all() for w in self.witnesses]
        self._keep([witness for witness, is_within in zip(self.witnesses, within, strict=True) if is_within])
        self.large = {n: proof for n, proof in self.large.items() if self._is_large(proof)}

    def only_whole(self) -> None:
        """From now on only whole numbers are witnesses."""
        self.program.is_whole = True
        whole = [self.program.whole(witness) for witness in self.witnesses]
        self._keep([witness for witness in whole if witness is not None])

    def _keep(self, kept: list[Numbers]) -> None:
        if len(kept) < len(self.witnesses):
            values = self.matrix @ np.array(kept).T if kept else np.zeros((len(self.quantities), 0))
            self.low = values.min(axis=1, initial=np.inf)
            self.high = values.max(axis=1, initial=-np.inf)
        self.witnesses[:] = kept

    def any_witness(self) -> Numbers:
        """Some table that agrees with everything told."""
        return self.program.minimise(np.zeros(len(self.program.columns))).witness

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

    def _together(self, is_open: Callable[[], Mask], sign: float) -> None:
        """Settle many quantities with one solve, as long as that pays."""
        draw = np.random.default_rng(0)  # which tables are looked at first; nothing that is told depends on it
        while (before := is_open()).any():
            columns = self._alone_in[before & (self._alone_in >= 0)]
            if sign < 0 and len(columns):
                within = self.program.least, self.program.most
                witness = self.pairs.spread.witness(columns, 0.5 + draw.random(len(columns)), within)
            else:
                witness = self.program.glance(sign * self.matrix[before].sum(axis=0))
            if witness is not None:
                self._learn(witness)
            if before.sum() - is_open().sum() < (1 if self.program.is_whole else WORTHWHILE):
                return

    def _alone(self, number: int, sign: float) -> Disclosure | None:
        answer = self.program.minimise(sign * self.matrix[[number]].toarray()[0])
        self._learn(answer.witness)
        quantity, bound = self.quantities[number], sign * answer.value
        if sign > 0:
            if self._is_large(answer):
                self.large[number] = answer
            is_safe = number in self.large or bound <= SLACK
        else:
            is_safe = bound >= self.goal.reach - SLACK
        return None if is_safe else self._disclosure(quantity, "least" if sign > 0 else "most", bound, answer)

    def _crossed(self) -> Iterator[Disclosure]:
        for pair in self.pairs.tight():
            yield self._disclosure(Quantity("cross", pair.plus), "most", pair.bound, pair.answer)

    def _disclosure(self, quantity: Quantity, side: str, bound: float, answer: Answer) -> Disclosure:
        least, most = binding(answer, self.program.least, self.program.most)
        return Disclosure(quantity, side, bound, np.flatnonzero(least), np.flatnonzero(most))


def _matrix(quantities: Sequence[Quantity], size: int) -> sparse.csr_array:
    rows = [row for row, q in enumerate(quantities) for _ in (*q.plus, *q.minus)]
    columns = [column for q in quantities for column in (*q.plus, *q.minus)]
    signs = [sign for q in quantities for sign in (*[1.0] * len(q.plus), *[-1.0] * len(q.minus))]
    return sparse.csr_array((signs, (rows, columns)), shape=(len(quantities), size))

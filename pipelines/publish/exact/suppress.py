"""Which cells to hide: the small ones, and as few people in others as it takes that nobody can work those out."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipelines.publish.cells import Cells, Relation
from pipelines.publish.exact.attempt import Attempt
from pipelines.publish.exact.linear import Indices, Mask, Numbers
from pipelines.publish.exact.moves import SLACK, Needs, Room
from schemas.policy import Policy

Counts = npt.NDArray[np.int64]
# Attempts end when they took so much work (solves times cells): between LEAST and MOST, by the number of cells.
SHARE, LEAST, MOST, ATTEMPTS = 450, 2_500, 1_500_000, 9
# After the FIRST attempts prices are moved up or down by at most SPREAD, at random.
FIRST, SPREAD = 3, 0.4


def choose_hidden(cells: Cells, policy: Policy) -> Mask:
    """True for every cell to hide. Where zeros are shown, every gap says that somebody is there.

    As in every program for cell suppression, the choice depends on the counts; the guarantee does not rest on it.

    Raises:
        ReleaseStopped: The solver gave no answer, or nothing would be safe.
    """
    counts, is_banded = cells.counts, policy.zeros == "banded"
    may_hide = ~cells.known & (is_banded | (counts > 0))
    primary = may_hide & (counts < policy.smallest_shown)
    floors = np.zeros(len(counts)) if is_banded else np.minimum(counts, 1).astype(float)
    far = float(policy.least_values - 1)
    room = Room.of(counts, cells.relations, floors, may_hide)
    down = _possible(room, may_hide, np.where(primary, counts - floors, 0.0))
    needs = Needs(down, np.where(primary, np.maximum(far - down, 0.0), 0.0), np.zeros(len(counts)))
    attempt = _best(room, primary, needs, counts.astype(float))
    attempt.make_whole()
    while (others := attempt.without_need).size:
        _widen(attempt, others, far)
        attempt.make_whole()
    return attempt.hidden


def choose_hidden_among(
    counts: Counts,
    relations: Sequence[Relation],
    primary: Mask,
    needs: Needs,
    cost: Numbers,
    *,
    floors: Numbers | None = None,
    may_hide: Mask | None = None,
) -> Mask:
    """True for every cell to hide in any system of sums: the primary cells, and others that cost little together.

    `floors`: what everybody knows each cell to be at least; `may_hide`: the cells that may be hidden beside them.

    Raises:
        ReleaseStopped: The solver gave no answer, or not even hiding everything would do.
    """
    every = np.ones(len(counts), dtype=bool) if may_hide is None else may_hide | primary
    room = Room.of(counts, relations, np.zeros(len(counts)) if floors is None else floors, every)
    attempt = _best(room, primary, needs, cost)
    attempt.make_whole()
    return attempt.hidden


def _best(room: Room, primary: Mask, needs: Needs, cost: Numbers) -> Attempt:
    """The cheapest of several attempts, of which every one is safe."""
    best, least, work = None, np.inf, 0
    wide = np.flatnonzero(needs.wide > SLACK)
    for number in range(ATTEMPTS):
        draw = np.random.default_rng(number)  # the same numbers in every run
        price = cost if number < FIRST else cost * draw.uniform(1 - SPREAD, 1 + SPREAD, len(cost))
        attempt = Attempt(room, primary, needs, price)
        attempt.protect(_order(attempt, cost, number), draw.permutation(wide) if number else wide)
        attempt.clean_up(np.flatnonzero(attempt.hidden & ~primary))
        work += attempt.solves * len(cost)
        paid = float(cost[attempt.hidden].sum())
        if best is None or paid < least - SLACK:
            best, least = attempt, paid
        if work >= np.clip(len(cost) ** 3 / SHARE, LEAST, MOST):
            break
    return best  # type: ignore[return-value]  # there is always a first attempt


def _order(attempt: Attempt, cost: Numbers, number: int) -> Indices:
    """Needs in the order in which they are met: small ones first, those upwards first, or those of cheap cells."""
    cells, signs, amounts = attempt.moves.cells, attempt.moves.signs, attempt.moves.amounts
    keys = ((cells, amounts), (cells, amounts, -signs), (cells, cost[cells]))
    return np.lexsort(keys[number % len(keys)])


def _possible(room: Room, may_hide: Mask, down: Numbers) -> Numbers:
    """How far down the cells go at most if all are hidden: of three cells that are not zero the total is 3."""
    asked = Needs(down, np.zeros(len(down)), np.zeros(len(down)))
    attempt = Attempt(room, may_hide, asked, np.zeros(len(down)))
    return attempt.possible()


def _widen(attempt: Attempt, others: Indices, wide: float) -> None:
    """Let the other hidden cells be as many different numbers: a reader cannot tell them from the small ones."""
    first: Mask = attempt.hidden.copy()
    while others.size:
        attempt.widen(others, np.full(len(first), wide))
        others = attempt.without_need
    attempt.clean_up(np.flatnonzero(attempt.hidden & ~first))

"""Which cells to hide: the small ones, and as few people in others as it takes that nobody can work those out."""

from collections.abc import Sequence

import numpy as np

from pipelines.publish.cells import Cells, Relation
from pipelines.publish.exact.attempt import Attempt, Reason
from pipelines.publish.exact.exchange import exchange
from pipelines.publish.exact.insider import Insider
from pipelines.publish.exact.linear import Mask, Numbers
from pipelines.publish.exact.room import SLACK, Needs, Room
from pipelines.publish.exact.view import View
from pipelines.publish.exact.widen import widen, widen_all
from pipelines.publish.intervals import Counts
from schemas.policy import Policy

# Work is the number of programs solved times that of cells. Swaps may take as much as the choice before them, and no
# more than MOST. Where there are few cells, up to so many attempts are made, at other prices, until LEAST is reached.
MOST, LEAST = 500_000, 20_000
ATTEMPTS, SPREAD = 9, 0.4


def choose_hidden(cells: Cells, policy: Policy, insiders: Sequence[Insider] = ()) -> tuple[Mask, list[Reason]]:
    """True for every cell to hide, and why: of the readers 0 is the public, and then come the insiders.

    Where zeros are shown, every gap says that somebody is there.
    As in every program for cell suppression, the choice depends on the counts; the guarantee does not rest on it.

    Raises:
        ReleaseStopped: The solver gave no answer, or nothing would be safe.
    """
    is_banded = policy.zeros == "banded"
    may_hide = ~cells.known & (is_banded | (cells.counts > 0))
    floors = np.zeros(len(may_hide)) if is_banded else np.where(may_hide, 1.0, 0.0)
    far = float(policy.least_values - 1)
    readers = [(cells.counts, floors, may_hide)]
    for one in insiders:
        left, least = np.maximum(cells.counts - one.own, 0), np.maximum(floors - one.own, 0)
        readers.append((left, np.minimum(least, left), may_hide & ~one.is_alone))
    asked = []
    for counts, least, may_move in readers:
        room = Room.of(counts, cells.relations, least, may_move)
        asked.append((room, _needs(room, may_move & (counts < policy.smallest_shown), far)))
    primary = np.logical_or.reduce([(needs.down > 0) | (needs.up > 0) for _, needs in asked])
    attempt = _chosen(asked, primary, cells.counts.astype(float))
    widen_all(attempt, far)
    return attempt.hidden, list(attempt.reasons())


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
    return _chosen([(room, needs)], primary, cost).hidden


def _chosen(asked: Sequence[tuple[Room, Needs]], primary: Mask, cost: Numbers) -> Attempt:
    """Hidden cells that meet the needs of every reader: the cheapest of several attempts where there are few cells."""
    attempts: list[Attempt] = []
    for number in range(ATTEMPTS):
        if len(cost) * sum(attempt.solves for attempt in attempts) > LEAST:
            break
        draw = np.random.default_rng(number)  # the same numbers in every run
        price = cost * draw.uniform(1 - SPREAD, 1 + SPREAD, len(cost)) if number else cost
        attempts.append(_attempt(asked, primary, price, draw if number else None))
    best = min(attempts, key=lambda attempt: float(cost[attempt.hidden].sum()))
    best.make_whole()
    return best


def _attempt(
    asked: Sequence[tuple[Room, Needs]], primary: Mask, price: Numbers, draw: np.random.Generator | None
) -> Attempt:
    """One choice at these prices; `draw` shuffles the cells that are to be several numbers."""
    attempt = Attempt([View(room, needs, primary, price) for room, needs in asked], primary, price)
    attempt.protect()
    for view in attempt.views:
        wide = np.flatnonzero(view.needs.wide > SLACK)
        widen(attempt, view, draw.permutation(wide) if draw else wide, view.needs.wide)
    attempt.clean_up(attempt.others)
    exchange(attempt, min(attempt.solves, MOST // max(len(price), 1)))
    return attempt


def _needs(room: Room, small: Mask, far: float) -> Needs:
    """A small number may be as low as it could be if all were hidden, and several more than that.

    Of three cells that are not zero, of which each is a gap, the total is no less than 3.
    """
    none = np.zeros(len(small))
    down = np.where(small, room.down, 0.0)
    view = View(room, Needs(down, none, none), room.up > 0, none)
    view.look(view.moves.open)
    for need in np.flatnonzero(view.moves.open()).tolist():
        cell = int(view.moves.cells[need])
        down[cell] = np.floor(min(down[cell], view.furthest(need)) + SLACK)
    return Needs(down, np.where(small, np.maximum(far - down, 0.0), 0.0), none)

"""Hidden cells that are not small: no reader can tell them from small ones, so they may be several numbers, too."""

import numpy as np

from pipelines.publish.exact.attempt import Attempt
from pipelines.publish.exact.linear import Indices, Mask, Numbers
from pipelines.publish.exact.room import DOWN, SLACK, UP
from pipelines.publish.exact.view import View

# So many ways are tried to be wide: all down, all up, and between.
WAYS = 5


def widen_all(attempt: Attempt, far: float) -> None:
    """Hide more until every hidden cell is as wide to every reader, those included that are hidden for it."""
    while _is_any_left(attempt):
        first: Mask = attempt.hidden.copy()
        while _is_any_left(attempt):
            for view in attempt.views:
                widen(attempt, view, _without_need(attempt, view), np.full(len(first), far))
        attempt.clean_up(attempt.others[~first[attempt.others]])
        attempt.make_whole()


def widen(attempt: Attempt, view: View, cells: Indices, wide: Numbers) -> None:
    """Hide more until each of the cells may be as many different numbers as it has to."""
    down, up = (np.floor(ends + SLACK) for ends in view.moves.extent())
    is_wide = down + up >= wide - SLACK
    inside = cells[is_wide[cells]]
    _need(view, inside, np.minimum(wide, down)[inside], wide[inside])
    for cell in cells[~is_wide[cells]].tolist():
        lows = np.unique(np.rint(np.linspace(0.0, wide[cell], WAYS)))
        ways = [(float(low), float(wide[cell] - low)) for low in lows]
        way = min(ways, key=lambda way: _price(attempt, view, cell, way))
        first = len(view.moves.cells)
        _need(view, np.array([cell]), np.array(way[:1]), wide[[cell]])
        for need in range(first, len(view.moves.cells)):
            if view.moves.open()[need]:
                attempt.hide_for(view, need)


def _is_any_left(attempt: Attempt) -> bool:
    return any(_without_need(attempt, view).size for view in attempt.views)


def _without_need(attempt: Attempt, view: View) -> Indices:
    """Hidden cells that need nothing for themselves yet, and are not known to the reader all the same."""
    return np.setdiff1d(np.flatnonzero(attempt.hidden & (view.room.up > 0)), view.moves.cells)


def _need(view: View, cells: Indices, down: Numbers, wide: Numbers) -> None:
    """So far down, and up for the rest."""
    for amounts, sign in ((down, DOWN), (wide - down, UP)):
        asks = amounts > SLACK
        view.moves.need(cells[asks], np.full(int(asks.sum()), sign), amounts[asks])


def _price(attempt: Attempt, view: View, cell: int, way: tuple[float, float]) -> float:
    """What it costs to let the cell go so far down and up."""
    paid, hidden = 0.0, attempt.hidden.copy()
    for sign, amount in zip((DOWN, UP), way, strict=True):
        if amount <= SLACK:
            continue
        move = view.patterns.cheapest(cell, sign, amount, hidden)
        if move is None:
            return np.inf
        fresh = (np.abs(move) > SLACK) & ~hidden
        paid += float(attempt.price[fresh].sum())
        hidden |= fresh
    return paid

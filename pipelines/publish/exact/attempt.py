"""A choice of hidden cells: the cheapest pattern is hidden for each open need, then shown again what can be."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pipelines.publish.exact.linear import Indices, Mask, Numbers
from pipelines.publish.exact.moves import Moves
from pipelines.publish.exact.room import SLACK
from pipelines.publish.exact.view import View
from schemas.problems import ReleaseStopped, problem

# After so many patterns it is looked whether what they hide meets other needs as well.
PATTERNS = 3
State = tuple[Mask, list[Moves]]


class Reason(NamedTuple):
    """Why a cell is hidden: it is small to a reader, or it gives company to another cell before that reader."""

    cell: int
    reader: int
    company: int | None


class Attempt:
    """Hidden cells, and the readers that must not work them out. `primary` are those that stay hidden."""

    def __init__(self, views: Sequence[View], primary: Mask, price: Numbers) -> None:
        self.views, self.primary, self.price = views, primary, price
        self.hidden: Mask = primary.copy()

    @property
    def solves(self) -> int:
        """How much work it was."""
        return sum(view.solves for view in self.views)

    @property
    def others(self) -> Indices:
        """Hidden cells that need not be, the dearest first."""
        cells = np.flatnonzero(self.hidden & ~self.primary)
        return cells[np.lexsort((cells, -self.price[cells]))]

    def reasons(self) -> Iterator[Reason]:
        """Why each cell is hidden, in the order of the cells."""
        for cell in np.flatnonzero(self.hidden).tolist():
            for reader, view in enumerate(self.views):
                is_small, company = view.needs.down[cell] + view.needs.up[cell] > SLACK, view.kept_for(cell)
                if is_small or (company is not None and not self.primary[cell]):
                    yield Reason(cell, reader, None if is_small else company)
                    break

    def protect(self) -> None:
        """Hide more until every need of every reader is met, small ones first.

        Raises:
            ReleaseStopped: Not even hiding everything would do.
        """
        for view in self.views:
            for move in self.views[0].moves.each if view is not self.views[0] else ():
                view.moves.add(move)  # what one reader cannot rule out, another often cannot either
            view.look(view.moves.open)
            tried = 0
            for need in np.lexsort((view.moves.cells, view.moves.amounts)).tolist():
                if view.moves.open()[need]:
                    self.hide_for(view, need)
                    tried += 1
                    if tried % PATTERNS == 0:
                        view.look(view.moves.open, once=True)

    def hide_for(self, view: View, need: int, *, whole: bool = False) -> None:
        """Hide what the cheapest move for a need takes; ReleaseStopped where there is none."""
        if self.try_for(view, need, whole=whole) is None:
            raise ReleaseStopped(problem("TIP-E306"))

    def try_for(self, view: View, need: int, *, whole: bool = False) -> Indices | None:
        """Hide what the cheapest move for a need takes, and name it; None where there is no move."""
        move = view.pattern(need, self.hidden, whole=whole)
        if move is None:
            return None
        fresh = np.flatnonzero((np.abs(move) > SLACK) & ~self.hidden)
        self.hidden[fresh] = True
        for each in self.views:
            each.reach.hide(fresh)
        for cell in fresh.tolist():
            view.keep_for(cell, need)
        return fresh

    def show(self, cell: int) -> State:
        """Show one cell again, whatever can then be worked out; what was hidden and known before."""
        before = self.hidden.copy(), [view.moves for view in self.views]
        self.hidden[cell] = False
        for view in self.views:
            view.show(cell)
        return before

    def restore(self, state: State) -> None:
        """Back to what was hidden and known."""
        before, moves = state
        shown, hidden = np.flatnonzero(~before & self.hidden), np.flatnonzero(before & ~self.hidden)
        self.hidden = before
        for view, known in zip(self.views, moves, strict=True):
            view.moves = known
            view.reach.show(shown)
            view.reach.hide(hidden)

    def clean_up(self, cells: Indices) -> None:
        """Show again what no need needs, in the order of the cells."""
        for cell in cells.tolist():
            if not all(view.may_do_without(cell, self.hidden) for view in self.views):
                continue
            for view in self.views:
                view.reach.show(np.array([cell]))
            if all(view.is_met_without(cell) for view in self.views):
                self.show(cell)
            else:
                for view in self.views:
                    view.reach.hide(np.array([cell]))

    def make_whole(self) -> None:
        """Show that every need is met in whole numbers, too: a fraction is no count.

        Raises:
            ReleaseStopped: A need is not met, whatever else is hidden.
        """
        for view in self.views:
            view.look_whole()
            for need in np.flatnonzero(view.moves.not_whole()).tolist():
                if view.moves.not_whole()[need]:
                    self.hide_for(view, need, whole=True)
            if view.moves.unproved(self.hidden).any():
                raise ReleaseStopped(problem("TIP-E306"))

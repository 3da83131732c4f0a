"""One attempt at a choice: the cheapest pattern is hidden for each open need, then shown again what can be."""

import numpy as np

from pipelines.publish.exact.linear import Indices, Mask, Numbers
from pipelines.publish.exact.moves import DOWN, SLACK, UP, Moves, Needs, Room
from pipelines.publish.exact.narrow import Narrowing
from pipelines.publish.exact.patterns import Patterns, Reach
from schemas.problems import ReleaseStopped, problem

# A look at many needs at once is repeated while it settles at least this share of them.
WORTHWHILE = 0.2
# So many ways are tried to be wide: all down, all up, and between.
WAYS = 5


class Attempt:
    """Hidden cells, and the moves that show what a reader cannot rule out about them."""

    def __init__(self, room: Room, primary: Mask, needs: Needs, price: Numbers) -> None:
        self.room, self.needs, self.price = room, needs, price
        self.primary, self.hidden = primary, primary.copy()
        self.moves = Moves(room)
        self._opener: dict[int, tuple[int, float]] = {}
        self._reach, self._patterns = Reach(room, primary), Patterns(room, price)
        for ends, sign in ((needs.down, DOWN), (needs.up, UP)):
            cells = np.flatnonzero(ends > SLACK)
            self.moves.need(cells, np.full(len(cells), sign), ends[cells])

    @property
    def solves(self) -> int:
        """How much work it was."""
        return self._reach.linear.solves + self._patterns.linear.solves

    @property
    def without_need(self) -> Indices:
        """Hidden cells that need nothing for themselves."""
        return np.setdiff1d(np.flatnonzero(self.hidden), self.moves.cells)

    def protect(self, order: Indices, wide: Indices) -> None:
        """Hide more until every need is met, in the order of the needs, and of the cells that are to be wide.

        Raises:
            ReleaseStopped: Not even hiding everything would do.
        """
        self._look(np.ones(len(self.moves.cells), dtype=bool))
        for need in order.tolist():
            if self.moves.open[need]:
                self._hide_for(need)
        self.widen(wide, self.needs.wide)

    def widen(self, cells: Indices, wide: Numbers) -> None:
        """Hide more until each of the cells may be as many different numbers as it has to."""
        down, up = (np.floor(ends + SLACK) for ends in self.moves.extent())
        is_wide = down + up >= wide - SLACK
        inside = cells[is_wide[cells]]
        self._need_wide(inside, np.minimum(wide, down)[inside], wide[inside])
        for cell in cells[~is_wide[cells]].tolist():
            ways = [(low, wide[cell] - low) for low in np.linspace(0.0, wide[cell], int(min(wide[cell], WAYS)) + 1)]
            way = min(ways, key=lambda way: self._price_of(cell, way))
            first = len(self.moves.cells)
            self._need_wide(np.array([cell]), np.array(way[:1]), wide[[cell]])
            for need in range(first, len(self.moves.cells)):
                if self.moves.open[need]:
                    self._hide_for(need)

    def _need_wide(self, cells: Indices, down: Numbers, wide: Numbers) -> None:
        """So far down, and up for the rest."""
        for amounts, sign in ((down, DOWN), (wide - down, UP)):
            asks = amounts > SLACK
            self.moves.need(cells[asks], np.full(int(asks.sum()), sign), amounts[asks])

    def clean_up(self, cells: Indices) -> None:
        """Show again what no need needs, the dearest first."""
        narrowing = Narrowing(self.room) if len(cells) else None
        for cell in sorted(cells.tolist(), key=lambda cell: (-self.price[cell], cell)):
            lost = self.moves.lost_without(cell)
            if narrowing and lost.any() and not narrowing.leaves(self.hidden, self.moves, cell):
                continue
            self._reach.show(np.array([cell]))
            if self._is_met_without(cell):
                self.hidden[cell] = False
                self.moves.forget(cell)
            else:
                self._reach.hide(np.array([cell]))

    def make_whole(self) -> None:
        """Show that every need is met in whole numbers, too: a fraction is no count.

        Raises:
            ReleaseStopped: A need is not met, whatever else is hidden.
        """
        for need in np.flatnonzero(self.moves.not_whole).tolist():
            if self.moves.not_whole[need]:
                one = np.array([need])
                cell, sign, amount = self._need(one)
                move = self._reach.furthest(cell, sign, amount, whole=True)
                self.moves.add(np.rint(move))
                if self.moves.not_whole[need]:
                    self._hide_for(need, whole=True)
        if self.moves.not_whole.any():
            raise ReleaseStopped(problem("TIP-E306"))

    def possible(self) -> Numbers:
        """How far each cell that needs to go down does so, at most as far as it needs; nothing more is hidden."""
        self._look(np.ones(len(self.moves.cells), dtype=bool))
        found = self.needs.down.copy()
        for need in np.flatnonzero(self.moves.open).tolist():
            cell, sign = int(self.moves.cells[need]), self.moves.signs[need]
            found[cell] = np.floor(min(found[cell], self._furthest(cell, sign)) + SLACK)
        return found

    def _look(self, asked: Mask, *, once: bool = False) -> None:
        """Moves of the hidden cells that meet as many of the needs at once as possible."""
        for sign in (DOWN, UP):
            while (now := asked & self.moves.open & (self.moves.signs == sign)).any():
                self.moves.add(self._reach.furthest(*self._need(np.flatnonzero(now))))
                left = asked & self.moves.open & (self.moves.signs == sign)
                if once or left.sum() > (1 - WORTHWHILE) * now.sum():
                    break

    def _need(self, needs: Indices) -> tuple[Indices, Numbers, Numbers]:
        return self.moves.cells[needs], self.moves.signs[needs], self.moves.amounts[needs]

    def _hide_for(self, need: int, *, whole: bool = False) -> None:
        cell, sign, amount = int(self.moves.cells[need]), self.moves.signs[need], self.moves.amounts[need]
        move = self._patterns.cheapest(cell, sign, amount, self.hidden, whole=whole)
        if move is None:
            raise ReleaseStopped(problem("TIP-E306"))
        fresh = np.flatnonzero((np.abs(move) > SLACK) & ~self.hidden)
        self.moves.add(np.rint(move) if whole else move)
        if len(fresh):
            self.hidden[fresh] = True
            self._reach.hide(fresh)
            self._opener.update(dict.fromkeys(fresh.tolist(), (cell, sign)))
            self._look(np.ones(len(self.moves.cells), dtype=bool), once=True)

    def _is_met_without(self, cell: int) -> bool:
        """Whether the needs that only moves of the cell met are met by others; the likeliest to fail goes first."""
        lost, opener = self.moves.lost_without(cell), self._opener.get(cell)
        if opener is not None:
            first = np.flatnonzero(lost & (self.moves.cells == opener[0]) & (self.moves.signs == opener[1]))
            if len(first) and not self._is_met_alone(int(first[0]), cell):
                return False
        for sign in (DOWN, UP):
            before = np.inf
            while (left := np.flatnonzero(self.moves.lost_without(cell) & (self.moves.signs == sign))).size:
                if left.size > (1 - WORTHWHILE) * before or left.size == 1:
                    if not self._is_met_alone(int(left[0]), cell):
                        return False
                else:
                    self.moves.add(self._reach.furthest(*self._need(left)))
                    before = left.size
        return True

    def _is_met_alone(self, need: int, cell: int) -> bool:
        self.moves.add(self._reach.furthest(*self._need(np.array([need]))))
        return not self.moves.lost_without(cell)[need]

    def _furthest(self, cell: int, sign: float) -> float:
        far = self.room.down[cell] if sign < 0 else self.room.up[cell]
        move = self._reach.furthest(np.array([cell]), np.array([sign]), np.array([far]))
        return float(sign * move[cell])

    def _price_of(self, cell: int, way: tuple[float, float]) -> float:
        """What it costs to let the cell go so far down and up."""
        paid = 0.0
        hidden = self.hidden.copy()
        for sign, amount in zip((DOWN, UP), way, strict=True):
            move = self._patterns.cheapest(cell, sign, amount, hidden) if amount > SLACK else np.zeros(len(hidden))
            if move is None:
                return np.inf
            fresh = (np.abs(move) > SLACK) & ~hidden
            paid += float(self.price[fresh].sum())
            hidden |= fresh
        return paid

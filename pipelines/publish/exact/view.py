"""One reader: what it cannot rule out so far, and the programs that find more of it."""

from collections.abc import Callable
from functools import cached_property

import numpy as np

from pipelines.publish.exact.linear import Indices, Mask, Numbers
from pipelines.publish.exact.moves import Moves
from pipelines.publish.exact.narrow import Narrowing
from pipelines.publish.exact.patterns import Patterns, Reach
from pipelines.publish.exact.room import DOWN, SLACK, UP, Needs, Room

# A look at many needs at once is repeated while it settles at least this share of them.
WORTHWHILE = 0.2
# How often arbitrary weights are tried for moves in whole numbers, and what they weigh beside the need itself.
EXAMPLES, LITTLE = 3, 1e-5


class View:
    """The needs of one reader, the moves that meet them, and the cells that it sees hidden."""

    def __init__(self, room: Room, needs: Needs, hidden: Mask, price: Numbers) -> None:
        self.room, self.needs, self.moves = room, needs, Moves(room)
        self.reach, self.patterns = Reach(room, hidden, price), Patterns(room, price)
        self._keepers: dict[int, tuple[int, float]] = {}
        for ends, sign in ((needs.down, DOWN), (needs.up, UP)):
            cells = np.flatnonzero(ends > SLACK)
            self.moves.need(cells, np.full(len(cells), sign), ends[cells])

    @property
    def solves(self) -> int:
        """How often a program was solved."""
        return self.reach.linear.solves + self.patterns.linear.solves

    @cached_property
    def narrowing(self) -> Narrowing:
        """The quick look before a program is asked."""
        return Narrowing(self.room)

    def show(self, cell: int) -> None:
        """The cell moves no more, and needs nothing."""
        self.reach.show(np.array([cell]))
        self.moves = self.moves.without(cell)

    def look(self, is_open: Callable[[], Mask], *, once: bool = False, is_sparing: bool = False) -> None:
        """Moves that meet as many open needs at once as possible, as long as that pays."""
        for sign in (DOWN, UP):
            while (now := np.flatnonzero(is_open() & (self.moves.signs == sign))).size > 1:
                self.moves.add(self.reach.furthest(*self._need(now), is_sparing=is_sparing))
                if once or is_open()[now].sum() > (1 - WORTHWHILE) * now.size:
                    break

    def pattern(self, need: int, hidden: Mask, *, whole: bool = False) -> Numbers | None:
        """The cheapest move that meets a need, with cells that are to be hidden for it; None where there is none."""
        cell, sign, amount = self.moves.cells[need], self.moves.signs[need], self.moves.amounts[need]
        move = self.patterns.cheapest(int(cell), float(sign), float(amount), hidden, whole=whole)
        if move is not None:
            self.moves.add(move)
        return move

    def next_need(self, cell: int) -> int | None:
        """The open need that likely costs most once the cell is shown: that for which it was kept, or a large one."""
        is_open, amounts = self.moves.open(), self.moves.amounts
        keeper = self._keepers.get(cell)
        if keeper is not None:
            kept = np.flatnonzero(is_open & (self.moves.cells == keeper[0]) & (self.moves.signs == keeper[1]))
            if len(kept):
                return int(kept[0])
        return int(np.argmax(np.where(is_open, amounts, -1.0))) if is_open.any() else None

    def may_do_without(self, cell: int, hidden: Mask) -> bool:
        """Whether every need may still be met without one of the hidden cells, as far as a quick look tells."""
        return not self.moves.lost_without(cell).any() or self.narrowing.leaves(hidden, self.moves, cell)

    def is_met_without(self, cell: int) -> bool:
        """Whether needs that only moves of the cell met are met by others, too; the likeliest to fail goes first."""
        first = self._keepers.get(cell)
        if first is not None:
            lost = self.moves.lost_without(cell) & (self.moves.cells == first[0]) & (self.moves.signs == first[1])
            if lost.any() and not self._is_met_alone(int(lost.argmax()), cell):
                return False
        self.look(lambda: self.moves.lost_without(cell), is_sparing=True)
        for need in np.flatnonzero(self.moves.lost_without(cell)).tolist():
            if self.moves.lost_without(cell)[need] and not self._is_met_alone(need, cell):
                self.keep_for(cell, need)
                return False
        return True

    def keep_for(self, cell: int, need: int) -> None:
        """Remember for which need a cell is hidden."""
        self._keepers[cell] = int(self.moves.cells[need]), float(self.moves.signs[need])

    def kept_for(self, cell: int) -> int | None:
        """The cell of the need for which a cell is hidden, if it is this reader's."""
        keeper = self._keepers.get(cell)
        return None if keeper is None else keeper[0]

    def look_whole(self) -> None:
        """Moves in whole numbers: the corner that arbitrary weights lead to mostly is one; else search for one."""
        draw = np.random.default_rng(0)  # the same weights in every run
        for _ in range(EXAMPLES):
            for sign in (DOWN, UP) * EXAMPLES:
                now = np.flatnonzero(self.moves.not_whole() & (self.moves.signs == sign))
                if now.size > 1:
                    self._example(now, draw)
            for need in np.flatnonzero(self.moves.not_whole()).tolist():
                if self.moves.not_whole()[need]:
                    self._example(np.array([need]), draw)
        for need in np.flatnonzero(self.moves.not_whole()).tolist():
            if self.moves.not_whole()[need]:
                self.moves.add(np.rint(self.reach.furthest(*self._need(np.array([need])), whole=True)))

    def _example(self, needs: Indices, draw: np.random.Generator) -> None:
        beside = LITTLE * draw.normal(size=len(self.room.down))
        self.moves.add(self.reach.furthest(*self._need(needs), beside=beside, is_sparing=True))

    def furthest(self, need: int) -> float:
        """How far the cell of a need can go its way."""
        cell, sign, _ = self._need(np.array([need]))
        far = np.where(sign < 0, self.room.down[cell], self.room.up[cell])
        return float((sign * self.reach.furthest(cell, sign, far)[cell])[0])

    def _need(self, needs: Indices) -> tuple[Indices, Numbers, Numbers]:
        return self.moves.cells[needs], self.moves.signs[needs], self.moves.amounts[needs]

    def _is_met_alone(self, need: int, cell: int) -> bool:
        self.moves.add(self.reach.furthest(*self._need(np.array([need])), is_sparing=True))
        return not self.moves.lost_without(cell)[need]

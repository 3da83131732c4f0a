"""Swaps after a first choice: one hidden cell is shown, and others that cost less together take its place."""

from pipelines.publish.exact.attempt import Attempt
from pipelines.publish.exact.room import SLACK

# After so many cells in a row that nothing cheaper replaces, few others can be replaced either.
PATIENCE = 12


def exchange(attempt: Attempt, work: int) -> None:
    """Try it with the hidden cells that need not be, the dearest first, as long as it pays and not for more work."""
    end, first, failed = attempt.solves + work, attempt.hidden.copy(), 0
    for cell in attempt.others.tolist():
        if attempt.solves > end or failed == PATIENCE:
            break
        if attempt.hidden[cell]:
            failed = 0 if _swap(attempt, cell) else failed + 1
    attempt.clean_up(attempt.others[~first[attempt.others]])


def _swap(attempt: Attempt, cell: int) -> bool:
    """Show the cell and hide others, if that is cheaper; whether it was."""
    before = attempt.show(cell)
    for view in attempt.views:
        view.patterns.forbid(cell)
    is_cheaper = _is_cheaper(attempt, cell)
    if not is_cheaper:
        attempt.restore(before)
    for view in attempt.views:
        view.patterns.allow(cell)
    return is_cheaper


def _is_cheaper(attempt: Attempt, cell: int) -> bool:
    """Whether all needs can be met without the cell by hiding others that cost less than it does."""
    left = attempt.price[cell]
    for view in attempt.views:
        while (need := view.next_need(cell)) is not None:
            fresh = attempt.try_for(view, need)
            if fresh is None or view.moves.open()[need]:
                return False
            left -= attempt.price[fresh].sum()
            if left <= SLACK:
                return False
    return True

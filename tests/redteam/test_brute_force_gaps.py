"""Against counting: of every gap between exact numbers enough values are left, in small worlds that are counted out."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from typing import Literal

import pytest

from pipelines.publish import Policy, protect
from schemas.problems import ReleaseStopped
from tests.redteam.brute_force import NO_END, Small, Told, TooMany, tables, values
from tests.redteam.possible import Intervals, told_cells
from tests.redteam.small_systems import World, draw

Zeros = Literal["banded", "shown"]
WORLDS, AT_ONCE = 100, 50
# The most leaves of a world, and the most people in each.
SIZES = ((8, 9), (12, 4), (6, 20), (4, 12))
# Smaller than any policy.toml may be, so that more worlds have numbers that are shown.
THREES = {"smallest_shown": 3, "steps": (3, 6), "least_values": 3}
FIVES = {"smallest_shown": 6, "steps": (6, 12), "least_values": 5}


def policy(number: int, zeros: Zeros) -> Policy:
    usual = dict(Policy(profile="exact", zeros=zeros, providers=False))
    return Policy.model_construct(**{**usual, **(THREES if number % 3 else FIVES)})


def released(number: int, zeros: Zeros) -> Iterator[tuple[World, Intervals]]:
    """Worlds that may be released with gaps, and what is told of each of their numbers."""
    for attempt in count():
        world = draw(f"gaps/{number}/{attempt}", "one", *SIZES[number % len(SIZES)])
        try:
            one = protect([listing.table() for listing in world.listings()], policy(number, zeros))
        except ReleaseStopped as stopped:
            if not {problem.code for problem in stopped.problems} <= {"TIP-E306", "TIP-E312"}:
                raise
            continue
        told = told_cells(world, [table.frame for table in one.tables])
        least = int(zeros == "shown")
        yield world, {cell: (least, NO_END) if most == NO_END else (low, most) for cell, (low, most) in told.items()}


def counted(number: int, zeros: Zeros) -> tuple[Intervals, Small]:
    for _, told in released(number, zeros):
        try:
            return told, tables(Told.of(told))
        except TooMany:
            continue
    raise AssertionError


@pytest.mark.parametrize("zeros", ["banded", "shown"])
@pytest.mark.parametrize("start", range(0, WORLDS, AT_ONCE))
def test_gaps_leave_enough_values(start: int, zeros: Zeros) -> None:
    shown = 0
    for number in range(start, start + AT_ONCE):
        rule = policy(number, zeros)
        told, found = counted(number, zeros)
        gaps = [cell for cell, (_, most) in told.items() if most == NO_END]
        for cell, possible in zip(gaps, values(found, gaps), strict=True):
            assert len(possible) >= rule.least_values, (number, cell)
            assert zeros == "shown" or possible[0] == 0 or possible[-1] >= rule.smallest_shown, (number, cell)
        exact = [least for least, most in told.values() if most != NO_END]
        assert all(least >= rule.smallest_shown or (least == 0 and zeros == "shown") for least in exact)
        shown += len(exact)
    assert shown > AT_ONCE, "something is told"


def test_small_numbers_alone_as_gaps_are_caught() -> None:
    """As many offices do it: nothing is hidden beside the small numbers."""
    caught = 0
    for number in range(20):
        world, rule = draw(f"gaps/{number}/0", "one", *SIZES[number % len(SIZES)]), policy(number, "banded")
        each = {world.number(one.names, cell): said for one in world.listings() for cell, said in one.rows}
        gaps = [cell for cell, said in each.items() if said < rule.smallest_shown]
        told = {cell: (0, NO_END) if said < rule.smallest_shown else (said, said) for cell, said in each.items()}
        with suppress(TooMany):
            caught += sum(len(possible) < rule.least_values for possible in values(tables(Told.of(told)), gaps))
    assert caught

"""What the published tables of a small world leave possible: numbers that are told too well, found by counting."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import pandas as pd

from tests.redteam.brute_force import NO_END, Number, Small, values
from tests.redteam.small_systems import BREAKDOWNS, NOW, World

Interval = tuple[int, int]
Intervals = dict[Number, Interval]


def told_cells(world: World, frames: Sequence[pd.DataFrame]) -> Intervals:
    """The interval of every published cell, by the leaves that it counts."""
    found: Intervals = {}
    for names, frame in zip(world.plan, frames, strict=True):
        for row in frame.to_dict("records"):
            number = world.number(names, [str(row[name]) for name in names])
            interval = _interval(row)
            assert found.setdefault(number, interval) == interval, "the same number is told in two ways"
    return found


def _interval(row: Mapping[object, object]) -> Interval:
    """What a row of a published table tells, by what its columns say."""
    if row["status"] in {"withheld", "hidden"}:
        return 0, NO_END
    if row["status"] == "not_reported":
        return 0, 0
    return int(str(row["at_least"])), int(str(row["at_most"]))


def over_time(world: World, before: Intervals, now: Intervals) -> Intervals:
    """What two releases tell together, over the leaves of the earlier one and those of this one.

    Outside a re-base a number that both tell has not gone down, and one of a frozen period has not changed.
    """
    found = {earlier(number): interval for number, interval in before.items()}
    found |= {later(number): interval for number, interval in now.items()}
    if world.kind == "frozen":
        none = {tuple(int(leaf == other) for other in world.leaves) for leaf in world.leaves if NOW in leaf}
        found |= {earlier(number): (0, 0) for number in sorted(none)}
    if world.kind != "rebase":
        for number in (number for number in before if number in now):
            found[increment(number)] = (0, 0) if is_frozen(world, number) else (0, NO_END)
    return found


def earlier(number: Number) -> Number:
    """A number of the earlier release."""
    return (*number, *(0 for _ in number))


def later(number: Number) -> Number:
    """A number of this release."""
    return (*(0 for _ in number), *number)


def increment(number: Number) -> Number:
    """A number of this release less what it was in the earlier one."""
    return (*(-weight for weight in number), *number)


def is_frozen(world: World, number: Number) -> bool:
    """Whether a number speaks only of the period that the earlier release closed."""
    inside = [leaf for leaf, weight in zip(world.leaves, number, strict=True) if weight]
    return world.kind == "frozen" and not any(NOW in leaf for leaf in inside)


def told_too_well(found: Small, numbers: Sequence[Number], small: int, least_values: int) -> list[str]:
    """Numbers that may be small, and leave fewer values than the rule asks for, or no zero."""
    wrong = []
    for number, possible in zip(numbers, values(found, numbers), strict=True):
        is_open = 0 in possible and len(possible) >= least_values
        if not is_open and possible[0] < small and -possible[-1] < small:
            wrong.append(f"{number}: {possible}")
    return wrong


def cross_too_well(found: Small, numbers: Sequence[Number], small: int, least_values: int) -> list[str]:
    """The same for cross cells, of which large ones may be known to hold somebody."""
    is_small = [possible[-1] < small for possible in values(found, numbers)]
    return told_too_well(found, [n for n, kept in zip(numbers, is_small, strict=True) if kept], small, least_values)


def shared(found: Small, numbers: Sequence[Number], least_values: int) -> list[str]:
    """Differences that can never be several: everybody in a group is known to share what it says."""
    possible = zip(numbers, values(found, numbers), strict=True)
    return [f"{number}: {each}" for number, each in possible if each[-1] < least_values - 1]


def crosses(world: World, published: Intervals) -> Iterator[Number]:
    """Cells that two tables imply and none publishes: who is in a cell of one and in a cell of the other."""
    found = set()
    for one, other in combinations(world.plan, 2):
        for x in world.cells(one):
            for y in world.cells(other):
                both = dict(zip(one, x, strict=True)) | dict(zip(other, y, strict=True))
                if tuple(both[name] for name in one) == x:  # they agree on what both tables tell apart
                    found.add(world.number(tuple(both), tuple(both.values())))
    yield from sorted(number for number in found if any(number) and number not in published)


def groups(world: World) -> Iterator[Number]:
    """Everybody with an answer, less those with one of several answers."""
    for names in world.plan:
        for place, name in enumerate(names):
            for whole, parts in BREAKDOWNS[name].dimension.covers.items():
                for cell in (cell for cell in world.cells(names) if cell[place] == whole):
                    for part in parts:
                        inner = world.number(names, (*cell[:place], part, *cell[place + 1 :]))
                        yield tuple(a - b for a, b in zip(world.number(names, cell), inner, strict=True))

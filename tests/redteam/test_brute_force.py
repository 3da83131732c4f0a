"""Against counting: the auditor's bounds are those of all possible tables, and what is published leaves enough of them.

A thousand small worlds for each. Answers of which people give several have two words here, in one table at a time with
another dimension: for those, whatever adds up comes from some people. Where it need not, the check refuses the plan.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from pipelines.audit.part import HIGH, LOW, Part
from pipelines.audit.read import read_site
from pipelines.audit.told import all_told
from pipelines.publish import Earlier, Policy, protect, publish
from tests.redteam.brute_force import NO_END, Number, Small, Told, TooMany, tables, values
from tests.redteam.possible import (
    Intervals,
    cross_too_well,
    crosses,
    earlier,
    groups,
    increment,
    is_frozen,
    later,
    over_time,
    shared,
    told_cells,
    told_too_well,
)
from tests.redteam.random_site import LONG_AGO, write_site
from tests.redteam.small_systems import THEN, Kind, World, draw

WORLDS, AT_ONCE = 1000, 50
FIVES = Policy(smallest_shown=5, steps=(5, 10, 25), providers=False)
# Smaller than any policy.toml may be, so that all tables of twelve leaves can be counted.
THREES = Policy.model_construct(**{**dict(FIVES), "smallest_shown": 3, "steps": (3, 6, 12), "least_values": 3})


class Case(NamedTuple):
    """How large the worlds are, and how they are told."""

    kind: Kind
    leaves: int
    highest: int
    policy: Policy = FIVES
    steps: tuple[int, ...] = (5, 10, 25, 0)


# One after the other, over and over; every fourth world has an earlier release.
CASES = (
    Case("one", 12, 4, THREES, (3, 6, 12)),
    Case("one", 8, 9),
    Case("one", 12, 4, FIVES, (3, 6, 0)),
    Case("grows", 4, 6, FIVES, (3, 6, 0)),
    Case("one", 12, 4, THREES, (3, 6, 12, 0)),
    Case("one", 6, 20),
    Case("one", 8, 6, THREES, (2, 4, 8)),
    Case("frozen", 6, 6, FIVES, (3, 6, 0)),
    Case("one", 12, 5, THREES, (3, 3, 6)),
    Case("one", 8, 9, FIVES, (1, 5, 10)),
    Case("one", 12, 3, THREES, (2, 3, 6)),
    Case("rebase", 4, 6, FIVES, (3, 6)),
)


def worlds(case: Case, number: int) -> Iterator[World]:
    """Worlds of a case, until one is small enough that all its tables can be counted."""
    return (draw(f"{number}/{attempt}", case.kind, case.leaves, case.highest) for attempt in count())


def chunks() -> list[range]:
    return [range(start, start + AT_ONCE) for start in range(0, WORLDS, AT_ONCE)]


def test_all_tables_are_counted() -> None:
    """Two leaves of 0 to 2, together 2 or 3: 0 and 2, 1 and 1, 2 and 0, 1 and 2, 2 and 1."""
    told = Told.of({(1, 0): (0, 2), (0, 1): (0, 2), (1, 1): (2, 3)})
    assert sorted(map(tuple, tables(told).tolist())) == [(0, 2), (1, 1), (1, 2), (2, 0), (2, 1)]
    assert values(tables(told), [(1, 0), (1, 1), (1, -1)]) == [[0, 1, 2], [2, 3], [-2, -1, 0, 1, 2]]


def test_what_is_not_told_has_no_end_that_matters() -> None:
    told = Told.of({(1, 1): (3, 3), (1, 0): (0, NO_END)})
    assert values(tables(told), [(1, 0)]) == [[0, 1, 2, 3]]
    assert values(tables(Told.of({(1,): (0, NO_END)})), [(1,)])[0][-1] >= 4


def test_too_many_tables_are_not_counted() -> None:
    with pytest.raises(TooMany):
        tables(Told.of({tuple(int(at == leaf) for at in range(12)): (0, 9) for leaf in range(12)}))


@pytest.mark.parametrize("numbers", chunks(), ids=lambda numbers: f"from_{numbers.start}")
def test_the_auditors_bounds_are_those_of_all_tables(numbers: range, tmp_path: Path) -> None:
    for number in numbers:
        case = CASES[number % len(CASES)]
        for attempt, world in enumerate(worlds(case, number)):
            folder = tmp_path / f"{number}_{attempt}"
            try:
                found = tables(Told.of(write_site(folder, world, case.steps, str(number))))
                break
            except TooMany:
                continue
        bounds = bounds_by_audit(folder, world)
        counted = zip(bounds, values(found, list(bounds)), strict=True)
        assert {cell: (possible[0], possible[-1]) for cell, possible in counted} == bounds, number


def bounds_by_audit(folder: Path, world: World) -> dict[Number, tuple[float, float]]:
    """What the auditor works out of every number of a site, by leaves."""
    told = all_told(read_site(folder))
    found = {}
    for columns, system in told.system().components():
        part = Part(columns, system, np.arange(len(columns)), system.chosen(list(range(len(columns)))))
        for row, column in enumerate(columns.tolist()):
            key = told.registry.keys[column]
            number = world.number([name for name, _ in key.pairs], [value for _, value in key.pairs])
            if world.kind != "one":
                number = earlier(number) if key.release else later(number)
            found[number] = part.exact(row, LOW), part.exact(row, HIGH)
    return found


@pytest.mark.parametrize("numbers", chunks(), ids=lambda numbers: f"from_{numbers.start}")
def test_what_is_published_leaves_enough_values(numbers: range, tmp_path: Path) -> None:
    for number in numbers:
        case = CASES[number % len(CASES)]
        for attempt, world in enumerate(worlds(case, number)):
            before, now = published(world, case.policy, tmp_path / f"{number}_{attempt}")
            told = over_time(world, before, now) if world.kind != "one" else now
            try:
                found = tables(Told.of(told))
                break
            except TooMany:
                continue
        assert told_too_much(world, found, before, now, case.policy) == [], number


def published(world: World, policy: Policy, folder: Path) -> tuple[Intervals, Intervals]:
    """What the one door lets out of a world, in the earlier release and in this one."""
    if world.kind == "one":
        tables_now = [listing.table() for listing in world.listings()]
        return {}, told_cells(world, [table.frame for table in protect(tables_now, policy).tables])
    name = THEN if world.kind == "frozen" else LONG_AGO
    publish(
        [listing.table() for listing in world.earlier()],
        policy,
        {"release": {"id": name, "kind": "release"}},
        (),
        folder,
    )
    before = [pd.read_parquet(folder / "tables" / f"{table.name}.parquet") for table in world.listings()]
    ledger = [Earlier(name, folder, "release", f"{name}-12")]
    now = protect(
        [listing.table() for listing in world.listings()], policy, earlier=ledger, is_rebase=world.kind == "rebase"
    )
    return told_cells(world, before), told_cells(world, [table.frame for table in now.tables])


def told_too_much(world: World, found: Small, before: Intervals, now: Intervals, policy: Policy) -> list[str]:
    """Small numbers, unpublished crosses, groups and increments that are not as open as the rule asks."""
    rule = policy.smallest_shown, policy.least_values
    if world.kind == "one":
        small = told_too_well(found, list(now), *rule) + cross_too_well(found, list(crosses(world, now)), *rule)
        return small + shared(found, list(groups(world)), policy.least_values)
    changed = [increment(number) for number in now if number in before and not is_frozen(world, number)]
    new = [later(number) for number in now]
    small = told_too_well(found, [*new, *map(earlier, before), *changed], *rule)
    small += cross_too_well(found, [later(number) for number in crosses(world, now)], *rule)
    return small + shared(found, [later(number) for number in groups(world)], policy.least_values)


@pytest.mark.parametrize("case", CASES[:3])
def test_bands_and_rounding_alone_are_caught(case: Case, tmp_path: Path) -> None:
    """The first step for every number, as many offices do it: of forty such worlds, some tell too much."""
    rule = case.policy.smallest_shown, case.policy.least_values
    caught = []
    for number in range(40):
        told = write_site(tmp_path / str(number), next(worlds(case, number)), case.policy.steps[:1], str(number))
        with suppress(TooMany):
            caught += told_too_well(tables(Told.of(told)), list(told), *rule)
    assert caught

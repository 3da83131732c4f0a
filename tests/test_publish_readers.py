"""What a provider knows of earlier releases: its own cases in what added up then, from numbers that stay the same."""

import numpy as np
import pytest

from pipelines.publish.cells import Cells, Key, Relation
from pipelines.publish.intervals import WITHHELD
from pipelines.publish.quantity import Goal
from pipelines.publish.readers import Reader
from pipelines.publish.repair import Repair
from pipelines.publish.system import System, Tie, Told
from schemas.problems import ReleaseStopped

STEPS = (10, 20, 50)


def key(**pairs: str) -> Key:
    return "person", frozenset(pairs.items())


DISTRICT, NORTH, SOUTH = key(area="D", period="2023"), key(area="N", period="2023"), key(area="S", period="2023")
BEFORE, AFTER, EVER = key(area="N", period="2022"), key(area="N", period="2024"), key(area="N")
COUNTS = {DISTRICT: 63, NORTH: 60, SOUTH: 3, BEFORE: 20, AFTER: 50, EVER: 130}
OWN = {DISTRICT: 40, NORTH: 40, EVER: 40}
# The last release withheld the north in 2023, and told all of its years together, which were two then.
TOLD = (
    Told(NORTH, 0.0, np.inf, WITHHELD, "2023"),
    Told(BEFORE, 15.0, 24.0, 10, "2023"),
    Told(EVER, 75.0, 84.0, 10, "2023"),
)


def system(*older: Tie) -> System:
    """A draft in which nothing can be told less closely; `older` added up in the last release."""
    keys = tuple(COUNTS)
    relations = (Relation(0, (1, 2), is_exact=True), Relation(5, (1, 3, 4), is_exact=True))
    cells = Cells(np.array(list(COUNTS.values())), relations, (np.arange(len(keys)),), keys)
    made = System.of(cells, 10, TOLD, (Tie("same", 1, (6,)), Tie("same", 3, (7,)), *older, Tie("grows", 5, (8,))))
    for cell in (keys.index(AFTER), keys.index(EVER)):
        made.set_step(cell, WITHHELD)
    made.is_fixed[:] = True
    return made


def mend(made: System) -> None:
    own, goal = np.array([OWN.get(one, 0) for one in COUNTS]), Goal(10, 4)
    alone = np.zeros(len(COUNTS), dtype=bool)
    Repair(made, [Reader.public(made, goal), Reader.provider("house", made, own, alone, goal)], STEPS).mend()


def test_what_surely_is_large_by_an_earlier_sum_stops_no_draft() -> None:
    """Of the north others have 6 at least by the district; by the years of the last release they have 11 at least."""
    mend(system(Tie("adds_up", 8, (6, 7))))


def test_without_that_sum_the_others_might_be_few() -> None:
    with pytest.raises(ReleaseStopped):
        mend(system())

"""Small random worlds of people, of which every possible one can be listed: what the auditor finds must be true of all.

A leaf is one kind of person. What is published of a world is some tables of its kinds, rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from tests.attacked_site import Made, Row, dimension

Counts = npt.NDArray[np.int64]
POLICY = {"smallest_shown": 3, "steps": [3, 6], "least_values": 3}
MOST_LEAVES, MOST_PEOPLE = 12, 6
RINGS = 0.1
BREAKDOWNS = (
    dimension("area", "area", {"total": ("N", "S"), "N": ("N1", "N2")}),
    dimension("age", sums={"total": ("child", "adult")}),
    dimension("sex", sums={"total": ("female", "male")}),
    dimension("form", "multi", {"total": ("any_answer", "unknown")}, {"any_answer": ("labour", "sexual")}),
)
LEAVES = {
    "area": ("N1", "N2", "S"),
    "age": ("child", "adult"),
    "sex": ("female", "male"),
    "form": ("labour", "sexual", "labour+sexual", "unknown"),
}


@dataclass(frozen=True)
class World:
    """Tables that are published of one world, by their breakdowns, and the leaves that people may be in."""

    tables: tuple[tuple[Row, ...], ...]
    leaves: tuple[dict[str, str], ...]

    def cells(self) -> list[tuple[tuple[Row, ...], tuple[str, ...]]]:
        """Every row of every table."""
        return [(table, values) for table in self.tables for values in product(*map(values_of, table))]

    def membership(self) -> Counts:
        """For every row of every table (in the order of `cells`), 1 for each leaf whose people it counts."""
        return np.array(
            [
                [int(all(map(holds, table, values, (leaf[by["name"]] for by in table)))) for leaf in self.leaves]
                for table, values in self.cells()
            ]
        )

    def made(self, counts: Counts, steps: Counts, name: str = "t") -> list[Made]:
        """The tables, each row told at its step, 0 for not at all."""
        told = iter([told_at(int(count), int(step)) for count, step in zip(counts, steps, strict=True)])
        return [
            Made(f"{name}{at}", table, {values: next(told) for values in product(*map(values_of, table))})
            for at, table in enumerate(self.tables)
        ]


def random_world(random: np.random.Generator) -> World:
    """Two or three tables of one or two breakdowns each, of at most so many leaves in all; some in a ring."""
    if random.random() < RINGS:
        ring = BREAKDOWNS[:3]
        leaves = tuple(dict(zip(("area", "age", "sex"), v, strict=True)) for v in product(*list(LEAVES.values())[:3]))
        return World(tuple(combinations(ring, 2)), leaves)
    while True:
        chosen = [BREAKDOWNS[at] for at in sorted(random.choice(len(BREAKDOWNS), random.integers(2, 4), replace=False))]
        names = [by["name"] for by in chosen]
        leaves = tuple(dict(zip(names, values, strict=True)) for values in product(*(LEAVES[name] for name in names)))
        plans = [*combinations(chosen, 2), *((by,) for by in chosen)]
        picked = random.choice(len(plans), min(len(plans), int(random.integers(2, 4))), replace=False)
        if len(leaves) <= MOST_LEAVES:
            return World(tuple(plans[at] for at in sorted(picked)), leaves)


@cache
def possible_worlds(leaves: int, people: int) -> Counts:
    """Every way in which so many people, or fewer, may be in the leaves: one row each."""
    rows = np.zeros((1, 0), dtype=np.int64)
    for _ in range(leaves):
        left = people - rows.sum(axis=1)
        repeated = np.repeat(rows, left + 1, axis=0)
        last = np.concatenate([np.arange(most + 1) for most in left])
        rows = np.column_stack([repeated, last])
    return rows


def ends(counts: Counts, steps: Counts) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """What is told of each count at its step."""
    rows = [told_at(int(count), int(step)) for count, step in zip(counts, steps, strict=True)]
    least = [0.0 if row["at_least"] is None else row["at_least"] for row in rows]
    most = [np.inf if row["at_most"] is None else row["at_most"] for row in rows]
    return np.array(least, dtype=float), np.array(most, dtype=float)


def told_at(count: int, step: int) -> Row:
    """A count at a step of the small policy of these worlds."""
    if step == 0:
        return {"count": None, "at_least": None, "at_most": None, "status": "withheld"}
    if count < step:
        return {"count": None, "at_least": 0, "at_most": step - 1, "status": "below"}
    told = (2 * count + step) // (2 * step) * step
    same = [other for other in range(step, count + step) if (2 * other + step) // (2 * step) * step == told]
    return {"count": told, "at_least": min(same), "at_most": max(same), "status": "shown"}


def values_of(by: Row) -> list[str]:
    """Every value of a breakdown."""
    families = [*by["partitions"].items(), *by["covers"].items()]
    return list(dict.fromkeys(value for whole, parts in families for value in (whole, *parts)))


def holds(by: Row, value: str, leaf: str) -> bool:
    """Whether a value counts the people of a leaf; a leaf of two words is counted under both."""
    if value in leaf.split("+"):
        return True
    parts = (*by["partitions"].get(value, ()), *by["covers"].get(value, ()))
    return any(holds(by, part, leaf) for part in parts)


def told_steps(random: np.random.Generator, keys: Sequence[object]) -> Counts:
    """A step for each row, the same for the same number."""
    drawn = {key: int(random.choice([3, 3, 3, 6, 0])) for key in dict.fromkeys(keys)}
    return np.array([drawn[key] for key in keys])

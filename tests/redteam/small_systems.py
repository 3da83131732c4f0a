"""Random small worlds: few people in few leaves, two or three linked tables of them, and perhaps an earlier release."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Literal

import pandas as pd

from pipelines.tables import CountedTable, Dimension
from tests.redteam.brute_force import Number

Leaf = tuple[str, ...]
Counts = dict[Leaf, int]
Names = tuple[str, ...]
Kind = Literal["one", "grows", "frozen", "rebase"]
TOTAL, THEN, NOW = "total", "2023", "2024"


@dataclass(frozen=True)
class Breakdown:
    """One dimension, and for each innermost value all values that somebody with it counts under."""

    dimension: Dimension
    under: dict[str, tuple[str, ...]]

    @property
    def values(self) -> tuple[str, ...]:
        """Every value of the dimension."""
        return tuple(dict.fromkeys((TOTAL, *(value for values in self.under.values() for value in values))))


def plain(name: str, kind: Literal["single", "period"], *values: str) -> Breakdown:
    """A dimension whose values add up to the total."""
    return Breakdown(Dimension(name, kind, {TOTAL: values}), {value: (value,) for value in values})


BREAKDOWNS = {
    "area": Breakdown(
        Dimension("area", "area", {TOTAL: ("N", "S"), "N": ("N1", "N2")}),
        {"N1": ("N1", "N"), "N2": ("N2", "N"), "S": ("S",)},
    ),
    "place": Breakdown(
        Dimension("place", "single", {TOTAL: ("any_answer", "unknown"), "any_answer": ("home", "work")}),
        {"home": ("home", "any_answer"), "work": ("work", "any_answer"), "unknown": ("unknown",)},
    ),
    "form": Breakdown(
        Dimension("form", "multi", {TOTAL: ("any_answer", "unknown")}, {"any_answer": ("labour", "sex")}),
        {
            "labour": ("labour", "any_answer"),
            "sex": ("sex", "any_answer"),
            "both": ("labour", "sex", "any_answer"),
            "unknown": ("unknown",),
        },
    ),
    "gender": plain("gender", "single", "female", "male"),
    "age": plain("age", "single", "child", "adult"),
    "period": plain("period", "period", THEN, NOW),
}
# Tables of two and of three breakdowns: side by side, linked, nested, and in a ring.
PLANS: dict[int, tuple[tuple[tuple[int, ...], ...], ...]] = {
    2: (((0,), (1,)), ((0, 1), (0,)), ((0, 1), (1,), (0,))),
    3: (
        ((0, 1), (1, 2)),
        ((0, 1), (2,)),
        ((0,), (1,), (2,)),
        ((0, 1), (1, 2), (2,)),
        ((0, 1, 2), (1,)),
        ((0, 1), (1, 2), (0, 2)),
    ),
}


@dataclass(frozen=True)
class Listing:
    """One table as its dimensions, and its cells with how many people are in each."""

    dimensions: tuple[Dimension, ...]
    rows: tuple[tuple[Leaf, int], ...]

    @property
    def names(self) -> Names:
        """The names of the dimensions."""
        return tuple(dimension.name for dimension in self.dimensions)

    @property
    def name(self) -> str:
        """The name of the table."""
        return "by_" + "_".join(self.names)

    def table(self) -> CountedTable:
        """The table as count hands it on."""
        frame = pd.DataFrame([(*cell, count) for cell, count in self.rows], columns=[*self.names, "count"])
        return CountedTable(self.name, "t", "person", "people", self.dimensions, frame.astype({"count": "int64"}))


@dataclass(frozen=True)
class World:
    """Breakdowns, tables of them, and how many people are in each leaf; `before`: in an earlier release."""

    names: Names
    plan: tuple[Names, ...]
    counts: Counts
    kind: Kind = "one"
    before: Counts = field(default_factory=dict)

    @property
    def leaves(self) -> list[Leaf]:
        """All leaves in order."""
        return list(self.counts)

    def cells(self, names: Names) -> Iterator[Leaf]:
        """Every cell of one table."""
        return product(*(BREAKDOWNS[name].values for name in names))

    def number(self, names: Sequence[str], cell: Sequence[str]) -> Number:
        """A cell as the leaves that it counts: 1 for each of them."""
        places = [self.names.index(name) for name in names]
        return tuple(
            int(all(is_in(name, leaf[at], value) for name, at, value in zip(names, places, cell, strict=True)))
            for leaf in self.leaves
        )

    def listings(self) -> list[Listing]:
        """The tables of the plan, counted."""
        return [self._listing(names, self.counts) for names in self.plan]

    def earlier(self) -> list[Listing]:
        """The tables as they were counted for the earlier release; of a later period they knew nothing."""
        found = [self._listing(names, self.before) for names in self.plan]
        return [_until_then(listing) for listing in found] if self.kind == "frozen" else found

    def _listing(self, names: Names, counts: Counts) -> Listing:
        people = list(counts.values())
        numbers = ((cell, self.number(names, cell)) for cell in self.cells(names))
        rows = tuple(
            (cell, sum(w * count for w, count in zip(number, people, strict=True))) for cell, number in numbers
        )
        return Listing(tuple(BREAKDOWNS[name].dimension for name in names), rows)


def _until_then(listing: Listing) -> Listing:
    if "period" not in listing.names:
        return listing
    known = tuple(plain("period", "period", THEN).dimension if d.name == "period" else d for d in listing.dimensions)
    return Listing(known, tuple((cell, count) for cell, count in listing.rows if NOW not in cell))


def is_in(name: str, leaf: str, value: str) -> bool:
    """Whether somebody with an innermost value counts under a value."""
    return value == TOTAL or value in BREAKDOWNS[name].under[leaf]


def draw(seed: str, kind: Kind, most_leaves: int, highest: int) -> World:
    """One world of at most so many leaves, with at most so many people in each: the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311  # a seed makes the same world everywhere
    names: list[str] = []
    while not names or prod(len(BREAKDOWNS[name].under) for name in names) > most_leaves:
        names = dice.sample(sorted(BREAKDOWNS), dice.choice((2, 2, 3)))
        names = names if kind != "frozen" or "period" in names else []
    plan = tuple(tuple(names[place] for place in table) for table in dice.choice(PLANS[len(names)]))
    leaves = list(product(*(BREAKDOWNS[name].under for name in names)))
    counts = {leaf: dice.randint(0, dice.choice((0, 1, 2, highest))) for leaf in leaves}
    before = {leaf: _before(dice, kind, leaf, count) for leaf, count in counts.items()} if kind != "one" else {}
    return World(tuple(names), plan, counts, kind, before)


def _before(dice: random.Random, kind: Kind, leaf: Leaf, count: int) -> int:
    """How many were counted earlier: all of an earlier period, or all but a few; in a re-base a few may have gone."""
    if kind == "frozen":
        return count if THEN in leaf else 0
    changed = dice.choice((0, 0, 0, 1, 2) if kind == "grows" else (0, 0, 0, 1, -1))
    return max(count - changed, 0)

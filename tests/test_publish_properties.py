"""For any linked tables: an attacker who knows everything that is shown cannot narrow a small count down.

The attacker here shares no code with the protection: a cell is the set of innermost cells that it sums.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pipelines.publish import Policy, protect
from pipelines.tables import CountedTable, Dimension

SHAPE = {"a": ("a1", "a2", "a3"), "b": ("b1", "b2"), "c": ("c1", "c2")}
DIMENSIONS = {
    "a": Dimension("a", "single", {"total": ("any_answer", "a3"), "any_answer": ("a1", "a2")}),
    "b": Dimension("b", "single", {"total": ("b1", "b2")}),
    "c": Dimension("c", "multi", {"total": ("any_answer", "unknown")}, {"any_answer": ("c1", "c2")}),
}
# Innermost cells of dimension c: people who said c1, c2, both, or nothing.
SAID = {"c1": ("c1",), "c2": ("c2",), "both": ("c1", "c2"), "unknown": ()}
INNER = list(itertools.product(SHAPE["a"], SHAPE["b"], SAID))
PLANS = [(("a", "b"), ("b", "c")), (("a", "c"), ("c",)), (("a", "b"), ("b", "c"), ("a", "c")), (("a", "b", "c"),)]
Leaves = frozenset[tuple[str, str, str]]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class System:
    """The cells an attacker sees, by their leaves, and what he knows of them: rows with least and most."""

    cells: list[Leaves]
    rows: list[tuple[dict[Leaves, float], float, float]]


def is_in(leaf: tuple[str, str, str], name: str, value: str) -> bool:
    part = leaf["abc".index(name)]
    if value in {"total", part}:
        return True
    if name == "a":
        return value == "any_answer" and part in {"a1", "a2"}
    return name == "c" and (value in SAID[part] or (value == "any_answer" and bool(SAID[part])))


def values(name: str) -> list[str]:
    return ["total", *(v for v in ("any_answer", "unknown") if v in str(DIMENSIONS[name])), *SHAPE[name]]


def leaves_of(names: tuple[str, ...], cell: tuple[str, ...]) -> Leaves:
    return frozenset(leaf for leaf in INNER if all(is_in(leaf, n, v) for n, v in zip(names, cell, strict=True)))


def system(plan: tuple[tuple[str, ...], ...]) -> System:
    cells: dict[Leaves, None] = {}
    rows: list[tuple[dict[Leaves, float], float, float]] = []
    for names in plan:
        grid = list(itertools.product(*(values(name) for name in names)))
        cells |= dict.fromkeys(leaves_of(names, cell) for cell in grid)
        for position, cell in itertools.product(range(len(names)), grid):
            rows.extend(knowledge(names, position, cell))
    return System(list(cells), rows)


def knowledge(
    names: tuple[str, ...], position: int, cell: tuple[str, ...]
) -> Iterator[tuple[dict[Leaves, float], float, float]]:
    def other(value: str) -> Leaves:
        return leaves_of(names, (*cell[:position], value, *cell[position + 1 :]))

    dimension, whole = DIMENSIONS[names[position]], cell[position]
    if whole in dimension.partitions:
        yield {other(whole): -1.0, **{other(part): 1.0 for part in dimension.partitions[whole]}}, 0.0, 0.0
    if whole in dimension.covers:
        parts = dimension.covers[whole]
        yield {other(whole): -1.0, **{other(part): 1.0 for part in parts}}, 0.0, np.inf
        yield from (({other(whole): 1.0, other(part): -1.0}, 0.0, np.inf) for part in parts)


def bound(known: System, limits: dict[Leaves, tuple[float, float | None]], cell: Leaves, sign: int) -> float:
    """The least (sign 1) or the most (sign -1) that a cell can be, in a linear program of its own."""
    place = {each: number for number, each in enumerate(known.cells)}
    upper: list[Numbers] = []
    equal: list[Numbers] = []
    for row, _, most in known.rows:
        line = np.zeros(len(place))
        for each, factor in row.items():
            line[place[each]] = factor
        (upper if most else equal).append(-line if most else line)
    goal = np.zeros(len(place))
    goal[place[cell]] = sign
    found = linprog(
        goal,
        A_ub=np.array(upper) if upper else None,
        b_ub=np.zeros(len(upper)) if upper else None,
        A_eq=np.array(equal),
        b_eq=np.zeros(len(equal)),
        bounds=[limits[each] for each in known.cells],
    )
    assert found.status in {0, 3}, found.message
    return sign * float(found.fun) if found.status == 0 else -sign * np.inf


def counted(names: tuple[str, ...], people: dict[tuple[str, str, str], int]) -> CountedTable:
    grid = list(itertools.product(*(values(name) for name in names)))
    counts = [sum(people[leaf] for leaf in leaves_of(names, cell)) for cell in grid]
    frame = pd.DataFrame(grid, columns=list(names)).assign(count=np.array(counts, dtype="int64"))
    dimensions = tuple(DIMENSIONS[name] for name in names)
    return CountedTable("_".join(names), "t", "person", "people", dimensions, frame)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    plan=st.sampled_from(PLANS),
    threshold=st.sampled_from([3, 5, 10]),
    numbers=st.lists(
        st.one_of(st.integers(0, 4), st.integers(0, 15), st.integers(0, 60)),
        min_size=len(INNER),
        max_size=len(INNER),
    ),
)
def test_no_small_count_can_be_narrowed_down(
    plan: tuple[tuple[str, ...], ...], threshold: int, numbers: list[int]
) -> None:
    people = dict(zip(INNER, numbers, strict=True))
    known, truth = system(plan), {}
    limits: dict[Leaves, tuple[float, float | None]] = {}
    markers: dict[Leaves, tuple[float, float | None]] = {}
    for protected in protect([counted(names, people) for names in plan], Policy(threshold)).tables:
        names = tuple(dimension.name for dimension in protected.table.dimensions)
        for row in protected.frame.itertuples(index=False):
            cell = leaves_of(names, tuple(getattr(row, name) for name in names))
            truth[cell] = sum(people[leaf] for leaf in cell)
            is_shown = row.status == "shown"
            limit = (truth[cell], truth[cell]) if is_shown else (1, None)
            assert limits.setdefault(cell, limit) == limit, "the same cell is shown in one table and hidden in another"
            assert truth[cell] == 0 or not (is_shown and truth[cell] < threshold)
            assert is_shown or truth[cell] > 0
            markers[cell] = (1, None) if truth[cell] else (0, 0)
    for cell in (cell for cell in known.cells if limits[cell][1] is None):
        least, most = bound(known, limits, cell, 1), bound(known, limits, cell, -1)
        if truth[cell] < threshold:
            assert most >= threshold - 1 - 1e-6
            assert least <= max(1.0, bound(known, markers, cell, 1)) + 1e-6
        else:
            assert np.floor(most + 1e-6) > np.ceil(least - 1e-6)

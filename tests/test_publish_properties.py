"""For any linked tables: an attacker who knows everything that is told cannot narrow a small count down.

The attacker here shares no code with the protection: a cell is the set of innermost cells that it sums, and these
are the unknowns, so that no table that people could not form counts as possible.
"""

import itertools

import numpy as np
import numpy.typing as npt
import pandas as pd
from hypothesis import Phase, given, settings
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
# Shrinking a failing example solves thousands of programs; the numbers are small enough to read as they are.
NO_SHRINKING = (Phase.explicit, Phase.generate)
PLANS = [(("a", "b"), ("b", "c")), (("a", "c"), ("c",)), (("a", "b"), ("b", "c"), ("a", "c")), (("a", "b", "c"),)]
Leaves = frozenset[tuple[str, str, str]]
Counts = npt.NDArray[np.float64]


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


def bound(limits: dict[Leaves, tuple[float, float]], cell: Leaves, sign: int) -> tuple[float, Counts]:
    """The least (sign 1) or the most (sign -1) that a cell can be, and the innermost cells of which it is then.

    A linear program over the innermost cells; where there is no end, there are none to show.
    """
    facts = np.array([[leaf in each for leaf in INNER] for each in limits], dtype=float)
    ends = np.array(list(limits.values()))
    told = np.isfinite(ends[:, 1])
    goal = sign * np.array([float(leaf in cell) for leaf in INNER])
    found = linprog(goal, A_ub=np.vstack([-facts, facts[told]]), b_ub=np.concatenate([-ends[:, 0], ends[told, 1]]))
    assert found.status in {0, 3}, found.message
    if found.status == 3:
        return -sign * np.inf, np.zeros((0, len(INNER)))
    return sign * float(found.fun), found.x[None, :]


def counted(names: tuple[str, ...], people: dict[tuple[str, str, str], int]) -> CountedTable:
    grid = list(itertools.product(*(values(name) for name in names)))
    counts = [sum(people[leaf] for leaf in leaves_of(names, cell)) for cell in grid]
    frame = pd.DataFrame(grid, columns=list(names)).assign(count=np.array(counts, dtype="int64"))
    dimensions = tuple(DIMENSIONS[name] for name in names)
    return CountedTable("_".join(names), "t", "person", "people", dimensions, frame)


@settings(max_examples=80, deadline=None, derandomize=True, phases=NO_SHRINKING)
@given(
    plan=st.sampled_from(PLANS),
    small=st.sampled_from([6, 10]),
    numbers=st.lists(
        st.one_of(st.integers(0, 4), st.integers(0, 15), st.integers(0, 60)),
        min_size=len(INNER),
        max_size=len(INNER),
    ),
)
def test_no_small_count_can_be_narrowed_down(plan: tuple[tuple[str, ...], ...], small: int, numbers: list[int]) -> None:
    people = dict(zip(INNER, numbers, strict=True))
    limits: dict[Leaves, tuple[float, float]] = {}
    policy = Policy(smallest_shown=small, steps=(small, 2 * small, 5 * small))
    for protected in protect([counted(names, people) for names in plan], policy).tables:
        names = tuple(dimension.name for dimension in protected.table.dimensions)
        for row in protected.frame.to_dict("records"):
            cell = leaves_of(names, tuple(row[name] for name in names))
            limit = (0.0, np.inf) if row["status"] == "withheld" else (float(row["at_least"]), float(row["at_most"]))
            assert limits.setdefault(cell, limit) == limit, "the same cell is told in two ways"
            assert limit[0] <= sum(people[leaf] for leaf in cell) <= limit[1], "what is told is true"
            assert (row["status"] == "shown") == (limit[0] >= small)
    seen: Counts = np.zeros((0, len(INNER)))  # what was possible for one cell is for all others
    for cell in (cell for cell in limits if limits[cell][0] < small):
        possible = seen @ np.array([float(leaf in cell) for leaf in INNER])
        if possible.min(initial=np.inf) <= 1e-6 and possible.max(initial=0) >= 4 - 1e-6:
            continue
        (least, low), (most, high) = bound(limits, cell, 1), bound(limits, cell, -1)
        seen = np.concatenate([seen, low, high])
        assert least >= small - 1e-6 or (least <= 1e-6 and most >= 4 - 1e-6), (cell, least, most)

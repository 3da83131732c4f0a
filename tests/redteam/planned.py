"""A small made-up community counted in linked tables, through the one door and onto pages."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.publish import Policy, Report, publish
from pipelines.show import show
from pipelines.tables import CountedTable, Dimension
from tests.published_words import release, shapes
from tests.redteam.planted import Site

Leaf = tuple[str, str, str, str]
# How many people there are of each combination of area, gender, age group and year.
People = Mapping[Leaf, int]
NAMES = ("area", "gender", "age_group", "period")
AREA = Dimension("area", "area", {"total": ("X", "unknown"), "X": ("X1", "X2", "X3")})
GENDER = Dimension("gender", "single", {"total": ("any_answer", "unknown"), "any_answer": ("female", "male")})
AGE = Dimension("age_group", "single", {"total": ("any_answer", "unknown"), "any_answer": ("child", "adult")})
PERIOD = Dimension("period", "period", {"total": ("2023", "2024")})
# Every step to which numbers are rounded.
STEPS = (10, 20, 50)
PLAN: dict[str, tuple[Dimension, ...]] = {
    "people_by_age_and_gender": (AGE, GENDER),
    "people_by_area": (AREA, PERIOD),
    "people_by_area_and_gender": (AREA, GENDER),
}


def made_up(seed: int) -> dict[Leaf, int]:
    """About 500 people, most of them in one area; some combinations are rare and some do not occur."""
    random = np.random.default_rng(seed)
    weights = {"X1": 20, "X2": 5, "X3": 1, "unknown": 1, "female": 4, "male": 2, "child": 1, "adult": 4}
    leaves = itertools.product(leaves_of(AREA), leaves_of(GENDER), leaves_of(AGE), leaves_of(PERIOD))
    return {leaf: int(random.poisson(np.prod([weights.get(v, 1) for v in leaf]) / 4)) for leaf in leaves}


def leaves_of(dimension: Dimension) -> list[str]:
    wholes = dimension.partitions
    return [part for parts in wholes.values() for part in parts if part not in wholes]


def counted(name: str, dimensions: Sequence[Dimension], people: People, **more: Any) -> CountedTable:
    """A table with every total worked out, and every zero as a row."""
    at = [NAMES.index(dimension.name) for dimension in dimensions]
    counts: Counter[tuple[str, ...]] = Counter()
    for leaf, count in people.items():
        for cell in itertools.product(*(above(d, leaf[i]) for d, i in zip(dimensions, at, strict=True))):
            counts[cell] += count
    values = [dict.fromkeys(v for w, parts in d.partitions.items() for v in (w, *parts)) for d in dimensions]
    grid = list(itertools.product(*values))
    frame = pd.DataFrame(grid, columns=[d.name for d in dimensions])
    numbers = np.array([counts[cell] for cell in grid], dtype="int64")
    title = name.replace("_", " ").capitalize()
    return CountedTable(name, title, "person", "people", tuple(dimensions), frame.assign(count=numbers), **more)


def above(dimension: Dimension, value: str) -> list[str]:
    """The value and every whole that it is a part of."""
    wholes = [whole for whole, parts in dimension.partitions.items() if value in parts]
    return [value, *(upper for whole in wholes for upper in above(dimension, whole))]


def tables_of(people: People) -> list[CountedTable]:
    return [counted(name, dimensions, people) for name, dimensions in PLAN.items()]


def cells(people: People) -> npt.NDArray[np.int64]:
    """The number of every cell of every table."""
    leaves, counted_in = _incidence()
    found: npt.NDArray[np.int64] = counted_in @ np.array([people[leaf] for leaf in leaves], dtype=np.int64)
    return found


@cache
def _incidence() -> tuple[list[Leaf], npt.NDArray[np.int64]]:
    """Which cells count which combination."""
    leaves = sorted(made_up(1))
    nobody = dict.fromkeys(leaves, 0)
    columns = [[*pd.concat([table.frame for table in tables_of({**nobody, leaf: 1})])["count"]] for leaf in leaves]
    return leaves, np.array(columns, dtype=np.int64).T


def is_told_alike(people: People, others: People) -> bool:
    """Whether the same is told of every cell, however coarsely."""
    return all(np.array_equal(_told(cells(people), step), _told(cells(others), step)) for step in STEPS)


def _told(counts: npt.NDArray[np.int64], step: int) -> npt.NDArray[np.int64]:
    """Below the step, or the nearest multiple, half up."""
    return np.where(counts < step, 0, (2 * counts + step) // (2 * step))


def published(
    tables: Sequence[CountedTable],
    folder: Path,
    policy: Policy | None = None,
    told: Mapping[str, Any] | None = None,
    **more: Any,
) -> Report:
    """The tables through the one door; `told` is what release.json says beside them."""
    said = dict(told or release())
    return publish(tables, policy or Policy(), said, said["areas"], folder, shapes=shapes(), **more)


def built(tables: Sequence[CountedTable], folder: Path, policy: Policy | None = None, **more: Any) -> Site:
    """The pages of the tables."""
    published(tables, folder / "published", policy, **more)
    show(folder / "published", folder / "site")
    return Site(folder / "site")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

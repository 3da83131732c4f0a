"""Two confidential data sets with equal facts build byte-identical sites: what else could tell them apart is not there.

Axes, sizes, colours, orders, witnesses, names of files and numbers of rows are all held to this at once.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import pipelines.publish
from pipelines.publish.write import write_table
from tests.redteam.planned import NAMES, PLAN, Leaf, built, cells, contents, is_told_alike, made_up, tables_of


def other_people(people: dict[Leaf, int], seed: int) -> dict[Leaf, int]:
    """Other people of whom the same is told: changed one by one, as long as every fact stays."""
    random = np.random.default_rng(seed)
    changed, leaves = dict(people), sorted(people)
    for _ in range(2000):
        first, second = random.choice(len(leaves), 2, replace=False)
        tried = dict(changed)
        tried[leaves[first]] += 1
        tried[leaves[second]] -= int(random.integers(2))
        if tried[leaves[second]] >= 0 and is_told_alike(tried, people):
            changed = tried
    return changed


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_equal_facts_build_the_same_bytes(seed: int, tmp_path: Path) -> None:
    people = made_up(seed)
    others = other_people(people, seed)
    different = [(a, b) for a, b in zip(cells(people), cells(others), strict=True) if a != b]
    assert any(min(pair) < 10 for pair in different), "they have to differ in numbers that nobody may know"
    assert len(different) >= 10
    first, second = built(tables_of(people), tmp_path / "a"), built(tables_of(others), tmp_path / "b")
    assert contents(first.root) == contents(second.root)
    assert contents(tmp_path / "a" / "published") == contents(tmp_path / "b" / "published")


def test_nobody_in_a_place_builds_the_same_bytes_as_somebody(tmp_path: Path) -> None:
    """One person moves into a place where nobody was."""
    for seed in range(1, 40):
        empty = {leaf: 0 if leaf[0] == "X3" else count for leaf, count in made_up(seed).items()}
        some = dict(empty)
        some["X3", "female", "adult", "2024"] += 1
        some["X1", "female", "adult", "2024"] -= 1
        if is_told_alike(empty, some):
            break
    assert is_told_alike(empty, some)
    first, second = built(tables_of(empty), tmp_path / "a"), built(tables_of(some), tmp_path / "b")
    assert contents(first.root) == contents(second.root)


LEAKS = ("sorted by the true numbers", "as many rows as there are people", "a type that the true numbers have")


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_difference_is_seen(leak: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = made_up(1)
    others = other_people(people, 1)
    for folder, confidential in (("a", people), ("b", others)):
        true = {table.name: table.frame.set_index([d.name for d in PLAN[table.name]])["count"]
                for table in tables_of(confidential)}  # fmt: skip

        def leaky(place: Path, name: str, frame: pd.DataFrame, true: dict[str, Any] = true) -> None:
            write_table(place, name, told_with(leak, frame, true[name]))

        with monkeypatch.context() as patch:
            patch.setattr(pipelines.publish, "write_table", leaky)
            built(tables_of(confidential), tmp_path / folder)
    assert contents(tmp_path / "a" / "site") != contents(tmp_path / "b" / "site")


def told_with(leak: str, frame: pd.DataFrame, true: "pd.Series[int]") -> pd.DataFrame:
    names = [name for name in frame.columns if name in NAMES]
    counts = true.reindex(pd.MultiIndex.from_frame(frame[names])).to_numpy()
    if leak == LEAKS[0]:
        return frame.iloc[np.argsort(counts, kind="stable")]
    if leak == LEAKS[1]:
        return pd.concat([frame, frame.iloc[: int(counts[counts < 10].sum())]])
    return frame.assign(count=frame["count"].astype("Float64") + counts / 2**40)

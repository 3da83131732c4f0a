"""The proof of a release with gaps: made from what is told alone, checked by adding up, refused where a gap is open."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from pipelines.audit import audit
from pipelines.publish import Earlier, Policy, protect, publish
from pipelines.publish.cells import list_cells
from pipelines.publish.exact import Gaps, prove_gaps
from pipelines.publish.intervals import EXACT, WITHHELD
from pipelines.publish.quantity import Goal
from pipelines.publish.system import System
from pipelines.tables import CountedTable, Dimension
from pipelines.verify import verify
from schemas.problems import ReleaseStopped
from tests.test_publish import rows, table

KIND = Dimension("kind", "single", {"total": ("a", "b", "c")})
PLACE = Dimension("place", "area", {"total": ("n", "s", "w")})
AGE = Dimension("age", "single", {"total": ("young", "old")})
Leaves = dict[tuple[str, ...], int]


def proved(tables: list[CountedTable], gaps: set[str], *, is_banded: bool = True) -> list[Gaps]:
    """The proof of tables with these gaps, which nobody has chosen with care."""
    cells = list_cells(tables)
    system = System.of(cells, 10)
    for cell, (_, pairs) in enumerate(cells.keys):
        is_gap = (" ".join(sorted(value for _, value in pairs)) or "total") in gaps
        system.set_step(cell, WITHHELD if is_gap else EXACT)
        system.least[cell] = max(system.least[cell], 0.0 if is_banded or not is_gap else 1.0)
    return list(prove_gaps(system, Goal(10, 4), is_banded=is_banded))


def is_refused(tables: list[CountedTable], gaps: set[str], *, is_banded: bool = True) -> bool:
    try:
        proved(tables, gaps, is_banded=is_banded)
    except ReleaseStopped as stopped:
        return [problem.code for problem in stopped.problems] == ["TIP-E306"]
    return False


@pytest.mark.parametrize(
    ("counts", "gaps", "is_banded", "is_open"),
    [
        ({"a": 4, "b": 40, "c": 50}, {"a", "b"}, True, True),
        ({"a": 4, "b": 40, "c": 50}, {"a"}, True, False),
        ({"a": 4, "b": 40, "c": 50}, set(), True, False),
        ({"a": 2, "b": 1, "c": 50}, {"a", "b"}, True, False),
        ({"a": 2, "b": 2, "c": 50}, {"a", "b"}, True, True),
        ({"a": 2, "b": 2, "c": 50}, {"a", "b"}, False, False),
        ({"a": 3, "b": 3, "c": 50}, {"a", "b"}, False, True),
        ({"a": 0, "b": 40, "c": 50}, set(), True, False),
        ({"a": 0, "b": 40, "c": 50}, set(), False, True),
    ],
)
def test_each_gap_is_shown_to_be_open_or_nothing_leaves(
    counts: Mapping[str, int], gaps: set[str], *, is_banded: bool, is_open: bool
) -> None:
    one = rows("t", KIND, {"total": sum(counts.values()), **counts})
    assert is_refused([one], gaps, is_banded=is_banded) != is_open


@pytest.mark.parametrize(("more", "is_open"), [(5, False), (6, True)])
def test_a_gap_that_is_not_nought_must_be_possibly_no_small_number(more: int, *, is_open: bool) -> None:
    """Here a n + a s = 4 + more and a n + b n = 8: a s is more - 4 at least, and 4 + more at most."""
    leaves: Leaves = {("a", "n"): 4, ("a", "s"): more, ("a", "w"): 10, ("b", "n"): 4, ("b", "s"): 20, ("c", "n"): 10}
    both = table("t", (KIND, PLACE), leaves | {("b", "w"): 10, ("c", "s"): 10, ("c", "w"): 10})
    assert is_refused([both], {"a n", "a s", "b n", "b s"}) != is_open


def test_witnesses_agree_with_all_that_is_told_and_follow_from_it_alone() -> None:
    found = []
    for four in (4, 5):
        leaves: Leaves = {("a", "n"): four, ("a", "s"): 20 - four, ("b", "n"): 20 - four, ("b", "s"): 10 + four}
        others: Leaves = {(kind, place): 40 for kind in "abc" for place in "nsw" if (kind, place) not in leaves}
        [gaps] = proved([table("t", (KIND, PLACE), leaves | others)], {"a n", "a s", "b n", "b s"})
        assert all(gaps.program.agrees(witness) for witness in gaps.witnesses)
        values = gaps.matrix @ np.array(gaps.needed()).T
        assert (values.max(axis=1) - values.min(axis=1) >= 4).all()
        assert (values == np.rint(values)).all()
        found.append(gaps.needed())
    assert np.array_equal(found[0], found[1]), "the same facts, and other people: the same proof"


def people() -> CountedTable:
    """Two small numbers, three zeros, and large ones around them."""
    north: Leaves = {("a", "n"): 4, ("b", "n"): 31}
    south: Leaves = {("a", "s"): 40, ("b", "s"): 25, ("c", "s"): 7}
    return table("people", (KIND, PLACE), north | south | {("b", "w"): 18, ("c", "w"): 60})


def written(folder: Path, policy: Policy, tables: list[CountedTable], earlier: tuple[Earlier, ...] = ()) -> Path:
    rules = {"profile": policy.profile, "policy": policy.model_dump(mode="json", exclude={"allow"})}
    release = {"release": {"id": "2024", "kind": "release", "period": "2024"}, "labels": {}, **rules}
    publish(tables, policy, release, (), folder, earlier=earlier)
    return folder


@pytest.mark.parametrize("zeros", ["banded", "shown"])
def test_a_release_with_gaps_proves_itself(zeros: str, tmp_path: Path) -> None:
    policy = Policy(profile="exact", zeros=zeros, providers=False)  # type: ignore[arg-type]  # one of its two words
    folder = written(tmp_path / "out", policy, [people()])
    hidden = protect([people()], policy).report.told["hidden"]
    assert hidden >= 4
    assert verify(folder).quantities == hidden
    assert audit(folder).is_safe


def test_a_release_with_gaps_does_not_follow_another_one(tmp_path: Path) -> None:
    policy = Policy(profile="exact")
    before = Earlier("2023", written(tmp_path / "before", policy, [people()]), "release", "2023-12")
    with pytest.raises(ReleaseStopped, match="TIP-E311"):
        written(tmp_path / "now", policy, [people()], (before,))
    assert not (tmp_path / "now").exists()


def test_exact_tables_in_a_ring_are_refused() -> None:
    ring = [
        table(f"t{at}", pair, {tuple(one.partitions["total"][0] for one in pair): 50})
        for at, pair in enumerate([(KIND, PLACE), (PLACE, AGE), (KIND, AGE)])
    ]
    with pytest.raises(ReleaseStopped) as stopped:
        protect(ring, Policy(profile="exact"))
    [problem] = stopped.value.problems
    assert problem.code == "TIP-E312"
    assert "age, kind, place" in problem.says

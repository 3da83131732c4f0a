"""The auditor on exact counts with gaps, on counts with noise, and on tables that are linked in a circle."""

from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipelines.audit import Audited, audit, joint
from pipelines.audit.quantities import HIDDEN as HIDDEN_ONE
from pipelines.audit.quantities import Quantities, Quantity
from pipelines.audit.rule import Rule
from schemas.problems import ReleaseStopped
from tests.attacked_site import AREA, HIDDEN, SEX, SILENT, Made, Row, at, dimension, exactly, line, write_site

FOUR = dimension("area", "area", {"total": ("N", "S", "E", "W")})
EXACT = {"profile": "exact", "policy": {"zeros": "shown"}}


def attacked(folder: Path, *tables: Made, **release: Any) -> Audited:
    return audit(write_site(folder / "site", tables, **release))


def whys(found: Audited) -> list[str]:
    return [what for what, _ in found.disclosures]


def test_a_gap_needs_five_possible_numbers(tmp_path: Path) -> None:
    rows = {"total": exactly(30), "N": exactly(14), "S": HIDDEN, "E": HIDDEN, "W": exactly(10)}
    assert attacked(tmp_path / "wide", line("area", FOUR, rows), **EXACT).is_safe
    found = attacked(tmp_path / "narrow", line("area", FOUR, {**rows, "total": exactly(29)}), **EXACT)
    assert whys(found) == ["(area: area=S) is 1 to 4", "(area: area=E) is 1 to 4"]
    found = attacked(tmp_path / "alone", line("area", FOUR, {**rows, "E": exactly(0)}), **EXACT)
    assert whys(found) == ["(area: area=S) is exactly 6"]


def test_where_zeros_are_shown_a_gap_says_that_somebody_is_there(tmp_path: Path) -> None:
    rows = {"total": exactly(26), "N": exactly(14), "S": HIDDEN, "E": HIDDEN, "W": exactly(10)}
    found = attacked(tmp_path, line("area", FOUR, rows), **EXACT)
    assert whys(found) == ["(area: area=S) is exactly 1", "(area: area=E) is exactly 1"]


def test_where_zeros_are_hidden_a_gap_may_not_be_a_small_number_for_sure(tmp_path: Path) -> None:
    rows = {"total": exactly(36), "N": exactly(14), "S": HIDDEN, "E": HIDDEN, "W": exactly(10)}
    sexes = line("north", SEX, {"total": exactly(14), "female": exactly(14), "male": exactly(0)}, fixed={"area": "N"})
    banded = {"profile": "exact"}
    assert attacked(tmp_path / "safe", line("area", FOUR, rows), **banded).is_safe
    found = attacked(tmp_path / "zero", line("area", FOUR, rows), sexes, **banded)
    assert whys(found) == ["(north: area=N, sex=male) is exactly 0"]
    south = line("south", SEX, {"total": HIDDEN, "female": exactly(11), "male": HIDDEN}, fixed={"area": "S"})
    found = attacked(tmp_path / "four", line("area", FOUR, {**rows, "total": exactly(24 + 11 + 3)}), south, **banded)
    assert whys(found) == [
        "(area: area=S) is 11 to 14",
        "(area: area=E) is 0 to 3",
        "(south: area=S, sex=male) is 0 to 3",
    ]


@pytest.mark.parametrize(
    ("zeros", "low", "high", "is_safe"),
    [
        ("banded", 0, 4, True),
        ("banded", 1, 9, False),
        ("banded", 1, 10, True),
        ("shown", 1, 9, True),
        ("shown", 1, 4, False),
    ],
)
def test_what_must_stay_possible_of_a_gap(zeros: str, low: int, high: int, *, is_safe: bool) -> None:
    rule = Rule.of({"policy": {"profile": "exact", "zeros": zeros}})
    lacks = Quantities([Quantity(HIDDEN_ONE, 0)], 1, rule).lacks(np.array([float(low)]), np.array([float(high)]))
    assert any(side[0] for side in lacks) != is_safe


@pytest.mark.parametrize(("count", "is_safe"), [(10, True), (9, False), (1, False), (0, True)])
def test_a_small_count_may_not_stand_there(tmp_path: Path, count: int, *, is_safe: bool) -> None:
    rows = {"total": exactly(count + 40), "N": exactly(count), "S": exactly(40)}
    assert attacked(tmp_path, line("area", AREA, rows), **EXACT).is_safe == is_safe


def noisy(status: str = "noisy") -> Made:
    rows = {value: {"count": count, "error_95": 7, "status": status} for value, count in (("2023", 41), ("2024", -2))}
    return line("trend", dimension("period", "period"), rows)


def test_counts_with_noise_are_no_facts(tmp_path: Path) -> None:
    found = attacked(tmp_path, noisy(), profile="dp")
    assert found.is_safe
    assert found.cells == 2
    assert "noise" in found.notes[0]


def test_counts_without_noise_may_not_stand_beside_those_with_it(tmp_path: Path) -> None:
    for number, tables in enumerate(([noisy("shown")], [noisy(), line("area", AREA, {"total": at(60), "N": SILENT})])):
        with pytest.raises(ReleaseStopped) as stopped:
            attacked(tmp_path / str(number), *tables, profile="dp")
        assert stopped.value.problems[0].code == "TIP-E511"


def test_counts_with_noise_do_not_disturb_the_audit_of_others(tmp_path: Path) -> None:
    rows = {"total": at(103), "N": at(99), "S": at(4)}
    assert attacked(tmp_path, noisy(), line("area", AREA, rows)).cells == 3


def ring(size: int = 2) -> list[Made]:
    """Three tables of two words each of three breakdowns, every one with every other."""
    words = [dimension(name, sums={"total": [f"{name}{k}" for k in range(size)]}) for name in ("a", "b", "c")]
    tables = []
    for one, other in combinations(words, 2):
        rows: dict[tuple[str, ...], Row] = {}
        for left, right in product(*(by["partitions"]["total"] for by in (one, other))):
            rows[left, right] = at(12 if left[1:] == right[1:] else 0)
        for by, at_end in ((one, 0), (other, 1)):
            for value in by["partitions"]["total"]:
                rows[("total", value) if at_end else (value, "total")] = at(12)
        rows["total", "total"] = at(12 * size)
        tables.append(Made(f"{one['name']}_{other['name']}", (one, other), rows))
    return tables


def test_tables_in_a_circle_are_seen_through_the_cells_they_share(tmp_path: Path) -> None:
    found = attacked(tmp_path, *ring())
    assert not found.is_safe
    assert "(person, in no table: a=a0, b=b0, c=c0) is 1 to 14" in whys(found) or whys(found)


def test_too_large_a_circle_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint, "MOST_CELLS", 7)
    with pytest.raises(ReleaseStopped) as stopped:
        attacked(tmp_path, *ring())
    assert stopped.value.problems[0].code == "TIP-E510"


@pytest.mark.parametrize(
    ("edges", "is_cyclic"),
    [
        (["ab", "bc", "cd"], False),
        (["ab", "bc", "ca"], True),
        (["ab", "bc", "ca", "abc"], False),
        (["ab", "bc", "cd", "da", "e"], True),
        (["abc", "cd", "ce", "e"], False),
        ([], False),
    ],
)
def test_circles_are_those_that_cannot_be_taken_apart(edges: list[str], *, is_cyclic: bool) -> None:
    assert bool(joint.cyclic_core(map(frozenset, edges))) == is_cyclic

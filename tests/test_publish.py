"""What leaves through the one door: how every count is told, and that what gives a small one away is told less."""

import itertools
from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.publish import Policy, Protected, Provider, highs, protect
from pipelines.tables import CountedTable, Dimension
from schemas.problems import ReleaseStopped

GENDER = Dimension("gender", "single", {"total": ("any_answer", "unknown"), "any_answer": ("female", "male")})
KIND = Dimension("kind", "single", {"total": ("a", "b", "c")})


def table(name: str, dimensions: tuple[Dimension, ...], leaves: Mapping[tuple[str, ...], int]) -> CountedTable:
    """A whole table from the counts of its innermost cells: every total is worked out, and every zero is a row."""
    counts: Counter[tuple[str, ...]] = Counter()
    for leaf, count in leaves.items():
        for cell in itertools.product(*(wholes(d, value) for d, value in zip(dimensions, leaf, strict=True))):
            counts[cell] += count
    values = [dict.fromkeys(v for whole in d.partitions.items() for v in (whole[0], *whole[1])) for d in dimensions]
    grid = list(itertools.product(*values))
    frame = pd.DataFrame(grid, columns=[d.name for d in dimensions])
    return one(name, dimensions, frame.assign(count=np.array([counts[cell] for cell in grid], dtype="int64")))


def wholes(dimension: Dimension, value: str) -> list[str]:
    above = [whole for whole, parts in dimension.partitions.items() if value in parts]
    return [value, *(upper for whole in above for upper in wholes(dimension, whole))]


def one(name: str, dimensions: tuple[Dimension, ...], frame: pd.DataFrame, **more: Any) -> CountedTable:
    return CountedTable(name, name.title(), "person", "people", dimensions, frame, **more)


def rows(name: str, dimension: Dimension, counts: Mapping[str, int]) -> CountedTable:
    return one(name, (dimension,), pd.DataFrame({dimension.name: list(counts), "count": list(counts.values())}))


def told(protected: Protected, name: str) -> dict[str, tuple[str, float, float]]:
    """Status, least and most of every row of a table, by its values."""
    [each] = [one for one in protected.tables if one.table.name == name]
    names = [dimension.name for dimension in each.table.dimensions]
    return {
        " ".join(row[name] for name in names): (
            row["status"],
            0.0 if pd.isna(row["at_least"]) else float(row["at_least"]),
            np.inf if pd.isna(row["at_most"]) else float(row["at_most"]),
        )
        for row in each.frame.to_dict("records")
    }


@pytest.mark.parametrize(
    ("count", "status", "least", "most"),
    [(0, "below", 0, 9), (9, "below", 0, 9), (10, "shown", 10, 14), (15, "shown", 15, 24), (304, "shown", 295, 304)],
)
def test_a_small_count_is_a_band_and_every_other_one_is_rounded(count: int, status: str, least: int, most: int) -> None:
    company = 1000
    found = told(
        protect([rows("t", KIND, {"total": count + 2 * company, "a": count, "b": company, "c": company})], Policy()),
        "t",
    )
    assert found["a"] == (status, least, most)


def test_zeros_look_like_small_counts() -> None:
    one_there = protect([rows("t", KIND, {"total": 60, "a": 0, "b": 30, "c": 30})], Policy())
    nobody = protect([rows("t", KIND, {"total": 62, "a": 2, "b": 30, "c": 30})], Policy())
    pd.testing.assert_frame_equal(one_there.tables[0].frame, nobody.tables[0].frame)


def test_a_total_that_leaves_a_small_part_no_room_is_told_less() -> None:
    """15 to 24 in all and 10 to 14 men would say that there is a woman."""
    counts = {"total": 18, "any_answer": 18, "unknown": 0, "female": 6, "male": 12}
    found = told(protect([rows("t", GENDER, counts)], Policy()), "t")
    assert found["any_answer"][1] - found["male"][2] <= 0
    assert found["female"][:2] == ("below", 0)


def test_another_table_must_not_give_the_difference_away() -> None:
    coarse = Dimension("kind", "single", {"total": ("a", "b_or_c")})
    fine = rows("fine", KIND, {"total": 65, "a": 30, "b": 11, "c": 24})
    both = protect([fine, rows("coarse", coarse, {"total": 65, "a": 30, "b_or_c": 35})], Policy())
    b_or_c, b, c = told(both, "coarse")["b_or_c"], told(both, "fine")["b"], told(both, "fine")["c"]
    assert told(both, "fine")["total"] == told(both, "coarse")["total"]
    assert told(both, "fine")["a"] == told(both, "coarse")["a"]
    assert b_or_c[1] <= b[2] + c[2], "what is told of b and c together agrees with what is told of each"


def test_months_quarters_and_years_hold_together() -> None:
    months = tuple(f"2024-{month:02d}" for month in range(1, 7))
    period = Dimension(
        "period",
        "period",
        {"total": ("2024",), "2024": ("2024-Q1", "2024-Q2"), "2024-Q1": months[:3], "2024-Q2": months[3:]},
    )
    counts: dict[tuple[str, ...], int] = {
        (month,): count for month, count in zip(months, (14, 14, 9, 30, 30, 30), strict=True)
    }
    found = told(protect([table("t", (period,), counts)], Policy()), "t")
    assert found["2024-Q1"][1] <= found["2024-01"][2] + found["2024-02"][2], "the third month may be empty"
    assert found["total"] == found["2024"]


@pytest.mark.parametrize("whole", [30, 36])
def test_nobody_can_tell_that_all_of_a_group_share_a_word(whole: int) -> None:
    several = Dimension("kind", "multi", {"total": ("any_answer", "unknown")}, {"any_answer": ("x", "y", "z")})
    counts = {"total": whole + 20, "any_answer": whole, "unknown": 20, "x": whole, "y": 4, "z": 12}
    found = told(protect([rows("t", several, counts)], Policy()), "t")
    assert found["any_answer"][2] - found["x"][1] >= 4


def test_a_provider_cannot_subtract_its_own_cases() -> None:
    counts = {"total": 190, "a": 14, "b": 80, "c": 96}
    own = rows("t", KIND, {"total": 13, "a": 13, "b": 0, "c": 0})
    public = told(protect([rows("t", KIND, counts)], Policy()), "t")
    assert public["a"] == ("shown", 10, 14)
    found = told(protect([rows("t", KIND, counts)], Policy(), providers={"shelter": Provider([own])}), "t")
    assert found["a"][2] - 13 >= 4, "the provider of 13 of them cannot rule out four others"
    unasked = protect([rows("t", KIND, counts)], Policy(providers=False), providers={"shelter": Provider([own])})
    assert told(unasked, "t") == public
    nobody_else = Provider([own], frozenset({("person", "kind", "a")}))
    assert told(protect([rows("t", KIND, counts)], Policy(), providers={"shelter": nobody_else}), "t") == public


def test_values_of_a_group_are_worlds_of_their_own() -> None:
    found = told(protect([rows("t", Dimension("kind", "group"), {"a": 4, "b": 30})], Policy()), "t")
    assert found == {"a": ("below", 0, 9), "b": ("shown", 25, 34)}


def test_a_period_without_a_report_is_neither_zero_nor_small() -> None:
    period = Dimension("period", "period", {"total": ("2023", "2024")})
    frame = pd.DataFrame(
        {"period": ["2023", "2024", "total"], "count": [0, 40, 40], "is_reported": [False, True, True]}
    )
    found = told(protect([one("t", (period,), frame)], Policy()), "t")
    assert found["2023"] == ("not_reported", 0, np.inf)
    frame.loc[0, "count"] = 3
    with pytest.raises(ReleaseStopped, match="TIP-E309"):
        protect([one("t", (period,), frame.assign(count=[3, 40, 43]))], Policy())


def test_the_same_number_under_two_names_is_told_once() -> None:
    """A table of one value of a dimension, and one whose groups are whole universes, are tied to the others."""
    measure = Dimension("measure", "group")
    tallied = one(
        "all",
        (measure, KIND),
        pd.DataFrame([("x", k, n) for k, n in SUMMED.items()], columns=["measure", "kind", "count"]),
    )
    only_x = one(
        "x", (KIND,), pd.DataFrame({"kind": list(SUMMED), "count": list(SUMMED.values())}), fixed={"measure": "x"}
    )
    bound = one(
        "range",
        (Dimension("bound", "group"),),
        pd.DataFrame({"bound": ["linked"], "count": [74]}),
        universes={"linked": "person"},
    )
    people = rows("people", KIND, SUMMED)
    protected = protect([tallied, only_x, people, bound], Policy())
    assert len(protected.system.cells.counts) == 2 * len(SUMMED)
    with pytest.raises(ReleaseStopped, match="TIP-E300"):
        protect(
            [
                people,
                one(
                    "range",
                    (Dimension("bound", "group"),),
                    pd.DataFrame({"bound": ["linked"], "count": [75]}),
                    universes={"linked": "person"},
                ),
            ],
            Policy(),
        )


SUMMED = {"total": 74, "a": 4, "b": 30, "c": 40}


@pytest.mark.parametrize(
    ("code", "counts", "other"),
    [
        ("TIP-E300", {"total": 7770, "a": 2590, "b": 5180, "c": 0}, {"total": 7771, "a": 2591, "b": 5180, "c": 0}),
        ("TIP-E301", {"total": 5180, "a": -2590, "b": 7770, "c": 0}, None),
        ("TIP-E303", {"total": 7770, "a": 2590, "b": 5180}, None),
        ("TIP-E304", {"total": 7771, "a": 2590, "b": 5180, "c": 0}, None),
    ],
)
def test_tables_that_contradict_stop_the_release(
    code: str, counts: dict[str, int], other: dict[str, int] | None
) -> None:
    tables = [rows("first", KIND, counts), *([rows("second", KIND, other)] if other else [])]
    with pytest.raises(ReleaseStopped) as stopped:
        protect(tables, Policy())
    assert [problem.code for problem in stopped.value.problems] == [code]
    assert not any(number in str(stopped.value.problems) for number in ("7770", "7771", "2590", "5180"))


def test_a_row_twice_stops_the_release() -> None:
    frame = pd.DataFrame({"kind": ["a", "a"], "count": [20, 20]})
    with pytest.raises(ReleaseStopped, match="TIP-E302"):
        protect([one("t", (Dimension("kind", "group"),), frame)], Policy())


def test_a_solver_without_an_answer_stops_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(highs.OPTIONS, "time_limit", 0.0)
    with pytest.raises(ReleaseStopped, match="TIP-E305"):
        protect([rows("t", KIND, {"total": 74, "a": 4, "b": 30, "c": 40})], Policy())


def test_tables_in_a_ring_are_proved_with_the_table_that_they_imply() -> None:
    """Each pair of three breakdowns is published: whole numbers may agree with each and still come from nobody."""
    sides = [Dimension(name, "single", {"total": (f"{name}1", f"{name}2")}) for name in "klm"]
    leaves = {
        leaf: 3 + 9 * number
        for number, leaf in enumerate(itertools.product(*(side.partitions["total"] for side in sides)))
    }
    pairs: list[CountedTable] = []
    for one_side, other in itertools.combinations(range(3), 2):
        counts: Counter[tuple[str, ...]] = Counter()
        for leaf, count in leaves.items():
            counts[leaf[one_side], leaf[other]] += count
        pairs.append(table(f"t{one_side}{other}", (sides[one_side], sides[other]), counts))
    protected = protect(pairs, Policy())
    assert len(protected.system.others) == 8
    shown = protected.system
    assert (shown.least[: shown.own] <= shown.cells.counts).all()

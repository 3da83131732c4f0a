"""What leaves through the one door: which cells are hidden, what is derived, and what lies on the disk."""

import itertools
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.publish import Policy, protect, solver
from pipelines.publish.audit import Audit
from pipelines.publish.cells import Cells, Relation
from pipelines.publish.suppress import choose_hidden
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


def hidden_in(*tables: CountedTable, threshold: int = 10) -> list[set[str]]:
    """The labels of the hidden rows of each table."""
    found = []
    for each in protect(tables, Policy(threshold)).tables:
        frame = each.frame[each.frame["status"] == "hidden"]
        assert frame["count"].isna().all()
        found.append({" ".join(row) for row in frame[[d.name for d in each.table.dimensions]].itertuples(index=False)})
    return found


@pytest.mark.parametrize(("count", "company"), [(0, 0), (1, 1), (9, 1), (10, 0), (11, 0)])
def test_counts_from_1_to_9_are_hidden_with_one_other_part(count: int, company: int) -> None:
    [hidden] = hidden_in(rows("t", KIND, {"total": count + 30 + 40, "a": count, "b": 30, "c": 40}))
    assert ("a" in hidden) == bool(company)
    assert len(hidden - {"a"}) == company
    assert "total" not in hidden


def test_zeros_are_never_hidden_as_company() -> None:
    assert hidden_in(rows("t", KIND, {"total": 44, "a": 4, "b": 0, "c": 40})) == [{"a", "c"}]


def test_a_total_without_room_for_all_small_counts_is_hidden() -> None:
    assert hidden_in(rows("t", KIND, {"total": 1 + 1 + 8, "a": 1, "b": 1, "c": 8})) == [{"total", "a", "b", "c"}]


def test_another_table_must_not_give_the_difference_away() -> None:
    leaves: dict[tuple[str, ...], int] = {
        ("a", "female"): 4,
        ("a", "male"): 40,
        ("b", "female"): 50,
        ("b", "male"): 60,
        ("c", "male"): 70,
    }
    [by_both, by_gender] = hidden_in(
        table("both", (KIND, GENDER), leaves),
        table("gender", (GENDER,), {("female",): 4 + 50, ("male",): 40 + 60 + 70}),
    )
    assert by_gender == set(), "the inner cells are enough"
    assert {"a female", "a male", "b female", "b male"} <= by_both
    coarse = Dimension("kind", "single", {"total": ("a", "b_or_c")})
    [_, by_kind] = hidden_in(
        rows("fine", KIND, {"total": 4 + 5 + 90, "a": 4, "b": 5, "c": 90}),
        rows("coarse", coarse, {"total": 4 + 5 + 90, "a": 4, "b_or_c": 5 + 90}),
    )
    assert by_kind == {"a", "b_or_c"}


def test_months_quarters_and_years_hold_together() -> None:
    months = tuple(f"2024-{month:02d}" for month in range(1, 7))
    period = Dimension(
        "period",
        "period",
        {"total": ("2024",), "2024": ("2024-Q1", "2024-Q2"), "2024-Q1": months[:3], "2024-Q2": months[3:]},
    )
    small_month = dict.fromkeys(months, 30) | {months[0]: 3}
    [hidden] = hidden_in(table("t", (period,), {(month,): count for month, count in small_month.items()}))
    assert months[0] in hidden
    assert len(hidden) == 2
    assert hidden < set(months[:3])
    small_quarter = dict.fromkeys(months[:3], 2) | dict.fromkeys(months[3:], 30)
    [hidden] = hidden_in(table("t", (period,), {(month,): count for month, count in small_quarter.items()}))
    assert {"2024-Q1", "2024-Q2", *months[:3]} <= hidden
    assert hidden & set(months[3:]), "the months of the second quarter must not add up to it"
    assert hidden.isdisjoint({"total", "2024"})


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ({"x": 25, "y": 4, "z": 12}, set()),  # y >= 30 - 25 - 12 says nothing
        ({"x": 26, "y": 4, "z": 0}, {"x", "any_answer"}),  # y >= 30 - 26, so x or the whole goes too
    ],
)
def test_words_that_overlap(words: dict[str, int], others: set[str]) -> None:
    several = Dimension("kind", "multi", {"total": ("any_answer", "unknown")}, {"any_answer": ("x", "y", "z")})
    [hidden] = hidden_in(rows("t", several, {"total": 30 + 20, "any_answer": 30, "unknown": 20, **words}))
    assert "y" in hidden
    assert bool(hidden & {"x", "z", "any_answer"}) == bool(others)
    assert hidden - {"y", "total", "unknown"} <= others


def test_values_of_a_group_are_worlds_of_their_own() -> None:
    group = Dimension("kind", "group")
    assert hidden_in(rows("t", group, {"a": 4, "b": 30})) == [{"a"}]


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
    monkeypatch.setitem(solver.OPTIONS, "simplex_iteration_limit", 0)
    with pytest.raises(ReleaseStopped, match="TIP-E305"):
        protect([rows("t", KIND, {"total": 74, "a": 4, "b": 30, "c": 40})], Policy())


def test_a_large_cell_must_not_be_worked_out_either() -> None:
    """Two or more cells are hidden in every line, but rows w and x less columns a and c are the cell w b."""
    lines, columns, inner = "wxyz", "abcd", np.full((4, 4), 40)
    inner[1, 2] = 5
    names = [line + column for line in (*lines, "+") for column in (*columns, "+")]
    whole = np.block([[inner, inner.sum(1, keepdims=True)], [inner.sum(0), inner.sum()]]).ravel().astype(np.int64)
    sums = [(f"{line}+", [line + column for column in columns]) for line in (*lines, "+")]
    sums += [(f"+{column}", [line + column for line in lines]) for column in (*columns, "+")]
    relations = [Relation(names.index(t), tuple(map(names.index, parts)), True) for t, parts in sums]
    cells = Cells(whole, tuple(relations), (), np.zeros(len(whole), dtype=bool))
    hidden = np.isin(names, ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"])
    proofs = Audit(cells, Policy(), np.ones(len(names))).find_proofs(hidden)
    assert {names[proof.cell] for proof in proofs} == {"wb"}


def test_linked_tables_of_the_literature() -> None:
    path = Path(__file__).parents[2] / "shared" / "cases" / "disclosure" / "c04_linked_tables_issue136.json"
    if not path.exists():
        pytest.skip("the known cases are not part of the checkout")
    case = json.loads(path.read_text(encoding="utf-8"))
    names = list(case["cells"])
    counts = np.array(list(case["cells"].values()), dtype=np.int64)
    sums = [Relation(names.index(e["total"]), tuple(map(names.index, e["parts"])), True) for e in case["equations"]]
    nowhere = np.zeros(len(counts), dtype=bool)
    jointly = choose_hidden(Cells(counts, tuple(sums), (), nowhere), Policy(threshold=4))
    assert {names[cell] for cell in np.flatnonzero(jointly)} > set(case["primary"])
    counties = tuple(relation for relation in sums if names[relation.whole].startswith("county"))
    apart = choose_hidden(Cells(counts, counties, (), nowhere), Policy(threshold=4))
    assert {names[cell] for cell in np.flatnonzero(apart)} == set(case["primary"])

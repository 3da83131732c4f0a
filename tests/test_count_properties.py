"""Whatever is counted: what is said to add up adds up, and what is said to overlap covers its parent."""

from itertools import product
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.count.levels import (
    Asked,
    Levels,
    answer_levels,
    area_levels,
    expand,
    group_levels,
    period_levels,
    word_levels,
)
from pipelines.count.spec import DimensionSpec
from pipelines.tables import TOTAL
from schemas.words import MISSING

WORDS = ("a", "b", "c")
SINGLE = word_levels("single", DimensionSpec(kind="single", list="gender"), WORDS)
MULTI = word_levels("multi", DimensionSpec(kind="multi", list="exploitation"), WORDS)
CLOSED = word_levels("closed", DimensionSpec(kind="single", values={"yes": "Yes", "no": "No"}), ("yes", "no"))
AREAS = area_levels("area", {"N": "", "N1": "N", "N2": "N", "N1x": "N1", "S": "", "W": "", "W1": "W"})
MONTHS = period_levels("period", "month", (2023, 2024))
YEARS = period_levels("year", "year", (2023, 2024))
WORLDS = group_levels("world", ("one", "two"))

several = st.sets(st.sampled_from(WORDS), min_size=1).map(lambda words: ";".join(sorted(words)))
missing = st.sampled_from(MISSING)
VALUES: dict[str, tuple[Levels, st.SearchStrategy[str]]] = {
    "single": (SINGLE, st.sampled_from(WORDS) | missing),
    "multi": (MULTI, several | missing),
    "closed": (CLOSED, st.sampled_from(("yes", "no"))),
    "area": (AREAS, st.sampled_from(("N", "N1", "N2", "N1x", "S", "W", "W1", "unknown", "Z"))),
    "period": (
        MONTHS,
        st.sampled_from(["unknown", "2023", "2024-Q2"])
        | st.builds(lambda year, month: f"{year}-{month:02d}", st.sampled_from([2023, 2024]), st.integers(1, 12)),
    ),
    "year": (YEARS, st.sampled_from(["2023", "2024", "unknown"])),
    "world": (WORLDS, st.sampled_from(["one", "two"])),
}


@st.composite
def frames(draw: st.DrawFn) -> tuple[list[Levels], pd.DataFrame]:
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=3, unique=True))
    row = st.tuples(*(VALUES[name][1] for name in names), st.integers(0, 20))
    rows = draw(st.lists(row, max_size=12))
    frame = pd.DataFrame(rows, columns=[*names, "count"]).astype(dict.fromkeys(names, "str") | {"count": "int64"})
    return [VALUES[name][0] for name in names], frame


def cells_of(levels: list[Levels], cells: pd.DataFrame) -> dict[tuple[str, ...], int]:
    names = [level.dimension.name for level in levels]
    return dict(zip(cells[names].itertuples(index=False, name=None), cells["count"], strict=True))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(frames())
def test_partitions_add_up_and_covers_hold(made: tuple[list[Levels], pd.DataFrame]) -> None:
    levels, frame = made
    found = cells_of(levels, expand(frame, levels, ["count"]))
    for at, level in enumerate(levels):
        others = [[None] if place == at else list(other.values) for place, other in enumerate(levels)]
        for around in product(*others):

            def cell(value: str, around: tuple[Any, ...] = around, at: int = at) -> int | None:
                return found.get((*around[:at], value, *around[at + 1 :]))

            for parent, children in level.dimension.partitions.items():
                if (whole := cell(parent)) is not None:
                    assert whole == sum(cell(child) or 0 for child in children), (parent, children)
            for parent, words in level.dimension.covers.items():
                if (whole := cell(parent)) is not None:
                    parts = [cell(word) or 0 for word in words]
                    assert max(parts) <= whole <= sum(parts)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(frames())
def test_the_total_of_all_is_everybody_once(made: tuple[list[Levels], pd.DataFrame]) -> None:
    levels, frame = made
    worlds = [level.dimension.name for level in levels if level.dimension.kind == "group"]
    cells = expand(frame, levels, ["count"])
    for level in levels:
        if level.dimension.kind != "group":
            cells = cells[cells[level.dimension.name] == TOTAL]
    if not worlds:
        assert cells["count"].tolist() == [frame["count"].sum()]
    else:
        by_world = frame.groupby("world")["count"].sum().to_dict()
        assert dict(zip(cells["world"], cells["count"], strict=True)) == by_world


@settings(max_examples=100, deadline=None, derandomize=True)
@given(frames())
def test_no_value_is_counted_that_has_no_cell(made: tuple[list[Levels], pd.DataFrame]) -> None:
    levels, frame = made
    for level in levels:
        for value in frame[level.dimension.name]:
            assert set(level.of(value)) <= set(level.values)
            assert len(set(level.of(value))) == len(level.of(value))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.tuples(several | missing, st.integers(1, 9)), max_size=10), st.booleans())
def test_answers_add_up_where_a_question_has_one_and_overlap_where_several(
    rows: list[tuple[str, int]],
    several_allowed: bool,  # noqa: FBT001  # hypothesis gives arguments by position
) -> None:
    spec = DimensionSpec(kind="multi", list="answer")
    levels = answer_levels("answer", spec, {"q": Asked(WORDS, several=several_allowed)})
    own = levels.dimension.per_group["q"]
    kept = [(text, count) for text, count in rows if several_allowed or ";" not in text]
    pairs = [(";".join(f"q:{part}" if part in WORDS else part for part in text.split(";")), n) for text, n in kept]
    frame = pd.DataFrame(pairs, columns=["answer", "count"]).astype({"answer": "str", "count": "int64"})
    found = {key[0]: count for key, count in cells_of([levels], expand(frame, [levels], ["count"])).items()}
    for parent, children in own.partitions.items():
        assert found[parent] == sum(found[child] for child in children)
    for parent, words in own.covers.items():
        assert max(found[word] for word in words) <= found[parent] <= sum(found[word] for word in words)
    assert ("any_answer" in own.partitions) != several_allowed


def test_the_calendar_has_every_month_once() -> None:
    partitions = MONTHS.dimension.partitions
    assert len(MONTHS.values) == len(set(MONTHS.values)) == 2 * (12 + 4 + 1 + 1) + 1 + 1
    assert sorted(month for quarter in range(1, 5) for month in partitions[f"2024-Q{quarter}"]) == [
        f"2024-{month:02d}" for month in range(1, 13)
    ]
    assert MONTHS.of("2024-10") == ("2024-10", "2024-Q4", "2024", TOTAL)
    assert MONTHS.of("2024") == ("2024-undated", "2024", TOTAL)


def test_an_area_three_levels_down_is_in_all_above_it() -> None:
    assert AREAS.of("N1x") == ("N1x", "N1", "N", "any_answer", TOTAL)
    assert AREAS.of("N1") == ("N1-unspecified", "N1", "N", "any_answer", TOTAL)
    assert AREAS.of("nowhere") == ("unknown", TOTAL)

"""The published folder: what is worked out from published cells, and that not one hidden value is in any byte."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipelines.publish import Policy, Report, publish
from pipelines.tables import CountedTable, Dimension
from schemas.problems import ReleaseStopped

PERIOD = Dimension("period", "period", {"total": ("2023", "2024"), "2024": ("2024-H1", "2024-H2")})
AREA = Dimension("area", "area", {"total": ("north", "south", "unknown")})
AREAS = [
    {"code": "north", "name": "North", "level": 1, "parent": "", "population": 20_000},
    {"code": "south", "name": "South", "level": 1, "parent": "", "population": 5_000},
]
ANSWER = Dimension("answer", "multi", {"total": ("any_answer", "unknown")}, {"any_answer": ("x", "y", "z")})
OUTCOME = Dimension("outcome", "single", {"total": ("received", "not_received")})
RELEASE: dict[str, Any] = {"format": 1, "version": "0.1.0", "labels": {}, "areas": AREAS}


def counted(name: str, dimensions: tuple[Dimension, ...], rows: list[tuple[Any, ...]], **more: Any) -> CountedTable:
    columns = [*(dimension.name for dimension in dimensions), "count", *more.get("extras", ())]
    return CountedTable(name, name, name, "people", dimensions, pd.DataFrame(rows, columns=columns), **more)


ANSWERS = counted(
    "answers",
    (ANSWER,),
    [
        ("total", 90, 100.0),
        ("any_answer", 80, 81.5),
        ("unknown", 10, 18.5),
        ("x", 60, 70.25),
        ("y", 9, 0.73939),
        ("z", 40, 44.0),
    ],
    extras=("weighted_pct",),
)
BY_AREA = counted(
    "by_area",
    (AREA, PERIOD),
    [
        (area, period, number)
        for area, numbers in {
            "total": (100, 40, 60, 25, 35),
            "north": (70, 30, 40, 15, 25),
            "south": (30, 10, 20, 10, 10),
            "unknown": (0, 0, 0, 0, 0),
        }.items()
        for period, number in zip(("total", "2023", "2024", "2024-H1", "2024-H2"), numbers, strict=True)
    ],
)
SERVICES = counted("services", (OUTCOME,), [("total", 40), ("received", 30), ("not_received", 10)])
COVERAGE = CountedTable(
    "coverage",
    "Coverage",
    "report",
    "reports",
    (Dimension("source", "group"),),
    pd.DataFrame({"source": ["b", "a"], "has_report": [True, False]}),
)


def written(folder: Path, *tables: CountedTable, threshold: int = 10) -> Report:
    return publish(tables, Policy(threshold), RELEASE, AREAS, folder)


def read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / "tables" / f"{name}.csv")


def test_shares_are_of_those_who_answered(tmp_path: Path) -> None:
    written(tmp_path / "out", ANSWERS, SERVICES)
    answers = read(tmp_path / "out", "answers").set_index("answer")
    assert list(answers.loc["x", ["base", "pct", "weighted_pct"]]) == [80, 60 / 80 * 100, 70.25]
    assert list(answers.loc["y", ["status", "base"]]) == ["hidden", 80]
    assert answers.isna().loc["y", ["count", "pct", "weighted_pct"]].all()
    assert answers.isna().loc[["total", "any_answer", "unknown"], ["base", "pct"]].to_numpy().all()
    services = read(tmp_path / "out", "services").set_index("outcome")
    assert list(services.loc["received", ["base", "pct"]]) == [40, 30 / 40 * 100]


def test_a_share_of_a_hidden_base_is_not_given(tmp_path: Path) -> None:
    rows = [("total", 60), ("any_answer", 54), ("unknown", 6), ("x", 50), ("y", 30), ("z", 10)]
    written(tmp_path / "out", counted("answers", (ANSWER,), rows))
    answers = read(tmp_path / "out", "answers").set_index("answer")
    assert answers.loc["any_answer", "status"] == "hidden"
    assert answers.loc["x", "status"] == "shown"
    assert answers[["base", "pct"]].isna().all(axis=None)


def test_rates_only_of_whole_years_and_known_populations(tmp_path: Path) -> None:
    written(tmp_path / "out", BY_AREA)
    rates = read(tmp_path / "out", "by_area").set_index(["area", "period"])["rate_per_100k"].dropna()
    assert rates.to_dict() == {
        ("total", "2023"): 40 * 100_000 / 25_000,
        ("total", "2024"): 60 * 100_000 / 25_000,
        ("north", "2023"): 30 * 100_000 / 20_000,
        ("north", "2024"): 40 * 100_000 / 20_000,
        ("south", "2023"): 10 * 100_000 / 5_000,
        ("south", "2024"): 20 * 100_000 / 5_000,
    }


def test_parquet_and_csv_say_the_same(tmp_path: Path) -> None:
    written(tmp_path / "out", ANSWERS, COVERAGE)
    for name in ("answers", "coverage"):
        table = pq.read_table(tmp_path / "out" / "tables" / f"{name}.parquet").to_pandas()
        pd.testing.assert_frame_equal(table, read(tmp_path / "out", name), check_dtype=False)
    assert "status" not in read(tmp_path / "out", "coverage")
    described = json.loads((tmp_path / "out" / "release.json").read_text(encoding="utf-8"))["tables"]
    assert [t["name"] for t in described] == ["answers", "coverage"]
    assert {"name": "count", "type": "integer"}.items() <= described[0]["columns"][1].items()


def test_nobody_is_told_how_many_hidden_cells_are_small(tmp_path: Path) -> None:
    """Two hidden parts of 18, both said to be small, are 9 and 9."""
    report = written(tmp_path / "out", counted("t", (OUTCOME,), [("total", 18), ("received", 9), ("not_received", 9)]))
    assert (report.hidden_small, report.hidden_complementary) == (2, 0)
    release = (tmp_path / "out" / "release.json").read_text(encoding="utf-8")
    assert json.loads(release)["protection"] == {"threshold": 10, "cells": 3, "shown": 1, "hidden": 2}
    assert "small" not in release
    assert "complementary" not in release


def test_no_hidden_value_is_in_any_published_byte(tmp_path: Path) -> None:
    planted = 73_939
    rows = [
        ("total", 900_000, 1.0),
        ("any_answer", 826_061, 1.0),
        ("unknown", planted, 1.0),
        ("x", 826_061, 1.0),
        ("y", planted, 0.73939),
        ("z", 0, 1.0),
    ]
    written(tmp_path / "out", counted("t", (ANSWER,), rows, extras=("weighted_pct",)), threshold=100_000)
    table = pq.read_table(tmp_path / "out" / "tables" / "t.parquet").to_pandas()
    everything = [table.to_csv().encode(), *(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())]
    for secret in (b"73939", b"826061", planted.to_bytes(8, "little")):
        assert not any(secret in content for content in everything)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_release_is_the_same_bytes(tmp_path: Path) -> None:
    written(tmp_path / "one", ANSWERS, BY_AREA, SERVICES, COVERAGE)
    written(tmp_path / "two", ANSWERS, BY_AREA, SERVICES, COVERAGE)
    shuffled = CountedTable("by_area", "by_area", "by_area", "people", (AREA, PERIOD), BY_AREA.frame[::-1])
    written(tmp_path / "two", ANSWERS, shuffled, SERVICES, COVERAGE)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_release_that_fails_leaves_the_last_one(tmp_path: Path) -> None:
    written(tmp_path / "out", SERVICES)
    before = contents(tmp_path / "out")
    with pytest.raises(TypeError):
        publish([ANSWERS], Policy(), RELEASE | {"labels": object()}, AREAS, tmp_path / "out")
    wrong = counted("wrong", (OUTCOME,), [("total", 41), ("received", 30), ("not_received", 10)])
    with pytest.raises(ReleaseStopped):
        written(tmp_path / "out", wrong)
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_run_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    written(tmp_path / "out", SERVICES)
    before = contents(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.last")
    with pytest.raises(TypeError):
        publish([ANSWERS], Policy(), RELEASE | {"labels": object()}, AREAS, tmp_path / "out")
    assert contents(tmp_path / "out") == before


def test_outlines_keep_nothing_but_the_code(tmp_path: Path) -> None:
    feature = {"type": "Feature", "geometry": None, "properties": {"code": "north", "cases": 3}}
    publish([SERVICES], Policy(), RELEASE, AREAS, tmp_path / "out", shapes={"features": [feature]})
    shapes = json.loads((tmp_path / "out" / "areas.geojson").read_text(encoding="utf-8"))
    assert [each["properties"] for each in shapes["features"]] == [{"code": "north"}]


@pytest.mark.parametrize("name", ["../t", "T", "a b", ""])
def test_names_that_are_no_plain_words_stop_the_release(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReleaseStopped, match="TIP-E308"):
        written(tmp_path / "out", counted(name, (OUTCOME,), [("total", 40), ("received", 30), ("not_received", 10)]))

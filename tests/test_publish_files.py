"""The published folder: what is worked out from told numbers, and that not one true value is in any byte."""

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


def written(folder: Path, *tables: CountedTable) -> Report:
    return publish(tables, Policy(), RELEASE, AREAS, folder)


def read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / "tables" / f"{name}.csv")


def test_shares_are_of_the_told_numbers(tmp_path: Path) -> None:
    written(tmp_path / "out", ANSWERS, SERVICES)
    answers = read(tmp_path / "out", "answers").set_index("answer")
    x = answers.loc["x"]
    assert list(x[["count", "base"]]) == [60, answers.loc["any_answer", "count"]]
    assert x["pct"] == round(100 * x["count"] / x["base"])
    assert answers.loc["y", "status"] == "below"
    assert answers.isna().loc["y", ["count", "pct", "weighted_pct"]].all()
    assert answers.isna().loc[["total", "any_answer", "unknown"], ["base", "pct"]].to_numpy().all()


def test_a_share_worked_out_from_records_is_no_finer_than_the_counts(tmp_path: Path) -> None:
    """Equal weights make a weighted share the share of the true counts: 312 of 801 would be read off 38.9513 %."""
    rows = [("total", 901, 0.0), ("any_answer", 801, 0.0), ("unknown", 100, 0.0)]
    rows += [("x", 312, 100 * 312 / 801), ("y", 401, 100 * 401 / 801), ("z", 88, 100 * 88 / 801)]
    written(tmp_path / "out", counted("answers", (ANSWER,), rows, extras=("weighted_pct",)))
    told = read(tmp_path / "out", "answers").set_index("answer").loc[["x", "y", "z"], "weighted_pct"]
    assert list(told) == [40, 50, 10], "to the nearest 5 per cent, which are 40 people"


def test_a_share_of_a_base_that_is_not_told_is_not_given(tmp_path: Path) -> None:
    rows = [("total", 12), ("any_answer", 6), ("unknown", 6), ("x", 5), ("y", 3), ("z", 1)]
    written(tmp_path / "out", counted("answers", (ANSWER,), rows))
    answers = read(tmp_path / "out", "answers").set_index("answer")
    assert answers.loc["any_answer", "status"] != "shown"
    assert answers[["base", "pct"]].isna().all(axis=None)


def test_rates_only_of_whole_years_and_known_populations(tmp_path: Path) -> None:
    written(tmp_path / "out", BY_AREA)
    told = read(tmp_path / "out", "by_area").set_index(["area", "period"])
    rates = told["rate_per_100k"].dropna()
    people = {"total": 25_000, "north": 20_000, "south": 5_000}
    assert set(rates.index) == {
        (area, year) for area in people for year in ("2023", "2024") if told.loc[(area, year), "status"] == "shown"
    }
    assert ("total", "2024") in rates.index
    for area, year in rates.index:
        assert rates[area, year] == round(told.loc[(area, year), "count"] * 100_000 / people[area], 1)


def test_parquet_and_csv_say_the_same(tmp_path: Path) -> None:
    written(tmp_path / "out", ANSWERS, COVERAGE)
    for name in ("answers", "coverage"):
        table = pq.read_table(tmp_path / "out" / "tables" / f"{name}.parquet").to_pandas()
        pd.testing.assert_frame_equal(table, read(tmp_path / "out", name), check_dtype=False)
    assert "status" not in read(tmp_path / "out", "coverage")
    described = json.loads((tmp_path / "out" / "release.json").read_text(encoding="utf-8"))["tables"]
    assert [t["name"] for t in described] == ["answers", "coverage"]
    assert {"name": "count", "type": "integer"}.items() <= described[0]["columns"][1].items()


def test_the_numbers_of_cells_are_told_and_no_value(tmp_path: Path) -> None:
    table = counted("t", (OUTCOME,), [("total", 18), ("received", 9), ("not_received", 9)])
    report = written(tmp_path / "out", table)
    told = json.loads((tmp_path / "out" / "release.json").read_text(encoding="utf-8"))["protection"]
    assert told == {"threshold": 10, **report.told}
    assert (told["cells"], told["below"] + told["withheld"] + told["shown"]) == (3, 3)


def test_no_true_value_is_in_any_published_byte(tmp_path: Path) -> None:
    planted = 73_939
    rows = [
        ("total", 900_001, 1.0),
        ("any_answer", 826_062, 1.0),
        ("unknown", planted, 1.0),
        ("x", 826_062, 1.0),
        ("y", planted, 0.73939),
        ("z", 0, 1.0),
    ]
    written(tmp_path / "out", counted("t", (ANSWER,), rows, extras=("weighted_pct",)))
    table = pq.read_table(tmp_path / "out" / "tables" / "t.parquet").to_pandas()
    witnesses = pq.read_table(tmp_path / "out" / "proof" / "witnesses.parquet").to_pandas()
    everything = [table.to_csv().encode(), *(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())]
    for secret in (b"73939", b"826062", b"900001", planted.to_bytes(8, "little")):
        assert not any(secret in content for content in everything)
    assert planted not in set(witnesses.to_numpy().ravel())


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

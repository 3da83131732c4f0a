"""The finished project as its readers get it: only published numbers, hidden is not zero, nothing left the machine."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd
import pytest

from pipelines.project import CHECKOUT
from pipelines.show.charts import find_charts
from tests.built_pages import BuiltFigure, figures_of
from tests.conftest import Finished
from tests.made_up_files import read

THRESHOLD = 10
MARKS = {"[c]", "[u]", "[x]", "[z]", "report", "no report"}
# How a rate stands against that of all areas together.
MARKS |= {"higher", "lower", "not clearly different", "no rate", "\u2013"}

# The same numbers in other forms, see the tests of downloads and the leaks planted in copies.
COPIES = re.compile(
    r"figures/\w+\.(csv|json)|([\w/-]+)\.csv-metadata\.json|datapackage\.json|catalog\.jsonld|tipstats(-es)?\.xlsx|all\.zip|"
    r"(dictionary|words)-es\.csv|open_sdg/(data/indicator_16-2-2\.csv|meta/16-2-2\.yml)"
)


@pytest.fixture(scope="module")
def published(finished: Finished) -> Path:
    return finished.root / "warehouse" / "_published"


@pytest.fixture(scope="module")
def release(published: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((published / "release.json").read_text(encoding="utf-8"))
    return told


@pytest.fixture(scope="module")
def tables(published: Path) -> dict[str, pd.DataFrame]:
    found = {path.stem: pd.read_parquet(path) for path in sorted((published / "tables").glob("*.parquet"))}
    assert len(found) > 10
    return found


@pytest.fixture(scope="module")
def figures(finished: Finished) -> list[BuiltFigure]:
    found = figures_of(finished.root / "dashboards" / "_site")
    assert {figure.name for figure in found} <= {chart.name for chart in find_charts()}
    assert len(found) > 15
    return found


def counted(tables: dict[str, pd.DataFrame]) -> Iterator[tuple[str, pd.DataFrame]]:
    return ((name, table) for name, table in tables.items() if "count" in table.columns)


def test_every_number_of_a_page_stands_in_the_file_beside_it(finished: Finished, figures: list[BuiltFigure]) -> None:
    """And no more often than there: a hidden number that were written as a zero would be one zero too many."""
    for figure in figures:
        path = finished.root / "dashboards" / "_site" / figure.file
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.DictReader(file) for name, cell in row.items() if name != "base"]
        known = Counter(float(cell) for cell in cells if re.fullmatch(r"\d+(\.\d+)?", cell))
        told = Counter(number for line in figure.lines for cell in line for number in numbers(cell))
        assert told <= known, f"{figure.page}, {figure.name}: {told - known}"


def numbers(cell: str) -> list[float]:
    """The numbers of a cell as its file has them: 80 (70 to 89) are three of its columns, <10 is at most 9."""
    found = [float(text.replace(",", "")) for text in re.findall(r"\d[\d,]*(?:\.\d+)?", cell)]
    return [number - 1 for number in found] if cell.startswith("<") else found


def test_every_cell_of_a_page_is_a_number_or_a_mark(figures: list[BuiltFigure]) -> None:
    for figure in figures:
        for names, line in zip(figure.names, figure.lines, strict=True):
            assert len(names) + len(line) == len(figure.heads)
            assert all(is_value(cell) for cell in line), f"{figure.page}, {figure.name}, {names}: {line}"


def is_value(cell: str) -> bool:
    return cell in MARKS or bool(re.fullmatch(r"<?[\d.,]+\s?%?( \([\d,]+\u2013[\d,]+\))?( \[b\])?", cell))


def test_hidden_is_null_and_never_zero(tables: dict[str, pd.DataFrame]) -> None:
    for name, table in counted(tables):
        assert set(table["status"]) <= {"shown", "below", "withheld", "not_reported"}, name
        assert (table["count"].isna() == (table["status"] != "shown")).all(), name
        away = table[table["status"] != "shown"]
        for column in {"pct", "rate_per_100k", "rate_low", "rate_high", "weighted_pct"} & set(table.columns):
            assert away[column].isna().all(), f"{name}, {column}"


def test_there_are_bands_months_without_a_report_and_rounded_numbers(tables: dict[str, pd.DataFrame]) -> None:
    every = pd.concat([table[["count", "status"]] for _, table in counted(tables)])
    assert (every["status"] == "below").any()
    assert (every["status"] == "not_reported").any()
    assert (every["count"].dropna() % THRESHOLD == 0).all()
    assert (every["count"] >= THRESHOLD).any()


def test_no_small_count_is_published(tables: dict[str, pd.DataFrame]) -> None:
    for name, table in counted(tables):
        shown = table.loc[table["status"] == "shown", "count"]
        assert (shown >= THRESHOLD).all(), name
        if "base" in table.columns:
            assert (table["base"].dropna() >= THRESHOLD).all(), name


def test_the_files_of_a_table_say_the_same(published: Path, tables: dict[str, pd.DataFrame]) -> None:
    for name, table in tables.items():
        with (published / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(table)
        if "count" in table.columns:
            hidden = ["" if pd.isna(count) else str(int(count)) for count in table["count"]]
            assert [row["count"] for row in rows] == hidden


def test_every_published_file_went_through_the_one_step(release: dict[str, Any], published: Path) -> None:
    names = {table["name"] for table in release["tables"]}
    assert {path.stem for path in (published / "tables").iterdir()} == names
    beside = {"release.json", "dictionary.csv", "words.csv", "crosswalk.csv", "areas.geojson", "proof"}
    assert {path.name for path in published.iterdir()} == {"tables", *beside}
    told = release["protection"]
    assert told["cells"] == told["shown"] + told["hidden"]
    assert 0 < told["hidden"] <= sum(table["hidden"] for table in release["tables"])
    assert told["threshold"] == THRESHOLD


def test_the_site_hands_out_published_files_alone(finished: Finished, published: Path) -> None:
    data = finished.root / "dashboards" / "_site" / "data"
    sources = {path.name: path.read_bytes() for path in published.rglob("*") if path.is_file()}
    retold = {"release.json", "policy.json", "places.csv"}  # made from what is published, see the tests of show
    for path in (path for path in data.rglob("*") if path.is_file() and path.name not in retold):
        if not COPIES.fullmatch(path.relative_to(data).as_posix()):
            assert path.read_bytes() == sources[path.name]


def test_every_column_and_every_word_is_explained(published: Path, tables: dict[str, pd.DataFrame]) -> None:
    with (published / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        columns = {(row["table"], row["name"]): row["description"] for row in csv.DictReader(file)}
    assert set(columns) == {(name, column) for name, frame in tables.items() for column in frame.columns}
    assert all(columns.values())
    with (published / "words.csv").open(encoding="utf-8", newline="") as file:
        words = {(row["dimension"], row["value"]): row for row in csv.DictReader(file)}
    for name, frame in counted(tables):
        for dimension in set(frame.columns) & {dimension for dimension, _ in words}:
            for value in set(frame[dimension]):
                assert words[dimension, value]["label"], (name, dimension, value)
    for dimension in ("gender", "exploitation", "means_of_control", "place_type"):
        unsaid = [value for known, value in words if known == dimension and not words[known, value]["means"]]
        assert set(unsaid) <= {"total", "any_answer"}, dimension


def test_shares_and_rates_follow_from_published_cells(tables: dict[str, pd.DataFrame], release: dict[str, Any]) -> None:
    people = {area["code"]: area["population"] for area in release["areas"] if area["population"]}
    for name, table in counted(tables):
        if "pct" in table.columns:
            rows = table[table["pct"].notna()]
            assert ((rows["count"] / rows["base"] * 100 - rows["pct"]).abs() <= 0.5 + 1e-9).all(), name
        if "rate_per_100k" in table.columns:
            rows = table[table["rate_per_100k"].notna() & table["area"].isin(people)]
            expected = rows["count"] / rows["area"].map(people) * 100_000
            assert len(rows)
            assert ((expected - rows["rate_per_100k"]).abs() <= 0.05 + 1e-9).all(), name


def test_every_row_that_was_handed_in_is_accounted_for(finished: Finished) -> None:
    """The lines of the clinic below its header, counted once more by Python's own reader; the total is one of them."""
    told = re.compile(r"(\d+) (?:rows read|accepted|waiting|repeated|blank)")
    for path in sorted((finished.root / "sources" / "legal_aid" / "received").iterdir()):
        lines = len(list(read(path.read_text(encoding="cp1252"), ";"))) - 3
        (report,) = (finished.root / "sources" / "legal_aid" / "reports").glob(f"{path.name[:17]}*.report.txt")
        accounted = [int(number) for number in told.findall(report.read_text(encoding="utf-8"))]
        assert accounted[0] == lines == sum(accounted[1:])


def test_nothing_reaches_for_a_network(finished: Finished) -> None:
    lines = finished.network.splitlines()
    assert len(lines) >= 2, "the run and its gates were watched"
    assert [line for line in lines if not line.startswith("watching ")] == []


def test_dagster_tells_nobody_and_stays_in_the_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIPSTATS_DAGSTER", str(tmp_path))
    with dg.DagsterInstance.from_config(str(CHECKOUT)) as instance:
        assert not instance.telemetry_enabled
        assert instance.storage_directory().startswith(str(tmp_path))
    told = (CHECKOUT / "dagster.yaml").read_text(encoding="utf-8")
    assert told.count("base_dir:") == told.count("env: TIPSTATS_DAGSTER") == 4
    assert "NoOpComputeLogManager" in told


def test_all_that_a_run_writes_lies_below_the_project(finished: Finished) -> None:
    tops = {path.relative_to(finished.root).parts[:2] for path in finished.root.rglob("*") if path.is_file()}
    known = {"_data", "_published", "_dagster", "_gates", "_lock", "submissions"}
    assert {second for first, second, *_ in (top for top in tops if len(top) > 1) if first == "warehouse"} <= known

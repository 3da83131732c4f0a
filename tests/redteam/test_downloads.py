"""Files to take away hold their rows and nothing else, and no file lies in a site that nobody registered."""

import io
import sqlite3
import zipfile
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.inspect_site.expected import LIGHT, SMALL_PLOTLY
from tests.redteam.planted import Site

TABLE = "people_by_citizenship"
PARQUET = f"data/{TABLE}.parquet"
CSV = f"data/{TABLE}.csv"


def test_the_small_script_is_known_where_the_set_up_could_not_bring_it() -> None:
    if not LIGHT.exists():
        pytest.skip("npm could not bring the small script")  # nothing else has it
    assert sha256(LIGHT.read_text(encoding="utf-8").encode()).hexdigest() == SMALL_PLOTLY


def rewritten(site: Site, table: pa.Table | None = None, **options: Any) -> None:
    own = pq.read_table(site.root / PARQUET) if table is None else table
    usual = {"compression": "zstd", "use_dictionary": False, "write_statistics": False, "store_schema": False}
    pq.write_table(own, site.root / PARQUET, **{**usual, **options})


OPTIONS = {
    "statistics": {"write_statistics": True},
    "a list of words": {"use_dictionary": True},
    "the schema of the program": {"store_schema": True},
    "an index of pages": {"write_statistics": True, "write_page_index": True},
    "rows in groups": {"row_group_size": 2},
}


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_what_parquet_holds_beside_its_rows_is_found(options: dict[str, Any], site: Site) -> None:
    rewritten(site, **options)
    assert site.codes() == {"TIP-E531"}


def test_categories_that_no_row_has_are_found(site: Site) -> None:
    """The list of words of a column keeps those of rows that were taken out."""
    whole = pq.read_table(site.root / PARQUET)
    names = whole.column("citizenship_group").to_pylist()
    words = pa.array([*names, "a country with one person"])
    coded = pa.DictionaryArray.from_arrays(pa.array(range(len(names)), pa.int32()), words)
    at = whole.column_names.index("citizenship_group")
    rewritten(site, whole.set_column(at, "citizenship_group", coded), use_dictionary=True)
    assert "TIP-E531" in site.codes()


def test_notes_of_pandas_are_found(site: Site) -> None:
    pd.read_parquet(site.root / PARQUET).to_parquet(site.root / PARQUET)
    assert site.codes() == {"TIP-E531"}


@pytest.mark.parametrize("at", ["the end", "within"])
def test_bytes_that_belong_to_no_column_are_found(at: str, site: Site) -> None:
    content = (site.root / PARQUET).read_bytes()
    length = int.from_bytes(content[-8:-4], "little")
    cut = len(content) if at == "the end" else len(content) - 8 - length
    extra = b"7319" + content[-8:] if at == "the end" else b"7319"
    site.write(PARQUET, content[:cut] + extra + content[cut:])
    assert site.codes() & {"TIP-E531", "TIP-E537"}


def test_files_that_say_different_things_are_found(site: Site) -> None:
    text = site.text(CSV)
    site.write(CSV, text.replace("total,410", "total,420", 1))
    assert "total,410" in text
    assert "TIP-E532" in site.codes()


def test_columns_that_are_not_declared_are_found(site: Site) -> None:
    frame = pd.read_csv(site.root / CSV, dtype="str", keep_default_na=False)
    frame["true_count"] = "7"
    site.write(CSV, frame.to_csv(index=False, lineterminator="\n"))
    assert "TIP-E532" in site.codes()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = "A name"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def database(folder: Any) -> bytes:
    path = folder / "free.duckdb"
    with duckdb.connect(path) as engine:
        engine.execute("create table people as select 7 as n")
        engine.execute("drop table people")
    content: bytes = path.read_bytes()
    return content


def small_database(folder: Any) -> bytes:
    path = folder / "free.sqlite"
    with sqlite3.connect(path) as engine:
        engine.execute("create table people (n)")
    content: bytes = path.read_bytes()
    return content


@pytest.mark.parametrize(
    "name",
    ["data/people.xlsx", "data/people.duckdb", "data/notes.txt", "people.html", "assets/more.js", ".DS_Store",
     "data/proof/true.csv", "data/old/people_by_age_and_gender.csv", "data/people_by_age_and_gender.csv.bak"],
)  # fmt: skip
def test_a_file_that_nobody_registered_is_found(name: str, site: Site) -> None:
    site.write(name, "x\n")
    found = [problem.file for problem in site.problems() if problem.code == "TIP-E521"]
    assert name in found


def test_an_empty_folder_and_a_link_are_found(site: Site) -> None:
    (site.root / "data" / "seven people in the north").mkdir()
    (site.root / "data" / "link.csv").symlink_to(site.root / "data" / "places.csv")
    (site.root / CSV).unlink()
    (site.root / CSV).symlink_to(site.root / "data" / "places.csv")
    found = {problem.file for problem in site.problems() if problem.code == "TIP-E521"}
    assert found == {"data/seven people in the north/", "data/link.csv", CSV}


@pytest.mark.parametrize("make", [lambda _: workbook(), database, small_database], ids=["xlsx", "duckdb", "sqlite"])
def test_other_formats_under_the_name_of_a_table_are_found(
    make: Callable[[Any], bytes], site: Site, tmp_path: Any
) -> None:
    site.write(CSV, make(tmp_path))
    assert "TIP-E537" in site.codes()


def test_an_archive_behind_a_table_is_found(site: Site) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("rows.csv", "person,age\n")
    site.write(CSV, (site.root / CSV).read_bytes() + archive.getvalue())
    assert "TIP-E537" in site.codes()


def test_a_script_that_was_changed_is_found(site: Site) -> None:
    site.write("assets/plotly.min.js", site.text("assets/plotly.min.js") + "\nvar rows = [7319];\n")
    site.replace("assets/site.css", "body", "body::after { content: '7319' } body")
    changed = {problem.file for problem in site.problems() if problem.code == "TIP-E529"}
    assert changed == {"assets/plotly.min.js", "assets/site.css"}


def test_charts_and_downloads_that_the_policy_does_not_name_are_found(site: Site) -> None:
    def allow(charts: list[str], downloads: list[str]) -> set[str]:
        site.release(lambda told: told.update(allowed={"charts": charts, "downloads": downloads}))
        return {problem.column or problem.file for problem in site.problems() if problem.code == "TIP-E522"}

    every = ["csv", "parquet", "dictionary.csv", "words.csv", "areas.geojson"]
    figures = sorted({line.split(",")[1] for line in site.text("data/places.csv").splitlines()[1:]} - {""})
    drawn = [*figures, "overview_range", "overview_total", "survey_answers", "quality_reports", "when_reports"]
    assert allow(drawn, every) == set()
    assert allow([name for name in drawn if name != "who_age"], every) == {"who_age"}
    assert allow(drawn, every[:-1]) == {"data/areas.geojson"}
    assert PARQUET in allow(drawn, [kind for kind in every if kind != "parquet"])

"""The page of one area: there is one for each, it says published numbers alone, and hidden is never nobody."""

import csv
import html
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboards.charts import brief_rate
from dashboards.texts import Texts, read_texts
from pipelines.inspect_site import inspect_site
from pipelines.show import show
from pipelines.show.briefs import for_area, of_each_area, told_as
from pipelines.show.page_list import Page
from pipelines.show.published import read_release
from pipelines.show.release import Release
from tests.published_example import write_published

BRIEF = Page("brief", 41, "where-{area}.html", per="area")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_published(tmp_path_factory.mktemp("published") / "p")


@pytest.fixture(scope="module")
def release(published: Path) -> Release:
    return read_release(published)


@pytest.fixture(scope="module")
def texts(release: Release) -> Texts:
    return read_texts("en", release.labels)


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "_site"
    show(published, target)
    return target


def codes(release: Release) -> list[str]:
    return [area["code"] for area in release.told["areas"]]


def read(site: Path, code: str) -> str:
    text = (site / f"where-{code}.html").read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<script.*?</script>", " ", text)))


def test_every_area_has_a_page_that_the_page_of_areas_links(site: Path, release: Release, texts: Texts) -> None:
    links = re.findall(r'<a href="(where-[^"]*)">([^<]*)</a>', (site / "where.html").read_text(encoding="utf-8"))
    assert links == [(f"where-{code}.html", texts.label("area", code)) for code in codes(release)]
    assert all((site / address).is_file() for address, _ in links)


def test_a_page_holds_the_rows_of_its_area_and_of_all_together(release: Release) -> None:
    for code in codes(release):
        for table in for_area(release, code).tables.values():
            if "is_area" in table.rows.columns:
                assert set(table.rows["area"]) <= {"total", code}
    assert len(for_area(release, "X1").tables["services"].rows) == len(release.tables["services"].rows)


def test_the_headline_says_the_number_the_rate_and_its_interval(site: Path, published: Path, texts: Texts) -> None:
    rows = pd.read_parquet(published / "tables" / "people_by_area.parquet").set_index("area")
    own, said, name = rows.to_dict("index")["X1"], read(site, "X1"), texts.label("area", "X1")
    count, whole = int(own["count"]), float(rows.to_dict("index")["total"]["rate_per_100k"])
    rate, low, high = (float(own[column]) for column in ("rate_per_100k", "rate_low", "rate_high"))
    assert f"about {count} people were identified in {name}" in said
    assert f"{rate:.1f} for every 100,000 residents" in said
    assert f"{low:.1f} to {high:.1f}" in said
    assert f"{whole:.1f} in all areas together" in said


def test_a_hidden_number_is_said_to_be_hidden_and_never_to_be_nobody(site: Path) -> None:
    withheld, below = read(site, "X3"), read(site, "X4")
    assert "is withheld to protect people" in withheld
    assert "does not mean that nobody is there" in withheld
    assert "fewer than 10 people were identified" in below
    assert "can be zero; it is not told more closely, to protect people" in below
    assert not re.search(r"\bno (one|body)\b|\bnone\b|\b0 people", (withheld + below).replace("nobody is there", ""))


def test_every_number_is_registered_and_the_auditor_reads_every_page(site: Path, release: Release) -> None:
    assert inspect_site(site) == []
    with (site / "data" / "places.csv").open(encoding="utf-8", newline="") as file:
        pages = {row["page"] for row in csv.DictReader(file) if row["part"] != "words"}
    assert {f"where-{code}.html" for code in codes(release)} <= pages
    page = site / "where-X1.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("about 120 people", "about 121 people"), encoding="utf-8")
    found = [(one.code, one.file) for one in inspect_site(site)]
    page.write_text(text, encoding="utf-8")
    assert ("TIP-E523", "where-X1.html") in found


def test_a_table_that_is_told_of_larger_areas_stands_for_the_smaller_ones() -> None:
    rows, around = pd.DataFrame({"area": ["total", "X"]}), {"X1": "X", "X": "", "Y": ""}
    assert [told_as(rows, code, around) for code in ("X1", "X", "Y", "")] == ["X", "X", "", ""]
    assert told_as(rows, "A", {"A": "B", "B": "A"}) == "", "areas that are around each other"


def test_a_page_says_that_its_numbers_are_those_of_a_larger_area(published: Path, tmp_path: Path) -> None:
    told = json.loads((published / "release.json").read_text(encoding="utf-8"))
    told["areas"].append({"code": "X1a", "name": "Part of one", "level": "part", "parent": "X1", "population": 100})
    told["labels"]["area"]["X1a"] = "Part of one"
    show(write_published(tmp_path / "p", areas=told["areas"], labels=told["labels"]), tmp_path / "site")
    assert "Numbers are published for North District as a whole, and not for Part of one alone" in read(
        tmp_path / "site", "X1a"
    )


def test_files_are_safe_and_never_the_same() -> None:
    listed: list[dict[str, Any]] = [{"code": code, "parent": ""} for code in ("a/b", "A b", "ü", "06037", "a--b")]
    release: Any = SimpleNamespace(told={"areas": listed})
    files = [page.file for page in of_each_area(BRIEF, release, read_texts("en", {}))]
    assert len({file.lower() for file in files}) == len(listed)
    assert all(re.fullmatch(r"where-[A-Za-z0-9-]*\.html", file) for file in files)
    assert "where-06037.html" in files


def test_without_a_rate_of_all_areas_nothing_is_compared(release: Release, texts: Texts) -> None:
    rows = (
        for_area(release, "X1").tables["people_by_area"].rows.drop(columns=["rate_per_100k", "rate_low", "rate_high"])
    )
    said = brief_rate.sentence(brief_rate.select(rows), texts)
    assert "about 120 people" in said
    assert "all areas together" not in said

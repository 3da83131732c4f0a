"""The copies to take away: standard readers accept them, and every number in them is the published one."""

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from csvw import CSVW
from frictionless import Package, validate
from rdflib import Graph, Namespace
from rdflib.namespace import DCTERMS, RDF

from pipelines.about import about
from pipelines.project import CHECKOUT, Project
from pipelines.show import show
from pipelines.show.downloads import find_formats
from pipelines.show.sdmx import NOT_FREE, OBSERVED, confidential, observed
from schemas.community import Community
from schemas.policy import DOWNLOADS
from schemas.problems import DeclarationMistake
from tests.published_example import write_published

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DOI, NEXT = "10.5281/zenodo.1234567", "2025-10-01"
RATES = ("population", "rate_per_100k", "rate_low", "rate_high", "funnel_low", "funnel_high")
MEASURES = ("count", "at_least", "at_most", "base", "pct", "weighted_pct", *RATES)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_published(tmp_path_factory.mktemp("published") / "p")
    path = folder / "release.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["community"] |= {"doi": DOI, "next_release": NEXT}
    told["labels"]["gender"]["transgender"] = "=1+1"  # a spreadsheet would work it out
    path.write_text(json.dumps(told), encoding="utf-8")
    lines = [("dimension", "value", "label", "means")]
    lines += [(name, value, label, "") for name, own in told["labels"].items() for value, label in own.items()]
    frames = {path: pd.read_parquet(path) for path in sorted((folder / "tables").glob("*.parquet"))}
    periods = {value for frame in frames.values() if "period" in frame for value in frame["period"]}
    lines += [("period", value, value, "") for value in sorted(periods - set(told["labels"]["period"]))]
    lines += [("source", source["name"], source["holder"], "") for source in told["sources"]]
    with (folder / "words.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    return folder


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "_site"
    show(published, target)
    return target


@pytest.fixture(scope="module")
def data(site: Path) -> Path:
    return site / "data"


@pytest.fixture(scope="module")
def tables(published: Path) -> dict[str, pd.DataFrame]:
    return {path.stem: pd.read_parquet(path) for path in sorted((published / "tables").glob("*.parquet"))}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_frictionless_accepts_the_package_and_every_file_in_it(data: Path) -> None:
    report = validate(str(data / "datapackage.json"))
    assert report.flatten(["taskTitle", "title", "message"]) == []
    listed = {resource.path for resource in Package(str(data / "datapackage.json")).resources}
    assert listed == {path.relative_to(data).as_posix() for path in data.rglob("*.csv")} - PROOF
    assert {task.name for task in report.tasks} >= {"people_by_area", "figures_who_gender", "words"}


# What proves and registers the numbers has its own formats, which `tipstats verify` and `tipstats audit` read.
PROOF = {"places.csv", "proof/facts.csv", "proof/sums.csv", "proof/protected.csv"}


def test_csvw_accepts_what_lies_beside_every_file(data: Path) -> None:
    described = sorted(data.rglob("*.csv-metadata.json"))
    assert {path.name.removesuffix("-metadata.json") for path in described} == {
        path.name for path in data.rglob("*.csv") if path.relative_to(data).as_posix() not in PROOF
    }
    for path in described:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            table = CSVW(str(path), validate=True)
            assert table.is_valid, path.name
            assert len(list(table.tables[0])) == len(read(path.with_name(table.tables[0].url.string)))


def test_the_catalogue_is_dcat(data: Path) -> None:
    graph = Graph().parse(data / "catalog.jsonld", format="json-ld")
    [dataset] = graph.objects(None, DCAT.dataset)
    for needed in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCTERMS.temporal):
        assert (dataset, needed, None) in graph
    files = [str(one) for one in graph.objects(None, DCAT.downloadURL)]
    assert files
    assert len(set(files)) == len(list(graph.subjects(RDF.type, DCAT.Distribution)))
    assert all((data / file.removeprefix(data.as_uri() + "/")).is_file() for file in files)


@pytest.mark.parametrize("page", ["index.html", "downloads.html"])
def test_pages_say_what_data_set_they_show(page: str, site: Path) -> None:
    html = (site / page).read_text(encoding="utf-8")
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    data_set = json.loads(text)
    assert data_set["@type"] == "Dataset"
    assert {"name", "description", "license", "creator", "temporalCoverage", "distribution"} <= set(data_set)
    assert data_set["identifier"] == f"https://doi.org/{DOI}"
    assert all((site / one["contentUrl"]).is_file() for one in data_set["distribution"])


def test_the_page_says_how_to_cite_and_links_to_what_is_there(site: Path) -> None:
    html = (site / "downloads.html").read_text(encoding="utf-8")
    for said in ("How to cite:", "Licence: CC BY 4.0", DOI, "planned for 1 October 2025", "Everything in one file"):
        assert said in html
    links = re.findall(r'href="(data/[^"]+)"', html)
    assert {"data/all.zip", "data/tipstats.xlsx", "data/datapackage.json"} <= set(links)
    assert [link for link in links if not (site / link).is_file()] == []


def test_every_figure_is_taken_away_with_its_own_numbers(site: Path) -> None:
    for page in site.glob("*.html"):
        html = page.read_text(encoding="utf-8")
        if page.name.startswith("where-"):  # the figures of one area are rows of the table
            continue
        for name in re.findall(r'class="figure" id="(\w+)"', html):
            assert f'href="data/figures/{name}.csv"' in html
            assert told(site / "data" / "figures" / f"{name}.json")["title"] in html


def test_figures_hold_the_published_numbers(data: Path, tables: dict[str, pd.DataFrame]) -> None:
    for path in sorted((data / "figures").glob("*.csv")):
        about_it = told(path.with_suffix(".json"))
        frame = tables[Path(about_it["table"]).stem]
        names = [name for name in frame.columns if name not in {*MEASURES, "status", "has_report"}]
        own = {
            tuple(map(str, key)): row for key, row in zip(frame[names].values, frame.to_dict("records"), strict=True)
        }
        rows = read(path)
        assert rows, path.name
        for row in rows:
            published_row = own[tuple(row[name] for name in names)]
            for measure in set(MEASURES) & set(row):
                value = published_row[measure]
                assert (row[measure] == "") == pd.isna(value)
                assert row[measure] == "" or float(row[measure]) == float(value)
        assert [column["name"] for column in about_it["columns"]] == list(rows[0])


def numbers_of(book: Any) -> Iterator[tuple[str, float]]:
    for sheet in book.worksheets[1:]:
        for line in sheet.iter_rows(min_row=5, values_only=True):
            yield from ((sheet.title, float(value)) for value in line if isinstance(value, int | float))


def test_the_workbook_holds_the_published_numbers_and_no_formula(data: Path, tables: dict[str, pd.DataFrame]) -> None:
    book = openpyxl.load_workbook(data / "tipstats.xlsx")
    assert book.sheetnames[0] == "Notes"
    notes = [value for line in book.worksheets[0].iter_rows(values_only=True) for value in line if value]
    assert {f"[{mark}]" for mark in ("c", "low", "x", "z", "p", "r", "e", "b", "u")} <= set(notes)
    columns = [(name, frame[one]) for name, frame in tables.items() for one in MEASURES if one in frame]
    expected = sorted((name, float(value)) for name, column in columns for value in column.dropna())
    assert sorted(numbers_of(book)) == expected
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert "=1+1" in {cell.value for cell in cells}


def test_the_indicator_holds_published_rates_and_counts_of_people(data: Path, tables: dict[str, pd.DataFrame]) -> None:
    rows = read(data / "open_sdg" / "data" / "indicator_16-2-2.csv")
    first, *_, last = rows[0]
    assert (first, last) == ("Year", "Value")
    area = tables["people_by_area"]
    rates = area["rate_per_100k"].dropna().astype(float)
    assert {float(row["Value"]) for row in rows if row["Units"].startswith("Per")} <= set(rates)
    people = [frame["count"].dropna() for name, frame in tables.items() if name.startswith("people_")]
    assert {float(row["Value"]) for row in rows if row["Units"] == "Number"} <= {
        float(n) for own in people for n in own
    }
    meta = told(data / "open_sdg" / "meta" / "16-2-2.yml")
    assert meta["indicator_number"] == "16.2.2"
    assert "not everybody who is affected" in meta["national_indicator_description"]


def test_the_archive_is_the_folder(data: Path) -> None:
    with zipfile.ZipFile(io.BytesIO((data / "all.zip").read_bytes())) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and path.name != "all.zip"
    }


def test_the_codes_of_sdmx_do_not_tell_small_numbers_from_others() -> None:
    marks = ("provisional", "break")
    assert {(observed(status, marks), confidential(status)) for status in NOT_FREE} == {("Q", "N")}
    assert [observed("shown", own) for own in ((), ("break",), marks, ("revised",))] == ["A", "B", "P", "A"]
    assert (observed("not_reported", marks), observed("noisy", marks), confidential("shown")) == ("O", "E", "F")
    assert set(OBSERVED) >= {"shown", "below", "withheld", "hidden", "not_reported", "noisy"}


@pytest.mark.parametrize("downloads", [DOWNLOADS[:5], ("parquet", *DOWNLOADS[6:])], ids=["of old", "without csv"])
def test_a_policy_without_the_copies_or_their_csv_goes_on_working(downloads: tuple[str, ...], tmp_path: Path) -> None:
    assert {module.ALLOWED for module in find_formats()} == {*DOWNLOADS[6:], "dictionary.csv", "words.csv"}
    allowed = {"charts": None, "downloads": downloads}
    show(write_published(tmp_path / "p", ["people_by_area"], allowed=allowed), tmp_path / "site")
    names = {path.name for path in (tmp_path / "site" / "data").rglob("*")}
    assert "people_by_area.parquet" in names
    assert names.isdisjoint({"figures", "tipstats.xlsx", "all.zip", "datapackage.json", "catalog.jsonld", "open_sdg"})
    html = (tmp_path / "site" / "downloads.html").read_text(encoding="utf-8")
    assert [link for link in re.findall(r'href="(data/[^"]+)"', html) if not (tmp_path / "site" / link).is_file()] == []


def declared(**changed: Any) -> Community:
    return Community.model_validate(Project(CHECKOUT).community.model_dump() | changed)


@pytest.mark.parametrize("doi", ["10.5281", "https://doi.org/10.5281/zenodo.1", "10.5281/a b", "doi:10.5281/x"])
def test_a_doi_that_is_none_is_refused(doi: str) -> None:
    with pytest.raises((ValueError, DeclarationMistake)):
        declared(doi=doi)


def test_a_release_says_its_doi_and_the_next_date_where_they_are_known() -> None:
    project = Project(CHECKOUT)
    for changed, expected in (({}, {}), ({"doi": DOI, "next_release": NEXT}, {"doi": DOI, "next_release": NEXT})):
        said = about(declared(**changed), project.areas, project.sources, {}, {}, project.policy)["community"]
        assert {key: said[key] for key in ("doi", "next_release") if key in said} == expected

"""A copy of a table in another form tells what the table tells, and nothing beside it: one leak for each form."""

import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.inspect_site.packed import members
from pipelines.show.packed import pack
from tests.redteam.conftest import built
from tests.redteam.planted import SECRET, Site

TABLE, FIGURE = "people_by_area", "data/figures/who_gender"
BOOK, ALL = "data/tipstats.xlsx", "data/all.zip"
INDICATOR = "data/open_sdg/data/indicator_16-2-2"
Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of two tables with every copy that there is."""
    return built(tmp_path_factory.mktemp("offered"), ("people_by_area", "people_by_age_and_gender", "coverage"))


@pytest.fixture
def own(offered: Site, tmp_path: Path) -> Site:
    def copied(source: str, target: str) -> None:
        (os.link if source.endswith("plotly.min.js") else shutil.copyfile)(source, target)

    return Site(Path(shutil.copytree(offered.root, tmp_path / "site", copy_function=copied)))


def found(site: Site, name: str) -> set[str]:
    """The codes of what is found in one file; the archive of everything differs as soon as one file does."""
    return {problem.code for problem in site.problems() if problem.file == name}


def repack(site: Site, name: str, change: Callable[[Parts], object]) -> None:
    parts = members((site.root / name).read_bytes())
    change(parts)
    pack(site.root / name, parts)


def test_a_site_with_every_copy_passes(offered: Site) -> None:
    assert offered.problems() == []


CHANGED = {
    "a count of a figure": (f"{FIGURE}.csv", ",260.0,", f",{SECRET},", "TIP-E532"),
    "a bound of a figure": (f"{FIGURE}.csv", ",9.0,below,", ",8.0,below,", "TIP-E532"),
    "a label of a figure": (f"{FIGURE}.csv", "Transgender", f"Transgender {SECRET}", "TIP-E532"),
    "a finer code of what is hidden": (f"{FIGURE}.csv", ",Q,N", ",Q,A", "TIP-E532"),
    "a code that no mark explains": (f"{FIGURE}.csv", ",P,F", ",A,F", "TIP-E532"),
    "a sentence of a figure": (f"{FIGURE}.json", '"summary": "', f'"summary": "{SECRET} people. ', "TIP-E536"),
    "a number in what describes a figure": (f"{FIGURE}.json", '"unit"', f'"people": {SECRET}, "unit"', "TIP-E536"),
    "a key of what describes a figure": (f"{FIGURE}.json", '"unit"', f'"n{SECRET}": true, "unit"', "TIP-E536"),
    "the package": ("data/datapackage.json", '"resources"', f'"bytes": {SECRET}, "resources"', "TIP-E536"),
    "the catalogue": ("data/catalog.jsonld", '"dct:title"', f'"dct:note": "{SECRET}", "dct:title"', "TIP-E536"),
    "what describes columns": (f"data/{TABLE}.csv-metadata.json", '"url"', f'"dc:n": "{SECRET}", "url"', "TIP-E536"),
    "the indicator": (f"{INDICATOR}.csv", ",Number,,,,,,", f",Number,,,,,,{SECRET}", "TIP-E532"),
    "what describes the indicator": ("data/open_sdg/meta/16-2-2.yml", "16.2.2", f"16.2.2 of {SECRET}", "TIP-E536"),
    "the data set of a page": ("index.html", '"description":"', f'"description":"{SECRET} ', "TIP-E536"),
    "another script of a page": ("index.html", "application/ld+json", "application/json", "TIP-E528"),
}


@pytest.mark.parametrize(("name", "old", "new", "code"), CHANGED.values(), ids=CHANGED)
def test_a_number_in_a_copy_is_found(name: str, old: str, new: str, code: str, own: Site) -> None:
    own.replace(name, old, new)
    assert code in found(own, name)


def test_lines_of_a_figure_in_another_order_are_found(own: Site) -> None:
    head, *lines = own.text(f"{FIGURE}.csv").splitlines()
    own.write(f"{FIGURE}.csv", "\n".join([head, *reversed(lines), ""]))
    assert found(own, f"{FIGURE}.csv") == {"TIP-E532"}


def test_a_file_of_a_figure_that_is_on_no_page_is_found(own: Site) -> None:
    own.write("data/figures/nowhere.csv", own.text(f"{FIGURE}.csv"))
    assert "TIP-E521" in found(own, "data/figures/nowhere.csv")


def sheet(parts: Parts, old: str, new: str, name: str = "xl/worksheets/sheet2.xml") -> None:
    text = parts[name].decode()
    assert old in text
    parts[name] = text.replace(old, new, 1).encode()


IN_BOOK: dict[str, Callable[[Parts], object]] = {
    "another number": lambda parts: sheet(parts, "<v>410</v>", f"<v>{SECRET}</v>"),
    "a text in place of a mark": lambda parts: sheet(parts, "<t>[low]</t>", "<t>7</t>"),
    "another mark beside a number": lambda parts: sheet(parts, "<t>[p]</t>", "<t>[b]</t>"),
    "no mark beside a number": lambda parts: sheet(parts, "<t>[p]</t>", "<t></t>"),
    "a formula": lambda parts: sheet(parts, "<v>410</v>", "<f>400+10</f><v>410</v>"),
    "a hidden row": lambda parts: sheet(parts, '<row r="5">', '<row r="5" hidden="1">'),
    "a hidden sheet": lambda parts: sheet(parts, 'state="visible"', 'state="hidden"', "xl/workbook.xml"),
    "a cell twice": lambda parts: sheet(
        parts, '<row r="5">', f'<row r="5"><c r="C5" t="n"><v>{SECRET}</v></c>'
    ),
    "a comment in a part": lambda parts: sheet(parts, "<sheetData>", f"<!-- {SECRET} --><sheetData>"),
    "a defined name": lambda parts: sheet(
        parts, "<sheets>", f'<definedNames><definedName name="n">{SECRET}</definedName></definedNames><sheets>',
        "xl/workbook.xml",
    ),
    "a note in the notes": lambda parts: sheet(parts, "<t>", f"<t>{SECRET} ", "xl/worksheets/sheet1.xml"),
    "a footer": lambda parts: sheet(
        parts, "</worksheet>", f"<headerFooter><oddFooter>{SECRET}</oddFooter></headerFooter></worksheet>"
    ),
    "comments": lambda parts: parts.update({"xl/comments1.xml": b"<comments>7319</comments>"}),
    "properties": lambda parts: parts.update({"docProps/core.xml": b"<coreProperties>Ann</coreProperties>"}),
    "a cached link": lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
}  # fmt: skip


@pytest.mark.parametrize("change", IN_BOOK.values(), ids=IN_BOOK)
def test_what_a_workbook_tells_beside_its_tables_is_found(change: Callable[[Parts], object], own: Site) -> None:
    repack(own, BOOK, change)
    assert found(own, BOOK) & {"TIP-E531", "TIP-E532", "TIP-E536"}


def test_a_workbook_as_a_program_saves_it_is_found(own: Site) -> None:
    openpyxl.load_workbook(own.root / BOOK).save(own.root / BOOK)
    assert "TIP-E537" in found(own, BOOK)


def with_comment(content: bytes) -> bytes:
    archive = io.BytesIO(content)
    with zipfile.ZipFile(archive, "a") as opened:
        opened.comment = b"7319 people"
    return archive.getvalue()


def with_times(content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in members(content).items():
            opened.writestr(zipfile.ZipInfo(name, (2025, 3, 9, 14, 3, 12)), text)
    return archive.getvalue()


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "a comment": with_comment,
    "times": with_times,
    "bytes before": lambda content: b"7319" + content,
    "bytes behind": lambda content: content + b"7319",
}


@pytest.mark.parametrize("name", [ALL, BOOK])
@pytest.mark.parametrize("change", BYTES.values(), ids=BYTES)
def test_what_an_archive_holds_beside_its_members_is_found(
    change: Callable[[bytes], bytes], name: str, own: Site
) -> None:
    (own.root / name).write_bytes(change((own.root / name).read_bytes()))
    assert "TIP-E537" in found(own, name)


MEMBERS: dict[str, Callable[[Parts], object]] = {
    "another file": lambda parts: parts.update({"rows.csv": b"person,age\n"}),
    "a file less": lambda parts: parts.pop("policy.json"),
    "another number": lambda parts: parts.update({f"{TABLE}.csv": parts[f"{TABLE}.csv"].replace(b"410", b"7319", 1)}),
}


@pytest.mark.parametrize("change", MEMBERS.values(), ids=MEMBERS)
def test_members_that_are_no_files_of_the_site_are_found(change: Callable[[Parts], object], own: Site) -> None:
    repack(own, ALL, change)
    assert found(own, ALL) == {"TIP-E536"}


def test_a_planted_number_is_found_within_archives(own: Site) -> None:
    hidden = 48_190_327
    repack(own, BOOK, lambda parts: sheet(parts, "<v>410</v>", f"<v>{hidden}</v>"))
    repack(own, ALL, lambda parts: parts.update({"policy.json": str(hidden).encode()}))
    files = {problem.file for problem in own.problems(canaries=[hidden]) if problem.code == "TIP-E535"}
    assert files == {BOOK, ALL}


def test_copies_that_the_policy_does_not_name_are_found(own: Site) -> None:
    def allow(told: dict[str, Any]) -> None:
        told["allowed"] = {"charts": None, "downloads": ["csv", "parquet", "dictionary.csv", "areas.geojson"]}

    own.release(allow)
    files = {problem.file for problem in own.problems() if problem.code == "TIP-E522"}
    assert files >= {BOOK, ALL, f"{FIGURE}.csv", f"{INDICATOR}.csv", "data/datapackage.json", "data/catalog.jsonld"}
    assert json.loads(own.text("data/release.json"))["allowed"]["downloads"]

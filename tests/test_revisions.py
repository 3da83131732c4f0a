"""What changed against the release before: marks in the tables, a page that says why, and no word of what is hidden."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from dashboards.texts import read_texts
from pipelines.inspect_site import inspect_site
from pipelines.show import show
from pipelines.show.facts import Fact
from pipelines.show.published import read_release
from pipelines.show.revisions import cell_of, is_told
from tests.published_example import write_published
from tests.revised_example import FIRST, SECOND, line, write_revised

ALL = ("person", "")
CLEARED, OPEN = (
    ("incident", "clearance=cleared_by_arrest;finding=trafficking"),
    ("incident", "clearance=open;finding=trafficking"),
)
UNKNOWN = ("incident", "clearance=unknown;finding=trafficking")
NOTE = "A clinic handed in its records of 2024 late."
BEFORE = {OPEN: (25, 34, 10), CLEARED: (0, None, 0), UNKNOWN: (15, 24, 10)}
T = read_texts("en", {})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("revised")
    last: dict[str, Any] = {"revision_note": NOTE, "revision_reasons": ["late_data"]}
    show(write_revised(base / "published", BEFORE, **last), base / "site")
    return base / "site"


def page(site: Path, name: str = "revisions.html") -> str:
    return (site / name).read_text(encoding="utf-8")


def section(html: str, figure: str) -> str:
    found = re.search(rf'<section id="revised-{figure}".*?</section>', html, re.DOTALL)
    assert found
    return found.group()


def test_a_figure_says_how_many_of_its_numbers_were_told_otherwise(site: Path) -> None:
    said = section(page(site), "response_clearance")
    assert T("revisions.changed", number=2) in said  # open, and those of which nobody knows
    assert T("revisions.newly", number=1) in said
    assert "revised-who_gender" not in page(site)


def test_before_and_now_stand_only_where_both_were_told(site: Path) -> None:
    said = re.sub(r"\s+", " ", section(page(site), "response_clearance"))
    cells = re.findall(r'<td class="number">(.*?)</td>', said)
    assert cells == ["30", "50"]  # 20 became a band, and what was withheld was told to nobody


def test_a_revised_number_is_marked_in_its_table_and_read_aloud(site: Path) -> None:
    marked = re.findall(r"<td[^>]*>([^<]*\[r\])</td>", page(site, "response.html").replace("&lt;", "below "))
    assert sorted(set(marked)) == ["50 [r]", "below 10 [r]"]
    assert T("spoken.revised", said=T("spoken.below", limit=10)) in page(site, "response.html")
    assert T("legend.revised") in page(site, "response.html")
    assert "[r]" not in page(site, "who.html").split('<section class="legend"')[0]


def test_the_releases_their_reason_and_their_note_are_told(site: Path) -> None:
    html = page(site)
    assert NOTE in html
    assert T("revisions.reasons.late_data") in html
    assert html.index(f"{SECOND}, released") < html.index(f"{FIRST}, released")
    assert "20 April 2026" in html


def test_the_auditor_reads_every_number_of_it(site: Path) -> None:
    found = {(one.code, one.file) for one in inspect_site(site) if one.file in {"revisions.html", "data/places.csv"}}
    assert found == set()


LIES = {
    "a number of no release": (
        "revisions.html,response_clearance,before,30",
        "revisions.html,response_clearance,before,40",
    ),
    "more numbers than were revised": ("response_clearance,changed,2,", "response_clearance,changed,9,"),
    "a name that the ledger has not": ("revisions.html,,ledger,20,", "revisions.html,,ledger,77,"),
    "a number of before on another page": (
        "revisions.html,response_clearance,before,30",
        "response.html,response_clearance,before,30",
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_the_auditor_finds_what_was_never_told(lie: str, site: Path) -> None:
    path, (old, new) = site / "data" / "places.csv", LIES[lie]
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        assert "TIP-E524" in {one.code for one in inspect_site(site)}
    finally:
        path.write_text(text, encoding="utf-8")


def test_a_number_of_an_earlier_release_is_none_of_a_table(site: Path) -> None:
    """The register may not take an older fact for a number that a table shows now."""
    path = site / "data" / "places.csv"
    text = path.read_text(encoding="utf-8")
    with (site / "data" / "proof" / "facts.csv").open(encoding="utf-8", newline="") as file:
        facts = [row for row in csv.DictReader(file) if (row["universe"], row["cell"]) == ALL]
    now, before = facts[0]["fact"], facts[1]["fact"]
    start = "index.html,overview_years,table,410,people_by_area,count,"
    assert f"{start}{now}\n" in text
    path.write_text(text.replace(f"{start}{now}\n", f"{start}{before}\n"), encoding="utf-8")
    try:
        assert "TIP-E524" in {one.code for one in inspect_site(site)}
    finally:
        path.write_text(text, encoding="utf-8")


def test_a_release_that_counts_nothing_anew_revises_nothing(tmp_path: Path) -> None:
    published = write_revised(tmp_path / "published", BEFORE, kind="release")
    assert read_release(published).history.revised == {}


def test_numbers_that_grew_with_time_are_no_revisions(tmp_path: Path) -> None:
    """A re-base with later months: only cells of periods that were told before can be held against each other."""
    year, quarter = ("identification", "period=2023"), ("identification", "period=2024-Q1")
    published = write_revised(tmp_path / "published", {**BEFORE, year: (5, 9, 1), quarter: (0, None, 0)})
    path = published / "ledger.jsonl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"period": "2024"', '"period": "2023"', 1), encoding="utf-8")
    release = read_release(published)
    assert [(was.at_least, was.at_most) for was, _ in release.history.revised.values()] == [(5, 9)]


@pytest.mark.parametrize(
    ("fact", "state", "count"),
    [
        (Fact(0, 365, 374, 10), "shown", 370),
        (Fact(0, 30, 49, 20), "shown", 40),
        (Fact(0, 20, 29, 20), "shown", 20),
        (Fact(0, 75, 124, 50), "shown", 100),
        (Fact(0, 0, 9, 10), "below", None),
        (Fact(0, 0, None, 0), "withheld", None),
        (Fact(0, 7, 7, 1), "shown", 7),
        (Fact(0, 0, 0, 1), "shown", 0),
    ],
)
def test_a_fact_of_an_earlier_release_is_written_as_it_was(fact: Fact, state: str, count: int | None) -> None:
    cell = cell_of(fact, 10)
    assert (cell.state, cell.count, cell.is_coarse) == (state, count, fact.step > 10)


@pytest.mark.parametrize(
    ("note", "told"),
    [(NOTE, True), ("2024-Q1 and 2024-03-28", True), ("Three people", True), ("3 people", False), ("a ² b", False)],
)
def test_a_note_says_no_counts(note: str, *, told: bool) -> None:
    assert is_told(note) is told


def test_a_note_with_counts_is_not_told_on_the_page(tmp_path: Path) -> None:
    last: dict[str, Any] = {"revision_note": "12 people were added.", "revision_reasons": []}
    show(write_revised(tmp_path / "published", BEFORE, **last), tmp_path / "site")
    assert "were added" not in page(tmp_path / "site")


def test_a_draft_and_a_first_release_say_what_they_are(tmp_path: Path) -> None:
    show(write_published(tmp_path / "draft"), tmp_path / "site")
    assert T("revisions.draft") in page(tmp_path / "site")
    release = {"id": FIRST, "period": "2024", "kind": "release", "released_on": "2025-04-15", "previous": None}
    first = write_published(tmp_path / "first", status="released", release=release)
    (first / "ledger.jsonl").write_text(json.dumps(line(FIRST, "release", "2025-04-15")) + "\n", encoding="utf-8")
    show(first, tmp_path / "site")
    assert T("revisions.first") in page(tmp_path / "site")
    assert T("revisions.draft") not in page(tmp_path / "site")

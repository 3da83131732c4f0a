"""The site as a whole: the same bytes, swapped in whole, links that exist, words that no page may say."""

import ast
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipelines.show import show
from pipelines.show.page_list import Page as Declared
from schemas.policy import DOWNLOADS
from schemas.problems import ReleaseStopped
from tests.built_pages import pages_of_example
from tests.published_example import write_published
from tests.published_words import LABELS
from tests.revised_example import line
from tests.unsaid import harmful

PAGES = pages_of_example()
PROOF = ("facts.csv", "sums.csv", "protected.csv", "witnesses.parquet")
CHECKOUT = Path(__file__).parent.parent


class Page(HTMLParser):
    """What a test needs of a page: links, ids, loaded files, headings, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        self.ids += [said["id"] or ""] if "id" in said else []
        if tag == "a":
            self.links.append(said.get("href") or "")
        elif said.get("src") or (tag == "link" and said.get("href")):
            self.loaded.append(said.get("src") or said.get("href") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_published(tmp_path_factory.mktemp("published") / "p")


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "_site"
    show(published, target)
    return target


def test_two_builds_are_the_same_bytes(published: Path, site: Path, tmp_path: Path) -> None:
    show(published, tmp_path / "again")
    first, second = (
        {p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in (site, tmp_path / "again")
    )
    assert first == second


@pytest.mark.parametrize("only", [[], ["people_by_area"], ["coverage"], ["services", "people_range"]], ids=str)
def test_missing_tables_leave_figures_out_and_say_so(only: list[str], tmp_path: Path) -> None:
    show(write_published(tmp_path / "p", only), tmp_path / "site")
    assert {page.file for page in PAGES} <= {path.name for path in (tmp_path / "site").glob("*.html")}
    assert "no data were published for this" in (tmp_path / "site" / "who.html").read_text(encoding="utf-8")


def test_an_old_site_is_replaced_whole_and_a_killed_swap_is_mended(published: Path, tmp_path: Path) -> None:
    target = tmp_path / "_site"
    (tmp_path / "._site.old").mkdir()
    (tmp_path / "._site.new").mkdir()
    (tmp_path / "._site.new" / "half.html").write_text("", encoding="utf-8")
    show(published, target)
    (target / "stale.html").write_text("", encoding="utf-8")
    show(published, target)
    assert not (target / "stale.html").exists()
    assert not (target / "half.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_the_old_site_stays_where_the_new_one_cannot_be_made(published: Path, tmp_path: Path) -> None:
    show(published, tmp_path / "_site")
    with pytest.raises(ReleaseStopped, match="TIP-E350"):
        show(tmp_path / "nothing", tmp_path / "_site")
    assert (tmp_path / "_site" / "index.html").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_file_of_a_page_exists(page: Declared, site: Path) -> None:
    found = Page((site / page.file).read_text(encoding="utf-8"))
    for link in [*found.links, *found.loaded]:
        name, _, anchor = link.partition("#")
        if link.startswith(("http", "mailto:", "tel:")):
            assert link in found.links, "a page may point to another site, and load nothing from it"
        else:
            target = site / (name or page.file)
            assert target.is_file(), link
            assert not anchor or anchor in Page(target.read_text(encoding="utf-8")).ids, link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_carries_what_all_pages_carry(page: Declared, site: Path) -> None:
    html = (site / page.file).read_text(encoding="utf-8")
    for text in (
        "Made-up data.",
        "They do not count everybody who is affected",
        "555-0100",
        "15 January 2025",
        "CC BY 4.0",
    ):
        assert text in html
    assert "script-src 'self'; style-src 'self';" in html
    assert "default-src 'none'" in html
    assert Page(html).tags.count("h1") == 1
    assert '<html lang="en">' in html
    assert not re.search(r'<style|style="|<script(?![^>]*(src=|application/(json|ld\+json)))', html)


def test_real_data_carry_no_made_up_banner(tmp_path: Path) -> None:
    folder = write_published(tmp_path / "p", [])
    told = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    told["community"]["is_made_up"] = False
    (folder / "release.json").write_text(json.dumps(told), encoding="utf-8")
    show(folder, tmp_path / "site")
    assert "Made-up data." not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_says_what_no_page_may_say(page: Declared, site: Path) -> None:
    words = " ".join(Page((site / page.file).read_text(encoding="utf-8")).words).replace("\\u003cbr\\u003e", " ")
    assert harmful(words) == []
    for word in ("nan", "none,"):
        assert not re.search(rf"\b{word}", words.casefold()), word


def test_labels_cannot_break_out_of_their_place(tmp_path: Path) -> None:
    folder = write_published(tmp_path / "p")
    told = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    told["labels"]["gender"] = {**LABELS["gender"], "female": "</script><b>&x"}
    (folder / "release.json").write_text(json.dumps(told), encoding="utf-8")
    show(folder, tmp_path / "site")
    html = (tmp_path / "site" / "who.html").read_text(encoding="utf-8")
    assert "</script><b>" not in html
    assert "&lt;/script&gt;&lt;b&gt;&amp;x" in html


def test_pages_and_charts_can_open_nothing_but_what_is_published() -> None:
    allowed = ("dashboards", "pipelines.show", "schemas.problems")
    rooms = [*(CHECKOUT / "dashboards").rglob("*.py"), *(CHECKOUT / "pipelines" / "show").rglob("*.py")]
    assert rooms
    for path in rooms:
        for name in imports(path):
            own = name.split(".")[0] in {"pipelines", "schemas", "dashboards", "tests", "tipstats", "duckdb", "dagster"}
            assert not own or any(name == room or name.startswith(f"{room}.") for room in allowed), (
                f"{path.name}: {name}"
            )


def imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def test_tables_are_copied_unchanged(published: Path, site: Path) -> None:
    for path in (published / "tables").iterdir():
        assert (site / "data" / path.name).read_bytes() == path.read_bytes()


def test_whoever_checks_finds_all_that_it_takes(published: Path, tmp_path: Path) -> None:
    (published / "ledger.jsonl").write_text(json.dumps(line("2023", "release", "2024-04-01")) + "\n", encoding="utf-8")
    (published / "proof" / "notes.txt").write_text("not of the proof", encoding="utf-8")
    show(published, tmp_path / "site")
    data = tmp_path / "site" / "data"
    for name in (*(f"proof/{name}" for name in PROOF), "ledger.jsonl", "areas.geojson", "dictionary.csv"):
        assert (data / name).read_bytes() == (published / name).read_bytes()
    assert {path.name for path in (data / "proof").iterdir()} == set(PROOF)
    told = json.loads((published / "release.json").read_text(encoding="utf-8"))
    retold = json.loads((data / "release.json").read_text(encoding="utf-8"))
    for key in ("profile", "status", "release", "policy", "allowed", "areas", "tables", "protection"):
        assert retold[key] == told[key], key
    assert "policy_in_words" not in retold
    assert json.loads((data / "policy.json").read_text(encoding="utf-8")) == told["policy"]
    (published / "ledger.jsonl").unlink()
    (published / "proof" / "notes.txt").unlink()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_draft_says_so_on_every_page(page: Declared, site: Path) -> None:
    html = (site / page.file).read_text(encoding="utf-8")
    assert '<p class="draft" role="note"><strong>Draft.</strong> Nobody has approved these numbers yet.</p>' in html
    assert "approved on" not in html


def test_a_release_says_when_it_was_approved(tmp_path: Path) -> None:
    one = {"id": "2024", "period": "2024", "kind": "period", "released_on": "2025-04-09", "previous": None}
    show(write_published(tmp_path / "p", status="released", release=one), tmp_path / "site")
    for path in (tmp_path / "site").glob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "Release 2024, approved on 9 April 2025." in html
        assert 'class="draft"' not in html


def test_what_the_policy_does_not_name_is_not_built(tmp_path: Path) -> None:
    allowed = {"charts": ["who_gender", "quality_reports"], "downloads": ["csv", "words"]}
    published = write_published(tmp_path / "p", allowed=allowed)
    (published / "words.csv").write_text("dimension,value,label,means\n", encoding="utf-8")
    show(published, tmp_path / "site")
    figures = {
        name
        for path in (tmp_path / "site").glob("*.html")
        for name in re.findall(r'class="figure" id="(\w+)"', text(path))
    }
    assert figures == {"who_gender", "quality_reports"}
    assert "no data were published for this" not in text(tmp_path / "site" / "who.html")
    files = {path.name for path in (tmp_path / "site" / "data").iterdir()}
    assert {"people_range.csv", "words.csv"} <= files
    assert not [name for name in files if name.endswith(".parquet")]
    assert {"areas.geojson", "dictionary.csv"}.isdisjoint(files)
    page = Page(text(tmp_path / "site" / "downloads.html"))
    assert all((tmp_path / "site" / link).is_file() for link in page.links if link.startswith("data/"))


def test_without_a_list_everything_is_built(tmp_path: Path, site: Path) -> None:
    for number, allowed in enumerate((None, {}, {"charts": None}, {"downloads": DOWNLOADS})):
        show(write_published(tmp_path / str(number), allowed=allowed), tmp_path / f"site{number}")
        names = {path.relative_to(tmp_path / f"site{number}") for path in (tmp_path / f"site{number}").rglob("*")}
        assert names == {path.relative_to(site) for path in site.rglob("*")}


def test_the_quality_page_says_how_many_and_never_which(site: Path) -> None:
    said = " ".join(Page(text(site / "quality.html")).words).split("How closely the numbers are told")[1]
    numbers = re.findall(r"\d+", said.split("Marks used")[0])
    assert numbers == ["130", "96", "26", "8", "11"]


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")

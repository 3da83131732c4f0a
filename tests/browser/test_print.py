"""Pages on paper: the overview is one sheet, no sheet is empty, no picture or table is cut."""

import io
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.visits import pages, reader, visit

# A4 is the narrower sheet: 210 mm less two margins of a centimetre, in CSS pixels.
SHEET = {"width": 718, "height": 1046}
# One line of text alone is no sheet.
FEW_LETTERS = 60
CUT = """width => [...document.querySelectorAll("table")].filter(table => {
  const box = table.getBoundingClientRect();
  return box.right > width + 1 || !table.checkVisibility() || box.height < 10;
}).map(table => table.textContent.trim().slice(0, 60))"""


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_overview_is_one_sheet(paper: Literal["A4", "Letter"], browser: Browser, site: Path) -> None:
    with reader(browser) as page:
        for path in site.rglob("index.html"):
            visit(page, path)
            sheets = PdfReader(io.BytesIO(page.pdf(format=paper))).pages
            assert len(sheets) == 1, path.relative_to(site)
            printed = _bare(sheets[0].extract_text())
            said = page.locator(".headline, .standing p, .points a, .figure .message, .phone").all_text_contents()
            assert [words for words in said if _bare(words) not in printed] == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_page_of_an_area_is_one_sheet_whole(paper: Literal["A4", "Letter"], browser: Browser, site: Path) -> None:
    briefs = [path for path in pages(site) if path.stem.startswith("where-")]
    assert briefs
    with reader(browser) as page:
        for path in briefs:
            visit(page, path)
            sheets = PdfReader(io.BytesIO(page.pdf(format=paper))).pages
            assert len(sheets) == 1, path.relative_to(site)
            printed = _bare(sheets[0].extract_text())
            said = page.locator(".headline, .standing p, .figure h2, .figure td, .reading li, .phone")
            assert [words for words in said.all_text_contents() if _bare(words) not in printed] == []


def test_every_table_is_open_and_none_is_cut(browser: Browser, site: Path) -> None:
    cut = []
    with reader(browser, viewport=SHEET) as page:
        page.emulate_media(media="print")
        for path in pages(site):
            visit(page, path)
            page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
            found = page.evaluate(CUT, SHEET["width"]) if path.name != "index.html" else []
            cut += [f"{path.relative_to(site)}: {table}" for table in found]
    assert cut == []


def test_no_sheet_is_nearly_empty_and_no_picture_is_higher_than_one(browser: Browser, site: Path) -> None:
    empty, cut = [], []
    with reader(browser, viewport=SHEET) as page:
        for path in pages(site):
            visit(page, path)
            sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
            few = [at for at, sheet in enumerate(sheets[:-1]) if len(_bare(sheet.extract_text())) < FEW_LETTERS]
            empty += [f"{path.relative_to(site)}: sheet {at + 1}" for at in few]
            page.emulate_media(media="print")
            high = page.locator(".chart .picture").evaluate_all(
                "all => all.map(one => one.getBoundingClientRect().height)"
            )
            cut += [f"{path.relative_to(site)}: {height}" for height in high if height > 0.75 * SHEET["height"]]
            page.emulate_media(media="screen")
    assert (empty, cut) == ([], [])


def _bare(text: str) -> str:
    """A text as it is compared: however it is broken into lines, in small letters, and without ligatures."""
    return "".join(normalize("NFKC", text).casefold().split())

"""Opening the pages of a site as a reader does: from files, scrolled through, and with every chart drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

# Charts may be drawn only when a reader comes near; a table stands open in their place until then.
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
}"""
# Plotly draws again when the width of the page has changed, some time after that.
IS_DRAWN = """() => [...document.querySelectorAll("script.drawing")].every(drawing => {
  const drawn = drawing.closest(".figure").querySelector(".main-svg");
  return drawn && Math.abs(drawn.getBoundingClientRect().width - drawn.closest(".js-plotly-plot").clientWidth) < 1;
})"""
# The pages of areas differ in their numbers alone.
AREAS = ("where-X1", "where-X3")
SHOWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def pages(site: Path) -> list[Path]:
    """Every page of a site, in folders of languages, too; of the pages of areas one with a number and one without."""
    found = [path for path in sorted(site.rglob("*.html")) if not path.stem.startswith("where-") or path.stem in AREAS]
    assert found
    return found


@contextmanager
def reader(browser: Browser, **kind: Any) -> Iterator[Page]:
    """A tab of somebody who reads in some way, such as in the dark, on a phone or without JavaScript."""
    context = browser.new_context(**kind)
    try:
        yield context.new_page()
    finally:
        context.close()


def without_charts(page: Page) -> None:
    """Leave the drawing out, where a test is about what a keyboard or a finger reaches: charts are not among that."""
    page.route("**/plotly*.js", lambda route: route.abort())


def visit(page: Page, path: Path) -> None:
    """Open a page and wait until it stands as a reader sees it in the end."""
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate(SCROLL)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page stands as it is after a change of its width or its colours."""
    page.evaluate(SHOWN)
    page.wait_for_function(IS_DRAWN)
    page.evaluate(SHOWN)

"""Opening the pages of a site as a reader does: from files, and scrolled through; charts stand there as pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

# Live drawings come near the reader; they are tried by tests/browser/test_live.py, and kept out elsewhere.
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
}"""
# The pages of areas differ in their numbers alone.
AREAS = ("where-MC1", "where-EV3")
# A script in the place of Plotly that never ends to draw.
NEVER = "window.Plotly = { react: function () { return new Promise(function () {}); } };"
SHOWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def pages(site: Path) -> list[Path]:
    """Every page of a site, in folders of languages, too; of the pages of areas one with a number and one without."""
    found = [path for path in sorted(site.rglob("*.html")) if not path.stem.startswith("where-") or path.stem in AREAS]
    assert found
    return found


@contextmanager
def reader(browser: Browser, *, is_live: bool = False, **kind: Any) -> Iterator[Page]:
    """A tab of somebody who reads in some way, such as in the dark, on a phone or without JavaScript."""
    context = browser.new_context(**kind)
    try:
        page = context.new_page()
        if not is_live:
            page.route("**/plotly*.js", lambda route: route.fulfill(body=NEVER))
        yield page
    finally:
        context.close()


def visit(page: Page, path: Path) -> None:
    """Open a page and wait until it stands as a reader sees it in the end."""
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate(SCROLL)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page stands as it is after a change of its width or its colours."""
    page.evaluate(SHOWN)

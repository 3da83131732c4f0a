"""The live drawings: they take the place of the pictures once a reader uses the page, and the console stays silent."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.visits import SCROLL, pages, reader

# A drawing is as wide as its place, and the picture is out of the way.
IS_LIVE = """() => [...document.querySelectorAll(".chart")].every(chart => chart.matches(".is-live")
  && chart.querySelector(".main-svg").getBoundingClientRect().width > 200
  && ![...chart.children].some(one => !one.matches(".live") && one.checkVisibility()))"""
SEEN = """async () => {
  for (const chart of document.querySelectorAll(".chart")) {
    chart.scrollIntoView();
    await new Promise(done => setTimeout(done, 50));
  }
}"""


def test_before_anybody_uses_a_page_nothing_large_is_loaded(browser: Browser, site: Path) -> None:
    with reader(browser, is_live=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "who.html").as_uri(), wait_until="load")
        page.wait_for_timeout(500)
        assert [url for url in asked if "plotly.min.js" in url] == []
        assert page.locator(".chart .picture").first.is_visible()


def test_every_chart_is_drawn_live_for_whoever_scrolls(browser: Browser, site: Path) -> None:
    said: list[str] = []
    with reader(browser, is_live=True) as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in pages(site):
            if path.parent == site:  # drawings are the same in every language but for their words
                _read(page, path)
    assert said == []


def _read(page: Page, path: Path) -> None:
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate(SCROLL)
    page.evaluate(SEEN)
    page.wait_for_function(IS_LIVE)

"""The way out of a page: by its link and by Shift three times, and nothing else; and without JavaScript, too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import pages, reader

SAFE = "https://www.weather.example/"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """A reader on the overview who came from another page; the safe address answers without a network."""
    with reader(browser) as page:
        page.route(f"{SAFE}**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
        page.goto((site / "who.html").as_uri())
        page.goto((site / "index.html").as_uri())
        yield page


def test_the_link_leaves_and_takes_the_page_out_of_the_way_back(page: Page, site: Path) -> None:
    page.locator(".exit a").click()
    page.wait_for_url(SAFE)
    page.go_back()
    assert page.url == (site / "who.html").as_uri()


def test_three_times_shift_leaves(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(SAFE)


@pytest.mark.parametrize("keys", [["Escape"] * 3, ["Shift", "Shift", "Tab", "Shift"], ["Shift+Tab"] * 4], ids=" ".join)
def test_no_other_keys_leave(keys: list[str], page: Page) -> None:
    for key in keys:
        page.keyboard.press(key)
    assert page.url.endswith("index.html")
    assert page.locator("h1").is_visible()


def test_without_javascript_it_is_a_plain_link(browser: Browser, site: Path) -> None:
    with reader(browser, java_script_enabled=False) as page:
        for path in pages(site):
            page.goto(path.as_uri())
            link = page.locator(".exit a")
            assert link.get_attribute("href") == SAFE, path.name
            assert link.get_attribute("rel") == "noreferrer", path.name

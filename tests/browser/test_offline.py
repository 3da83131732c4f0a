"""Pages from a stick, without a network: nothing is asked for elsewhere, nothing is refused, and all looks the same."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.visits import pages, reader, visit


def _heard(page: Page) -> tuple[list[str], list[str]]:
    """What the page asks for, and what the browser complains about, from now on."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return asked, complaints


def test_pages_are_silent_complete_and_the_same_without_a_network(browser: Browser, site: Path) -> None:
    with reader(browser) as page, reader(browser, offline=True) as cut_off:
        asked, complaints = _heard(page)
        for path in pages(site):
            visit(page, path)
            visit(cut_off, path)
            shots = [each.screenshot(full_page=True, type="jpeg", quality=100) for each in (page, cut_off)]
            assert shots[0] == shots[1], path.name
    assert complaints == []
    assert [url for url in asked if not url.startswith((site.as_uri(), "data:", "blob:"))] == []
    assert set(asked) >= {path.as_uri() for path in pages(site)}

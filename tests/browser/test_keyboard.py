"""Every page with the keyboard alone, and with a finger: focus is seen, and targets are large enough."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.visits import pages, reader

# The element that has the focus, and what is wrong with how it is shown; null once the focus has left the page.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element.dataset.seen) { return null; }
  element.dataset.seen = "1";
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const ring = element.getClientRects()[0];
  const on = document.elementFromPoint(ring.left + Math.min(ring.width, innerWidth) / 2, ring.top + ring.height / 2);
  const wrong = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) { wrong.push("no outline"); }
  if (box.bottom < 1 || box.top > innerHeight || box.right < 1) { wrong.push("out of sight"); }
  else if (box.height < innerHeight && !(on && (element.contains(on) || on.contains(element)))) {
    wrong.push("covered");
  }
  return wrong.map(what => what + ": " + element.outerHTML.slice(0, 120));
}"""
# WCAG 2.5.8 leaves out links within a sentence; all others have to have 24 by 24 pixels.
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, input, select")].filter(element => {
  const box = element.getBoundingClientRect(), around = element.parentElement;
  const isInSentence = getComputedStyle(element).display === "inline" && around.matches("p, li, td, dd")
    && around.textContent.trim().length > element.textContent.trim().length + 1;
  return !isInSentence && !element.matches(".skip") && element.checkVisibility() && (box.width < 24 || box.height < 24);
}).map(element => element.outerHTML.slice(0, 120))"""
HASH = "() => location.hash"
IS_IN_MAIN = "() => document.querySelector('main').contains(document.activeElement)"


def test_the_skip_link_is_the_first_and_leads_to_the_content(browser: Browser, site: Path) -> None:
    with reader(browser) as page:
        for path in pages(site):
            page.goto(path.as_uri())
            page.keyboard.press("Tab")
            assert page.locator("a.skip:focus").is_visible(), path.name
            page.keyboard.press("Enter")
            assert page.evaluate(HASH) == "#main", path.name
            page.keyboard.press("Tab")
            assert page.evaluate(IS_IN_MAIN) or not page.locator("main a, main summary").count(), path.name


def test_whatever_has_the_focus_is_seen(browser: Browser, site: Path) -> None:
    wrong = []
    with reader(browser) as page:
        for path in pages(site):
            page.goto(path.as_uri())
            page.keyboard.press("Tab")
            while (found := page.evaluate(FOCUSED)) is not None:
                wrong += [f"{path.relative_to(site)}: {what}" for what in found]
                page.keyboard.press("Tab")
    assert not wrong, "\n".join(wrong)


def test_targets_are_large_enough_for_a_finger(browser: Browser, site: Path) -> None:
    small = []
    with reader(browser, viewport={"width": 360, "height": 800}) as page:
        for path in pages(site):
            page.goto(path.as_uri())
            small += [f"{path.relative_to(site)}: {what}" for what in page.evaluate(SMALL)]
    assert not small, "\n".join(small)

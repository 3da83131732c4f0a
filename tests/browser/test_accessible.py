"""WCAG 2.2 AA by axe-core, in light and dark and on a phone and a desk, with the contrasts that axe leaves open."""

from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.contrast import contrast, too_weak
from tests.browser.visits import pages, reader, settle, visit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The elements are kept in the page, as a chart that is drawn again may give its parts other names.
RUN = """async rules => {
  const told = await axe.run(document, { runOnly: rules, resultTypes: ["violations", "incomplete"],
    elementRef: true, rules: { "target-size": { enabled: true } } });
  const open = told.incomplete.filter(rule => rule.id === "color-contrast").flatMap(rule => rule.nodes);
  window.leftOpen = open.map(node => node.element);
  return { violations: told.violations.map(rule => ({ id: rule.id, html: rule.nodes.map(node => node.html) })),
           open: told.incomplete.map(rule => rule.id) };
}"""
WIDTHS = (1280, 360)
# What a page is made of does not change with its colours, so that in the dark the colours alone are looked at.
SCHEMES: tuple[tuple[Literal["light", "dark"], list[str]], ...] = (("light", RULES), ("dark", ["color-contrast"]))


def test_contrast_is_worked_out_as_wcag_says() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(1.05 / 0.05)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)  # the known grey next to AA


def test_axe_finds_nothing_and_every_text_has_contrast(browser: Browser, site: Path) -> None:
    found = []
    with reader(browser) as page:
        for path in pages(site):
            visit(page, path)
            page.evaluate(AXE)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                for scheme, rules in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    settle(page)
                    where = f"{path.relative_to(site)}, {width} px, {scheme}"
                    found += [f"{where}: {what}" for what in _problems(page, rules)]
    assert not found, "\n".join(found)


def _problems(page: Page, rules: list[str]) -> list[str]:
    told = page.evaluate(RUN, rules)
    found = [f"{rule['id']}: {html}" for rule in told["violations"] for html in rule["html"]]
    found += [f"{rule} is left open" for rule in told["open"] if rule != "color-contrast"]
    return found + (too_weak(page) if "color-contrast" in told["open"] else [])

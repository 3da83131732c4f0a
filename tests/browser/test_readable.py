"""Every page for readers with a phone, without JavaScript, with other colours, or without moving pictures."""

from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from tests.browser.visits import pages, reader, settle, visit

PHONE = {"width": 320, "height": 640}
LOOKS: tuple[tuple[Literal["light", "dark"], Literal["none", "active"]], ...] = (
    ("light", "none"),
    ("light", "active"),
    ("dark", "active"),
)
# What stands of each figure: its sentence, its table, and its picture where it has one.
FIGURES = """() => [...document.querySelectorAll(".figure")].flatMap(figure => {
  const isSeen = element => element && element.checkVisibility() && element.getBoundingClientRect().height > 10;
  const pictures = [...figure.querySelectorAll(".chart > svg, .chart > img")];
  const said = figure.querySelector(".sentence") || document.querySelector(".headline");
  return [[".sentence", said], ["table", figure.querySelector("table")],
          ...pictures.map(picture => ["picture", picture])]
    .filter(([_, element]) => !isSeen(element)).map(([name]) => figure.id + ": " + name + " is not seen");
})"""
# A box that is as good as empty without its colour has to keep an edge.
SWATCHES = """() => [...document.querySelectorAll(".swatch.withheld, .swatch.below, .swatch.zero")].filter(swatch =>
  !["Top", "Left"].some(side => parseFloat(getComputedStyle(swatch)["border" + side + "Width"]) >= 1)).length"""
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll("body, body *")].filter(element =>
  /[1-9]/.test(getComputedStyle(element).transitionDuration)).length"""
SIDEWAYS = "() => document.documentElement.scrollWidth"


def test_on_a_small_phone_in_any_colours_nothing_is_lost_at_the_side(browser: Browser, site: Path) -> None:
    wide, bare = [], []
    with reader(browser, viewport=PHONE, reduced_motion="reduce") as page:
        for path in pages(site):
            visit(page, path)
            for scheme, forced in LOOKS:
                page.emulate_media(color_scheme=scheme, forced_colors=forced, reduced_motion="reduce")
                settle(page)
                where = f"{path.relative_to(site)}, {scheme}, forced colours {forced}"
                wide += [where] if page.evaluate(SIDEWAYS) > PHONE["width"] else []
                bare += [where] if page.evaluate(SWATCHES) else []
            assert page.evaluate(MOVING) == 0, path.name
    assert wide == []
    assert bare == []


def test_without_javascript_every_figure_is_read(browser: Browser, site: Path) -> None:
    missing = []
    with reader(browser, java_script_enabled=False) as page:
        for path in pages(site):
            page.goto(path.as_uri())
            missing += [f"{path.relative_to(site)}: {what}" for what in page.evaluate(FIGURES)]
    assert missing == []


def test_more_contrast_is_given_to_those_who_ask_for_it(browser: Browser, site: Path) -> None:
    with reader(browser) as page:
        page.goto((site / "index.html").as_uri())
        soft = "() => getComputedStyle(document.querySelector('.period')).color"
        before = page.evaluate(soft)
        page.emulate_media(contrast="more")
        settle(page)
        assert page.evaluate(soft) != before

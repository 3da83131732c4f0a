"""The picture of a chart is read to its last sign: whatever does not follow from its drawing is found."""

import re

import pytest

from tests.redteam.planted import SECRET, Site

PAGES = {"who_age": "who.html", "who_suspects": "who.html", "when_quarter": "when.html", "where_map": "where.html"}


def picture(site: Site, figure: str) -> tuple[str, int, int]:
    """The page, and where the picture of a figure begins and ends on it."""
    html = site.text(PAGES[figure])
    found = re.compile(r'<div class="chart"[^>]*>(.*?)</div>\n?<script', re.DOTALL).search(
        html, html.index(f'<section class="figure" id="{figure}"')
    )
    assert found
    return html, found.start(1), found.end(1)


def change(site: Site, figure: str, old: str, new: str) -> set[str]:
    """What is found once the first text of this pattern in the picture is replaced."""
    html, start, end = picture(site, figure)
    changed, count = re.subn(old, new, html[start:end], count=1)
    assert count == 1
    site.write(PAGES[figure], html[:start] + changed + html[end:])
    return site.codes()


BAR = r'<rect class="fill-main" x="0" y="(\d+)" width="(\d+)" height="16"/>'
LEAKS = {
    "a bar a little longer": (BAR, r'<rect class="fill-main" x="0" y="\1" width="\2.0001" height="16"/>'),
    "a bar that is not drawn": (BAR, ""),
    "a bar too many": (BAR, rf'\g<0><rect class="fill-paper" x="0" y="0" width="{SECRET}" height="1"/>'),
    "a bar a little lower": (BAR, r'<rect class="fill-main" x="0" y="\1.5" width="\2" height="16"/>'),
    "a class": (BAR, r'<rect class="fill-second" x="0" y="\1" width="\2" height="16"/>'),
    "a number in a class": ('class="fill-main"', f'class="fill-main n{SECRET}"'),
    "an id": ('<rect class="fill-main"', f'<rect id="n{SECRET}" class="fill-main"'),
    "an attribute for programs": ('<rect class="fill-main"', f'<rect data-n="{SECRET}" class="fill-main"'),
    "another order of attributes": (r'x="0" y="(\d+)"', r'y="\1" x="0"'),
    "a number written in another way": (r'x="0"', 'x="0.0"'),
    "a text": (r'<tspan class="strong">[^<]*', f'<tspan class="strong">{SECRET}'),
    "a text with a space": (r'<tspan class="strong">', '<tspan class="strong"> '),
    "a title": (r"<svg [^>]*>", rf"\g<0><title>{SECRET}</title>"),
    "an empty group": ("<text>", "<g/><text>"),
    "a comment": ("<text>", "<!-- more --><text>"),
    "what is not shown": ("<text>", f"<defs><text>{SECRET}</text></defs><text>"),
    "a script": ("<text>", "<script></script><text>"),
    "the end of an axis": (r'viewBox="0 0 \d+ ', f'viewBox="0 0 {SECRET} '),
    "a place for letters": (r"<tspan x=\"0%\" y=\"14\"", '<tspan x="0%" y="14.5"'),
}


@pytest.mark.parametrize(("old", "new"), LEAKS.values(), ids=LEAKS)
def test_a_change_of_a_picture_is_found(old: str, new: str, site: Site) -> None:
    assert change(site, "who_age", old, new) & {"TIP-E538"}


def test_another_order_of_bars_is_found(site: Site) -> None:
    assert change(site, "who_age", r"(<rect [^>]*/>)(<rect [^>]*/>)", r"\2\1") & {"TIP-E538"}


@pytest.mark.parametrize(
    ("figure", "old", "new"),
    [
        ("who_suspects", r'fill="url\(#who_suspects-withheld\)" x="0%"', r'\g<0> opacity="0.7"'),
        ("who_suspects", r'(<rect class="line-edge"[^>]*width=")100%', r"\g<1>73.19%"),
        ("when_quarter", r'<path class="trend" d="M(\d+) (\d+)', r'<path class="trend" d="M\1 \2.5'),
        ("when_quarter", r"h0", "h0.1"),
        ("when_quarter", r'<text class="beside"([^>]*)>0<', rf'<text class="beside"\1>{SECRET}<'),
        ("when_quarter", r'<svg class="panel" y="(\d+)"', r'<svg class="panel" y="\g<1>1"'),
        ("where_map", r'd="M', f'd="M{SECRET} 0M'),
        ("where_map", r'class="fill-\w+ line-ink" d', 'class="fill-deepest line-muted" d'),
        ("where_map", r"<li>", f"<li>{SECRET}"),
        ("where_map", r'<ul class="key">', '<ul class="key"><li></li>'),
    ],
)
def test_it_is_found_in_every_kind_of_picture(figure: str, old: str, new: str, site: Site) -> None:
    assert change(site, figure, old, new) & {"TIP-E538"}


def test_a_picture_that_is_missing_is_found(site: Site) -> None:
    assert change(site, "who_age", r"(?s).+", "") & {"TIP-E538"}


def test_a_picture_without_its_drawing_is_found(site: Site) -> None:
    html, start, end = picture(site, "who_age")
    place = f'<div class="chart" aria-hidden="true" data-height="60">{html[start:end]}</div>'
    site.replace("who.html", "</main>", f"{place}</main>")
    assert site.codes() & {"TIP-E528"}


def test_a_picture_elsewhere_is_found(site: Site) -> None:
    site.replace("who.html", "</main>", '<svg><rect width="30" height="9"/></svg></main>')
    assert site.codes() & {"TIP-E528"}

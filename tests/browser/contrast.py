"""The contrast of texts on drawings, which axe cannot work out: their colour against the pixels that lie below them."""

import io
from collections import Counter
from collections.abc import Iterable
from typing import Any

from PIL import Image
from playwright.sync_api import Page

Colour = tuple[int, int, int]
# What covers less of a text than this is an edge, a line of a grid, or a line of a hatching.
COVERS = 0.2
# Where a text stands, its colour, and what it needs; HTML has plain backgrounds, drawings are looked at.
LOOK = """() => window.leftOpen.map(element => {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect(), size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  const isDrawn = element instanceof SVGElement;
  // A rim around the letters is what they stand on, where it is as thick as they are.
  const hasRim = isDrawn && style.paintOrder.startsWith("stroke") && parseFloat(style.strokeWidth) >= 3;
  let back = hasRim ? style.stroke : null;
  for (let above = element; !isDrawn && !back; above = above.parentElement) {
    const own = above ? getComputedStyle(above).backgroundColor : "rgb(255, 255, 255)";
    back = /, 0\\)$/.test(own) ? null : own;
  }
  return { text: element.textContent, needs: isLarge ? 3 : 4.5,
           box: [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY],
           ink: isDrawn ? style.fill : style.color, back: back };
})"""
WITHOUT_TEXTS = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("text, tspan { fill: transparent !important; stroke: transparent !important }");
  document.adoptedStyleSheets = [sheet];
}"""
WITH_TEXTS = "() => { document.adoptedStyleSheets = []; }"


def too_weak(page: Page) -> list[str]:
    """The texts in `leftOpen` of the page whose contrast is below what WCAG 1.4.3 asks for, with their ratio."""
    told = page.evaluate(LOOK)
    page.evaluate(WITHOUT_TEXTS)
    shot = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("RGB")
    page.evaluate(WITH_TEXTS)
    found = []
    for one in told:
        ratio = min(contrast(read(one["ink"]), back) for back in _behind(one, shot))
        if ratio < one["needs"]:
            found.append(f"{one['text']!r}: {one['ink']} has a contrast of {ratio:.2f}")
    return found


def _behind(one: dict[str, Any], shot: Image.Image) -> Iterable[Colour]:
    if one["back"]:
        return [read(one["back"])]
    left, top, right, bottom = one["box"]
    part = shot.crop((int(left), int(top), max(int(right), int(left) + 1), max(int(bottom), int(top) + 1)))
    counted: Counter[Any] = Counter(part.get_flattened_data())
    return [colour for colour, count in counted.items() if count >= COVERS * counted.total()] or list(counted)


def read(css: str) -> Colour:
    """The colour of "rgb(1, 2, 3)"."""
    red, green, blue = (int(part) for part in css[css.index("(") + 1 : -1].split(",")[:3])
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""How the pictures of the pages write numbers, colours and hatching: in one way each, which tells nothing more."""

import re
from collections.abc import Mapping
from typing import Any

Told = Mapping[str, Any]
HIDDEN = ' aria-hidden="true" focusable="false"'
NAMES = {"/": "withheld", "|": "below"}
NAMED = re.compile(r"--plot-([a-z]+): (#[0-9a-f]{6});")


def n(value: float) -> str:
    """A number in the one way to write it."""
    return format(value, ".10g")


def pct(part: float, wide: float) -> str:
    """A part in hundredths."""
    return f"{n(round(part * 100 / wide, 4))}%"


def colours_of(style: str) -> dict[str, str]:
    """The names of the colours by their light values, which the style sheet of the pages has first."""
    found: dict[str, str] = {}
    for name, value in NAMED.findall(style):
        if name not in found.values():
            found[value] = name
    return found


def pattern(
    figure: str, shape: str, size: str = 'width="8" height="8"', more: str = "", *, is_turned: bool = False
) -> str:
    """The hatching of one look."""
    slant = "M-2 6L2 10M0 0L8 8M6 -2L10 2" if is_turned else "M-2 2L2 -2M0 8L8 0M6 10L10 6"
    fill, path = ("veil", slant) if shape == "/" else ("paper", "M4 0V8")
    inside = f'<rect class="fill-{fill}" width="8" height="8"/><path class="hatch" d="{path}"/>'
    return f'<pattern id="{figure}-{NAMES[shape]}" {size} patternUnits="userSpaceOnUse"{more}>{inside}</pattern>'


def written(text: str, x: str, y: float) -> str:
    """A text of a drawing, line by line."""
    strong = text.replace("<b>", '<tspan class="strong">').replace("</b>", "</tspan>")
    lines = enumerate(strong.split("<br>"))
    spans = "".join(f'<tspan x="{x}" y="{n(y + 14 + 18 * at)}">{line}</tspan>' for at, line in lines)
    return f"<text>{spans}</text>"


def box(look: str, x: float | str, y: float, wide: float | str, high: float) -> str:
    """A rectangle of one look."""
    left, width = (value if isinstance(value, str) else n(value) for value in (x, wide))
    return f'<rect {look} x="{left}" y="{n(y)}" width="{width}" height="{n(high)}"/>'

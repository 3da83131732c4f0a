"""Elements of SVG as text: attributes in the order given, numbers as short as they are exact."""

import re

from dashboards import palette

COLOURS = {
    palette.MAIN: "main",
    palette.SECOND: "second",
    palette.MUTED: "muted",
    palette.INK: "ink",
    palette.GRID: "grid",
    palette.HIDDEN_LINE: "edge",
    palette.HIDDEN_FILL: "veil",
    palette.PAPER: "paper",
    **dict(zip(palette.STEPS, ("palest", "pale", "middle", "deep", "deepest"), strict=True)),
}
NEAR = 4
LINE = 18
# From the top of a text to the foot of its first line.
FOOT = 14


def number(value: float) -> str:
    """A number without needless digits."""
    return f"{value:.10g}"


def share(part: float, whole: float) -> str:
    """A part as a percentage of the width or the height."""
    return f"{number(round(100 * part / whole, NEAR))}%"


def element(tag: str, inside: str = "", /, **said: float | str) -> str:
    """An element; `view_box` and the like stand for names that Python cannot write."""
    own = "".join(f' {NAMES.get(key, key)}="{_written(value)}"' for key, value in said.items())
    return f"<{tag}{own}>{inside}</{tag}>" if inside else f"<{tag}{own}/>"


NAMES = {
    "look": "class",
    "view_box": "viewBox",
    "stretch": "preserveAspectRatio",
    "units": "patternUnits",
    "hidden": "aria-hidden",
}


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else number(value)


def whole(inside: str, look: str, height: float) -> str:
    """The picture as one element, as wide as its place and as high as it is told to be."""
    return element("svg", inside, look=look, width="100%", height=height, hidden="true", focusable="false")


def piece(name: str, at: int) -> str:
    """What the signs of a picture are called that is one of several of the same chart: paper is cut between them."""
    return f"{name}-{at}" if at else name


def colour(told: str) -> str:
    """The name of a colour of the palette."""
    return COLOURS[told]


def lines(text: str, x: str, y: float) -> str:
    """A text of Plotly, with its breaks and its strong parts, from its top."""
    made = ""
    for at, line in enumerate(text.split("<br>")):
        inside = re.sub(r"<b>(.*?)</b>", r'<tspan class="strong">\1</tspan>', line)
        made += element("tspan", inside, x=x, y=y + FOOT + LINE * at)
    return element("text", made)


def hatching(name: str, sign: str) -> str:
    """How a number looks of which little or nothing is told, in points of the screen."""
    ground = element("rect", look="fill-veil" if sign == "/" else "fill-paper", width=8, height=8)
    path = "M-2 2L2 -2M0 8L8 0M6 10L10 6" if sign == "/" else "M4 0V8"
    inside = ground + element("path", look="hatch", d=path)
    return element("pattern", inside, id=f"{name}-{SIGNS[sign]}", width=8, height=8, units="userSpaceOnUse")


SIGNS = {"/": "withheld", "|": "below"}

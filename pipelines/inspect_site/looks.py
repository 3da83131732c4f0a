"""The looks that a drawing may have: a closed list, because a size or a colour can tell a number, too."""

import re
from collections.abc import Set

# Sizes and widths of every chart of the pages, in points or in parts of a place.
LOOKS: dict[str, Set[float]] = {
    "size": {6, 7, 8, 9, 11, 14, 18},
    "width": {0, 0.86, 0.9, 1, 2, 14, 16},
    "solidity": {0.1, 0.15},
    "borderpad": {0, 2},
    "xshift": {-42, -6, 0, 6},
    "yshift": {-6, 0, 4, 6},
    "l": {2, 44},
    "r": {2, 8},
    "t": {2, 24},
    "b": {2, 30, 90},
    "pad": {0},
    "bargap": {0},
    "zerolinewidth": {1},
    "x": {0},  # of a legend
    "y": {0},
}
SEE_THROUGH = "rgba(0,0,0,0)"
COLOUR = re.compile(r"#[0-9a-f]{6}")
AXIS = re.compile(r"[xy]([2-9]|[1-9]\d)?( domain)?")
AXIS_KEY = re.compile(r"[xy]axis([1-9]\d?)?")


def is_look(key: str, value: float) -> bool:
    """Whether a number is one of the sizes that charts have."""
    return value in LOOKS.get(key, ())


def palette(script: str) -> Set[str]:
    """The colours of the pages: the script that draws them knows each, for it has a dark one in its place."""
    return {*COLOUR.findall(script), SEE_THROUGH}


def is_name(text: str, colours: Set[str]) -> bool:
    """Whether a text with digits is a colour of the pages or names an axis."""
    return text in colours or bool(AXIS.fullmatch(text))

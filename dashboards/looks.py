"""What every chart shares: its plain layout, and the looks of numbers that are told in part or not at all."""

from collections.abc import Sequence
from typing import Any

from dashboards import palette

FONT = "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif"


def plain_layout(height: float, geometry: Sequence[str] = ()) -> dict[str, Any]:
    """No decoration, no dragging, system letters. `geometry` names what only places marks: "x", "y", "base".

    Every other number of a drawing has to be a published one.
    """
    return {
        "template": "none",
        "height": max(int(height), 60),
        "margin": {"l": 2, "r": 2, "t": 2, "b": 2, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": palette.INK},
        "showlegend": False,
        "dragmode": False,
        "hovermode": False,
        "bargap": 0,
        "barmode": "overlay",
        "meta": {"geometry": list(geometry)},
    }


def withheld_look() -> dict[str, Any]:
    """The hatched, outlined look of a number of which nothing is told."""
    return {
        "color": palette.HIDDEN_FILL,
        "line": {"color": palette.HIDDEN_LINE, "width": 1},
        "pattern": {"shape": "/", "fgcolor": palette.HIDDEN_LINE, "size": 7, "solidity": 0.15},
    }


def below_look() -> dict[str, Any]:
    """The empty, outlined look of a number that is somewhere between zero and a limit."""
    return {"color": palette.PAPER, "line": {"color": palette.HIDDEN_LINE, "width": 1}}


def below_on_map() -> dict[str, Any]:
    """The same for an area, which has no length: widely hatched the other way."""
    pattern = {"shape": "|", "fgcolor": palette.MUTED, "size": 9, "solidity": 0.1}
    return {**below_look(), "pattern": pattern}

"""The picture of a chart as SVG, made from its drawing without a browser; it stands in the page before any script runs.

Where it can, a coordinate is the published number itself, so that a reader of the page can check it.
"""

from collections.abc import Mapping
from typing import Any

from pipelines.show.picture.areas import areas
from pipelines.show.picture.flat import flat
from pipelines.show.picture.over_time import over_time
from pipelines.show.picture.plane import plane
from pipelines.show.picture.vocabulary import check, lists
from schemas.problems import DeclarationMistake, problem

__all__ = ["picture"]


def picture(name: str, drawing: Mapping[str, Any]) -> str:
    """The SVG of the chart of this name.

    Raises:
        DeclarationMistake: The drawing uses something that no chart of the pages uses.
    """
    told = lists(drawing)
    check(name, told)
    try:
        return _drawn(name, told)
    except (KeyError, TypeError, ValueError):
        what = "an axis, a mark or a note without what the others have, or a colour of its own"
        raise DeclarationMistake(problem("TIP-E359", file=f"{name}.py", what=what)) from None


def _drawn(name: str, told: Mapping[str, Any]) -> str:
    if any(trace.get("fill") == "toself" for trace in told["data"]):
        return areas(name, told)
    if any(trace.get("orientation") == "h" for trace in told["data"]) or not _has_lines(told):
        return flat(name, told)
    is_in_panels = any("xaxis" in trace for trace in told["data"])
    return over_time(name, told) if is_in_panels else plane(told)


def _has_lines(told: Mapping[str, Any]) -> bool:
    return any(trace.get("type") == "scatter" for trace in told["data"])

"""What a drawing may use to have a picture; anything else is named, because it would be missing on paper."""

import base64
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from schemas.problems import DeclarationMistake, problem

TRACE = {"type", "x", "y", "xaxis", "yaxis", "marker", "showlegend", "name"}
OF_BARS = {"orientation", "width", "base"}
OF_LINES = {"mode", "line", "connectgaps", "cliponaxis", "fill", "fillcolor", "fillpattern", "hoverinfo"}
TRACES = {"bar": TRACE | OF_BARS, "scatter": TRACE | OF_LINES}
MODES = {"lines", "markers", "lines+markers"}
LAYOUT = {"annotations", "bargap", "barmode", "dragmode", "font", "height", "hovermode", "legend", "margin", "meta"}
LAYOUT |= {"paper_bgcolor", "plot_bgcolor", "shapes", "showlegend"}
SIGNS = {"", "/", "|"}


def lists(told: Any) -> Any:
    """The drawing with lists in place of the typed arrays that Plotly writes."""
    if isinstance(told, Mapping):
        if "bdata" in told:
            return np.frombuffer(base64.b64decode(told["bdata"]), dtype=told["dtype"]).tolist()
        return {key: lists(value) for key, value in told.items()}
    return [lists(value) for value in told] if isinstance(told, list) else told


def check(name: str, told: Mapping[str, Any]) -> None:
    """Stop where the drawing uses what has no picture.

    Raises:
        DeclarationMistake: It names what that is.
    """
    strange = sorted(set(_strange(told)))
    if strange:
        raise DeclarationMistake(problem("TIP-E359", file=f"{name}.py", what=", ".join(strange)))


def _strange(told: Mapping[str, Any]) -> Iterator[str]:
    for trace in told["data"]:
        kind = trace.get("type", "scatter")
        if kind not in TRACES:
            yield f"the trace {kind}"
            continue
        yield from (f"{kind}.{key}" for key in set(trace) - TRACES[kind])
        if kind == "scatter" and trace.get("mode") not in MODES:
            yield "scatter.mode"
        for look in (trace.get("marker", {}), {"pattern": trace.get("fillpattern", {})}):
            if look.get("pattern", {}).get("shape", "") not in SIGNS:
                yield "pattern.shape"
    for key in set(told["layout"]) - LAYOUT:
        if not key.startswith(("xaxis", "yaxis")):
            yield f"layout.{key}"
    if any(shape.get("type") != "line" for shape in told["layout"].get("shapes", [])):
        yield "a shape that is no line"

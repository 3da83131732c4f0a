"""What a drawing says: its texts, and the numbers that it draws. How it looks and where a mark stands is left out."""

import base64
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

# Texts of traces, annotations, axes and legends; a list of texts under any other name is read as well.
SAID = {"text", "name", "hovertext", "hovertemplate", "texttemplate", "ticktext", "customdata", "ids", "meta"}
LOOKS = {"marker", "line", "font", "textfont", "fillcolor", "fillpattern", "hoverlabel"}
TAG = re.compile(r"<[^>]*>")


def drawn_texts(figure: go.Figure) -> Iterator[str]:
    """Every text that a reader of the drawing can see, without its markup."""
    plain = figure.to_plotly_json()
    layout = {key: value for key, value in plain["layout"].items() if key not in {"template", "meta"}}
    for text in (*_texts(plain["data"], is_said=False), *_texts(layout, is_said=False)):
        yield html.unescape(TAG.sub(" ", text))


def drawn_scales(figure: go.Figure) -> Iterator[str]:
    """The texts beside the steps of axes that begin at zero: they follow from where the axis ends."""
    for key, axis in figure.to_plotly_json()["layout"].items():
        is_scale = re.fullmatch(r"[xy]axis\d*", key) and isinstance(axis, Mapping) and "ticktext" in axis
        if is_scale and axis.get("range", (None,))[0] == 0:
            yield from axis["ticktext"]


def drawn_values(figure: go.Figure) -> Iterator[float]:
    """Every number of a trace and the ends of every axis, but for those that only place marks."""
    plain = figure.to_plotly_json()
    geometry = set(dict(plain["layout"].get("meta") or {}).get("geometry", ()))
    for trace in plain["data"]:
        for key, value in trace.items():
            if key not in geometry:
                yield from _numbers(value, is_listed=False)
    for key, axis in plain["layout"].items():
        letter = key[0] if re.fullmatch(r"[xy]axis\d*", key) else ""
        if letter and letter not in geometry and isinstance(axis, Mapping):
            yield from _numbers(axis.get("range") or [], is_listed=True)


def _texts(value: Any, *, is_said: bool) -> Iterator[str]:
    if isinstance(value, str):
        if is_said:
            yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            is_text = key in SAID or (key == "title" and isinstance(inner, str))
            if key not in LOOKS:
                yield from _texts(inner, is_said=is_text)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _texts(inner, is_said=True)


def _numbers(value: Any, *, is_listed: bool) -> Iterator[float]:
    """Numbers within lists; a number that stands alone is a width or a size."""
    if isinstance(value, Mapping):
        if "bdata" in value:
            yield from np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
        else:
            for inner in value.values():
                yield from _numbers(inner, is_listed=False)
    elif isinstance(value, int | float | np.number) and not isinstance(value, bool):
        if is_listed:
            yield float(value)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from _numbers(inner, is_listed=True)

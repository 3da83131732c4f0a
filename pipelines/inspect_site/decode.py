"""Everything inside the JSON of a chart: nested lists, typed arrays in base64, keys, and texts that hold JSON."""

import base64
import binascii
from collections.abc import Iterator
from typing import Any

import numpy as np

from pipelines.inspect_site.built import Unreadable, read_json

Path = tuple[str | int, ...]
# The names that Plotly knows typed arrays by.
SHORT = {"int8": "i1", "uint8": "u1", "uint8c": "u1", "u1c": "u1", "int16": "i2", "uint16": "u2", "int32": "i4"}
SHORT |= {"uint32": "u4", "float32": "f4", "float64": "f8"}
TYPES = {"i1", "u1", "i2", "u2", "i4", "u4", "f4", "f8"}


def decoded(told: Any) -> Any:
    """The same, with lists of numbers in place of typed arrays.

    Raises:
        Unreadable: A typed array is none.
    """
    if isinstance(told, dict):
        if "bdata" in told:
            return _array(told)
        return {key: decoded(value) for key, value in told.items()}
    return [decoded(value) for value in told] if isinstance(told, list) else told


def leaves(told: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value with the way to it; a text that holds JSON is opened too."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield from leaves(value, (*path, key))
    elif isinstance(told, list):
        for at, value in enumerate(told):
            yield from leaves(value, (*path, at))
    else:
        yield path, told
        if isinstance(told, str) and told.lstrip()[:1] in {"{", "["}:
            yield from _inside(told, path)


def _inside(text: str, path: Path) -> Iterator[tuple[Path, Any]]:
    try:
        told = decoded(read_json(text))
    except Unreadable:
        return
    yield from leaves(told, (*path, "json"))


def _array(told: dict[str, Any]) -> list[float]:
    said = str(told.get("dtype"))
    dtype = SHORT.get(said, said)
    if dtype not in TYPES or not isinstance(told["bdata"], str) or not set(told) <= {"bdata", "dtype", "shape"}:
        raise Unreadable("it holds a typed array of an unknown type")
    try:
        data = base64.b64decode(told["bdata"], validate=True)
    except binascii.Error:
        raise Unreadable("it holds a typed array that is no base64") from None
    if len(data) % np.dtype(dtype).itemsize:
        raise Unreadable("it holds a typed array with a rest")
    return [float(number) for number in np.frombuffer(data, f"<{dtype}").tolist()]

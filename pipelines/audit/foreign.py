"""Table systems that somebody else built, as one JSON file: what a reader can work out of each hidden cell."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.audit.part import HIGH, LOW, Part
from pipelines.audit.rule import INFINITE
from pipelines.audit.shares import Fact
from pipelines.audit.system import System
from schemas.problems import ReleaseStopped, problem

TableSystem = Mapping[str, Any]
Bounds = dict[str, tuple[int, int | None]]


def read_systems(path: Path) -> dict[str, TableSystem]:
    """The table systems of a file, by the names of its instances; a file that is one system has one without a name."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return dict(content["instances"]) if "instances" in content else {"": content}
    except (OSError, ValueError, TypeError):
        raise ReleaseStopped(problem("TIP-E512", file=path.name, what="it is no JSON text")) from None


def bounds_of(system: TableSystem) -> Bounds:
    """The least and the most (None: no end) that each hidden cell can be, as whole numbers.

    `system` has "cells" (name to number, or None), and "equations" (each a "total" and its "parts"). Hidden are cells
    that are None or named in "suppressed", "primary" or "secondary". "lower_bound_known" is the least that a reader
    knows of each of them, "rounding" ({"base", "kind": "nearest" or "adjacent", "K"}) how all others were rounded,
    and "intervals" what is told of single cells. With rounding, every cell is given.

    >>> bounds_of({"cells": {"all": 7, "a": None, "b": None}, "equations": [{"total": "all", "parts": ["a", "b"]}]})
    {'a': (0, 7), 'b': (0, 7)}

    Raises:
        ReleaseStopped: The system cannot be read, or its numbers contradict each other.
    """
    try:
        place, lower, upper, wanted = _cells(system)
        facts = [
            Fact((*((place[part], 1) for part in one["parts"]), (place[one["total"]], -1)), 0.0, 0.0)
            for one in system["equations"]
        ]
    except (KeyError, TypeError, ValueError):
        what = "a cell, a sum or a rounding in it is not as it should be"
        raise ReleaseStopped(problem("TIP-E512", file="", what=what)) from None
    if any(low > high for low, high in zip(lower, upper, strict=True)):
        raise ReleaseStopped(problem("TIP-E503", what="a table system"))
    return _bounds(System.of(lower, upper, facts), list(place), wanted)


def _cells(system: TableSystem) -> tuple[dict[str, int], list[float], list[float], set[int]]:
    """Where each cell is, its ends, and those that are asked for."""
    cells, told = system["cells"], system.get("intervals", {})
    named = {name for key in ("suppressed", "primary", "secondary") for name in system.get(key, ())}
    hidden = {name for name, count in cells.items() if count is None} | named
    place = {name: number for number, name in enumerate(cells)}
    known, rounding = float(system.get("lower_bound_known", 0)), system.get("rounding")
    ends: list[tuple[float, float]] = []
    for name, count in cells.items():
        if name in told:
            ends.append((float(told[name][0]), INFINITE if told[name][1] is None else float(told[name][1])))
        elif name in hidden:
            ends.append((known, INFINITE))
        else:
            ends.append(unrounded(_whole(count), **rounding) if rounding else (_whole(count), _whole(count)))
    wanted = set(place) if rounding else hidden | told.keys()
    return place, [low for low, _ in ends], [high for _, high in ends], {place[name] for name in wanted}


def _whole(count: float) -> int:
    if float(count) != int(count):
        raise ValueError(count)
    return int(count)


def unrounded(count: int, base: int, kind: str = "nearest", K: int = 0) -> tuple[float, float]:  # noqa: N803  its name in the manuals
    """All counts that may have become this one: to the nearest multiple of the base, half up, or to any of some.

    With "adjacent" rounding a count may go to the multiple below or above it, or with K to one that is K further.
    """
    if kind == "nearest":
        return float(max(-(-(2 * count - base) // 2), 0)), float(-(-(2 * count + base) // 2) - 1)
    if kind != "adjacent" or count % base:
        raise ValueError(kind)
    return float(max(count - (K + 1) * base + 1, 0)), float(count + (K + 1) * base - 1)


def _bounds(system: System, names: list[str], wanted: set[int]) -> Bounds:
    found: dict[int, tuple[int, int | None]] = {}
    for columns, own in system.components():
        places = [place for place, column in enumerate(columns.tolist()) if column in wanted]
        part = Part(columns, own, np.arange(len(places)), own.chosen(places))
        for row, place in enumerate(places):
            least, most = part.exact(row, LOW), part.exact(row, HIGH)
            found[int(columns[place])] = int(least), None if most == INFINITE else int(most)
    return {names[number]: found[number] for number in sorted(found)}

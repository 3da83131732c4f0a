"""The same counts told in two ways: each on its own, as a careless maker would, and all together through the door."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.audit import audit
from pipelines.publish.describe import structure
from pipelines.tables import CountedTable, Dimension
from tests.attacked_site import Made, Row, at, write_site
from tests.redteam.planned import published

Telling = Callable[[int], Row]


def rows(name: str, dimensions: Sequence[Dimension], counts: Mapping[Any, int], **more: Any) -> CountedTable:
    """A table from the numbers of its cells."""
    frame = pd.DataFrame(list(counts), columns=[dimension.name for dimension in dimensions])
    numbers = pd.Series(list(counts.values()), dtype="int64")
    return CountedTable(name, name, "person", "people", tuple(dimensions), frame.assign(count=numbers), **more)


def line(dimension: Dimension, counts: Mapping[str, int], name: str = "", **more: Any) -> CountedTable:
    """A table of one dimension."""
    return rows(name or dimension.name, (dimension,), {(value,): count for value, count in counts.items()}, **more)


def naively(tables: Sequence[CountedTable], folder: Path, telling: Telling = at, **release: Any) -> Path:
    """Every number told by itself, whatever all of them say together."""
    made = []
    for table in tables:
        names = [dimension.name for dimension in table.dimensions]
        cells = table.frame.set_index(names)["count"].items()
        told = {key if isinstance(key, tuple) else (str(key),): telling(int(count)) for key, count in cells}
        fixed: Any = {"universe": table.universe, "fixed": table.fixed, "universes": table.universes}
        made.append(Made(table.name, [structure(d) for d in table.dimensions], told, **fixed))
    return write_site(folder, made, **release)


def together(tables: Sequence[CountedTable], folder: Path, **more: Any) -> Path:
    """Through the one door."""
    published(tables, folder, **more)
    return folder


def disclosed(folder: Path, own: Path | None = None) -> list[str]:
    """What an attacker works out, in words."""
    found = audit(folder, own)
    return [what for what, _ in found.disclosures] + list(found.loose)

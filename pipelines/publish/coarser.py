"""Coarser forms of a table: larger places, longer periods, or a breakdown less, and the cells that each would keep.

Every level is in a table already, so that a coarser table is some of its rows.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from pipelines.publish.intervals import Mask
from pipelines.tables import ANY_ANSWER, TOTAL, CountedTable, Dimension

PERIODS = {"quarter": re.compile(r"\d{4}-Q\d"), "year": re.compile(r"\d{4}")}


@dataclass(frozen=True)
class Choice:
    """One dimension made coarser: `finest` is the smallest period or level of places that is left; empty, none is."""

    dimension: str
    finest: str

    @property
    def words(self) -> str:
        """The choice as a reader says it."""
        return f"{self.dimension} by {self.finest}" if self.finest else f"without {self.dimension}"


def coarser(table: CountedTable, levels: Mapping[str, str]) -> Iterator[tuple[tuple[Choice, ...], Mask]]:
    """Every coarser form of a table with the rows that it keeps; `levels`: code of an area to its level.

    The first breakdown is what the table is about: it may become coarser, and is never left out.
    """
    subject = next((own for own in table.dimensions if own.kind != "group"), None)
    ways = [_ways(table, own, levels, may_go=own is not subject) for own in table.dimensions]
    everything = np.ones(len(table.frame), dtype=bool)
    for chosen in product(*([(None, everything), *own] for own in ways)):
        choices = tuple(choice for choice, _ in chosen if choice is not None)
        if choices:
            yield choices, np.logical_and.reduce([rows for _, rows in chosen])


def how(table: CountedTable, choices: Iterable[Choice]) -> str:
    """What to write where, for a coarser form of a table."""
    choices = tuple(choices)
    sql = f"warehouse/counted/{table.name}.sql"
    said = [f'write finest = "{one.finest}" for {one.dimension} in {sql}' for one in choices if one.finest]
    dropped = [one.dimension for one in choices if not one.finest]
    if dropped:
        left = json.dumps([own.name for own in table.dimensions if own.name not in dropped])
        said.append(f"take {' and '.join(dropped)} out of {sql} and write {table.name} = {left} in policy.toml")
    return ", and ".join(said)


def _ways(
    table: CountedTable, dimension: Dimension, levels: Mapping[str, str], *, may_go: bool
) -> list[tuple[Choice, Mask]]:
    """The coarser forms of one dimension, each with its rows."""
    if dimension.kind == "group":
        return []
    values = table.frame[dimension.name]
    there = set(values)
    finest = _periods(dimension) if dimension.kind == "period" else _places(dimension, levels)
    ways = [
        (Choice(dimension.name, name), ~values.isin(dropped).to_numpy(bool))
        for name, dropped in finest
        if dropped & there
    ]
    return [*ways, (Choice(dimension.name, ""), (values == TOTAL).to_numpy(bool))] if may_go else ways


def _periods(dimension: Dimension) -> Iterator[tuple[str, set[str]]]:
    for name, pattern in PERIODS.items():
        yield name, _within(dimension, [whole for whole in dimension.partitions if pattern.fullmatch(whole)])


def _places(dimension: Dimension, levels: Mapping[str, str]) -> Iterator[tuple[str, set[str]]]:
    """Larger places, by the name of their level, the smallest first."""
    if dimension.kind != "area":
        return
    holders = [whole for whole in dimension.partitions if whole not in (TOTAL, ANY_ANSWER) and whole in levels]
    named = {
        levels[whole]: _within(dimension, [one for one in holders if levels[one] == levels[whole]]) for whole in holders
    }
    yield from sorted(named.items(), key=lambda level: (len(level[1]), level[0]))


def _within(dimension: Dimension, wholes: Sequence[str]) -> set[str]:
    """All values that some of these hold, however deep."""
    found: set[str] = set()
    waiting = list(wholes)
    while waiting:
        parts = dimension.partitions.get(waiting.pop(), ())
        waiting += [part for part in parts if part not in found]
        found.update(parts)
    return found

"""The order of rows follows from the plan of the table: an order by numbers tells of those that are not shown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from schemas.problems import Problem, problem

Row = tuple[str, ...]


def check_order(path: str, columns: Mapping[str, Sequence[str]], told: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for each breakdown by whose values the rows of a table do not stand as declared."""
    names = [str(dimension.get("name")) for dimension in told.get("dimensions", [])]
    if not names or any(name not in columns for name in names):
        return
    rows = list(zip(*(columns[name] for name in names), strict=True))
    structures = {str(one.get("name")): one for one in told.get("structure", [])}
    ranks = []
    for at, name in enumerate(names):
        runs = _runs(rows, at)
        ranks.append(_ranks(runs))
        if not all(_follows(run, structures.get(name, {})) for run in runs):
            yield problem("TIP-E530", file=path, column=name)
    keys = [tuple(rank.get(value, 0) for rank, value in zip(ranks, row, strict=True)) for row in rows]
    # One order of the values of each breakdown, the same for all of the table, and no row twice.
    if not all(one < other for one, other in pairwise(keys)):
        yield problem("TIP-E530", file=path, column=names[-1])


def _runs(rows: Sequence[Row], at: int) -> list[list[str]]:
    """The values of a breakdown as they come, for each combination of values before it."""
    groups: dict[Row, list[str]] = {}
    for row in rows:
        own = groups.setdefault(row[:at], [])
        if not own or own[-1] != row[at]:
            own.append(row[at])
    return list(groups.values())


def _ranks(runs: Sequence[Sequence[str]]) -> dict[str, int]:
    """The place of each value in the one order that all runs have; none where they contradict each other."""
    before: dict[str, set[str]] = {value: set() for run in runs for value in run}
    for run in runs:
        for one, other in pairwise(run):
            before[other].add(one)
    try:
        return {value: at for at, value in enumerate(TopologicalSorter(before).static_order())}
    except CycleError:
        return {}


def _follows(run: Sequence[str], structure: Mapping[str, Any]) -> bool:
    """Whether the parts of every sum stand as the plan lists them, and values of no sum by their names."""
    families = [(whole, parts) for kind in ("partitions", "covers") for whole, parts in structure.get(kind, {}).items()]
    # A value of several sums stands where the first of them has it, which no reader of JSON can tell.
    named = Counter(value for whole, parts in families for value in (whole, *parts))
    place = {value: at for at, value in enumerate(run)}
    listed = [[place[part] for part in parts if named[part] == 1 and part in place] for _, parts in families]
    others = [value for value in run if value not in named]
    is_declared = not structure or others == sorted(others)
    return is_declared and all(own == sorted(own) for own in listed)

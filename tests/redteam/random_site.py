"""A small world told at random: each number at any step, safe or not, in the files that everybody can read."""

import csv
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.tables import Dimension
from tests.redteam.brute_force import NO_END
from tests.redteam.possible import Interval, Intervals, is_frozen, over_time
from tests.redteam.small_systems import THEN, TOTAL, Listing, World

Row = dict[str, Any]
Pairs = tuple[tuple[str, str], ...]
Sum = tuple[str, Pairs, tuple[Pairs, ...]]
RELEASE, LONG_AGO = "2024", "2022"


@dataclass(frozen=True)
class Telling:
    """The tables of one release, and at which step each number is told."""

    listings: Sequence[Listing]
    counts: Mapping[Pairs, int]
    steps: Mapping[Pairs, int]

    @classmethod
    def at_random(cls, listings: Sequence[Listing], steps: Sequence[int], dice: random.Random) -> "Telling":
        """Any step for any number; of everybody together at least something is told, so that there is an end."""
        counts = {pairs(listing.names, cell): count for listing in listings for cell, count in listing.rows}
        told = {key: dice.choice([step for step in steps if step or key]) for key in counts}
        return cls(listings, counts, told)

    def interval(self, key: Pairs) -> Interval:
        """What is told of a number: below a step, or all that is rounded to the same multiple of it, half up."""
        count, step = self.counts[key], self.steps[key]
        if step == 0:
            return 0, NO_END
        if count < step:
            return 0, step - 1
        told = (count + step // 2) // step * step
        return max(told - step // 2, step), told + (step - 1) // 2

    def row(self, key: Pairs) -> tuple[object, ...]:
        """What a table says of a number: count, at_least, at_most and status."""
        step, (least, most) = self.steps[key], self.interval(key)
        if step == 0:
            return "", "", "", "withheld"
        if least == 0:
            return "", least, most, "below"
        return (self.counts[key] + step // 2) // step * step, least, most, "shown"

    def by_leaves(self, world: World) -> Intervals:
        """The intervals by the leaves that each number counts."""
        return {world.number([n for n, _ in key], [v for _, v in key]): self.interval(key) for key in self.counts}


def pairs(names: Sequence[str], cell: Sequence[str]) -> Pairs:
    """The name of a number: what it says, without totals."""
    return tuple(sorted((name, value) for name, value in zip(names, cell, strict=True) if value != TOTAL))


def sums(listing: Listing) -> Iterator[Sum]:
    """Every sum of a table: along one dimension, for every combination of values of the others."""
    names = listing.names
    for place, dimension in enumerate(listing.dimensions):
        for kind, families in (("adds_up", dimension.partitions), ("covers", dimension.covers)):
            for whole, parts in families.items():
                for cell in (cell for cell, _ in listing.rows if cell[place] == whole):
                    inside = ((*cell[:place], part, *cell[place + 1 :]) for part in parts)
                    yield kind, pairs(names, cell), tuple(pairs(names, part) for part in inside)


def write_site(folder: Path, world: World, steps: Sequence[int], seed: str) -> Intervals:
    """The files of a world told at random; what an attacker makes of them, by leaves."""
    dice = random.Random(seed)  # noqa: S311  # a seed tells the same everywhere
    now = Telling.at_random(world.listings(), steps, dice)
    before = Telling.at_random(world.earlier(), steps, dice) if world.kind != "one" else None
    (folder / "tables").mkdir(parents=True)
    for listing in now.listings:
        rows = [(*cell, *now.row(pairs(listing.names, cell))) for cell, _ in listing.rows]
        columns = (*listing.names, "count", "at_least", "at_most", "status")
        _write(folder / "tables" / f"{listing.name}.csv", columns, rows)
    (folder / "release.json").write_text(json.dumps(_release(now.listings, steps)), encoding="utf-8")
    if before is None:
        return now.by_leaves(world)
    _write_proof(folder / "proof", world, now, before)
    return over_time(world, before.by_leaves(world), now.by_leaves(world))


def _release(listings: Sequence[Listing], steps: Sequence[int]) -> Row:
    told = sorted({step for step in steps if step})
    described = [
        {
            "name": listing.name,
            "universe": "person",
            "structure": [_structure(dimension) for dimension in listing.dimensions],
            "columns": [{"name": "count"}],
        }
        for listing in listings
    ]
    policy = {"smallest_shown": told[0], "steps": told, "least_values": 5, "zeros": "banded"}
    return {"profile": "public", "policy": policy, "release": {"id": RELEASE}, "tables": described}


def _structure(dimension: Dimension) -> Row:
    return {
        "name": dimension.name,
        "kind": dimension.kind,
        "partitions": dimension.partitions,
        "covers": dimension.covers,
    }


def _write_proof(folder: Path, world: World, now: Telling, before: Telling) -> None:
    """Facts of both releases, the sums of the earlier one, and how both hang together."""
    folder.mkdir()
    earlier = THEN if world.kind == "frozen" else LONG_AGO
    keys = [(RELEASE, key) for key in now.counts] + [(earlier, key) for key in before.counts]
    index = {key: number for number, key in enumerate(keys)}
    facts = []
    for number, (release, key) in enumerate(keys):
        least, most = (now if release == RELEASE else before).interval(key)
        end = "" if most == NO_END else most
        facts.append((number, "person", ";".join("=".join(pair) for pair in key), least, end, 1, release))
    _write(folder / "facts.csv", ("fact", "universe", "cell", "at_least", "at_most", "step", "release"), facts)
    found = [
        (kind, index[earlier, whole], [index[earlier, part] for part in parts])
        for listing in before.listings
        for kind, whole, parts in sums(listing)
    ]
    for key in before.counts if world.kind != "rebase" else ():
        cell = world.number([name for name, _ in key], [value for _, value in key])
        found.append(("same" if is_frozen(world, cell) else "grows", index[RELEASE, key], [index[earlier, key]]))
    lines = [(number, kind, whole, part) for number, (kind, whole, parts) in enumerate(found) for part in parts]
    _write(folder / "sums.csv", ("sum", "kind", "whole", "part"), lines)


def _write(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *rows])

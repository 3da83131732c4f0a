"""The registered facts of a release: a number that is not among them, with the same interval, is never shown."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dashboards.cells import TOTAL
from schemas.problems import ReleaseStopped, problem

FILE = "proof/facts.csv"
# Noise was added on purpose: the row is registered, but its interval is not that of a count.
NOISY = "noisy"
# What a row of each other status tells, beside "shown" and "below", which tell their own interval.
NOTHING: Mapping[Any, tuple[int, int | None]] = {"withheld": (0, None), "not_reported": (0, 0)}


@dataclass(frozen=True)
class Fact:
    """One number that was told: from the least to the most that it can be, None where no end is told."""

    number: int
    at_least: int
    at_most: int | None
    step: int


Facts = Mapping[tuple[str, str], Fact]


def read_facts(published: Path, release: str) -> Facts:
    """The facts that `release` told, by universe and cell; none where there is no such file."""
    path = published / FILE
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["universe"], row["cell"]): _fact(row) for row in csv.DictReader(file) if row["release"] == release}


def _fact(row: Mapping[str, str]) -> Fact:
    at_most = int(row["at_most"]) if row["at_most"] else None
    return Fact(int(row["fact"]), int(row["at_least"]), at_most, int(row["step"]))


def join_facts(rows: pd.DataFrame, entry: Mapping[str, Any], facts: Facts, finest: int) -> pd.DataFrame:
    """The rows with `fact`, and `is_coarse` where a number is rounded more than to the `finest` step.

    Raises:
        ReleaseStopped: A row is no fact, or says something else than its fact.
    """
    if "count" not in rows.columns or rows.empty:
        return rows
    told = [(row, facts.get(cell_key(entry, row))) for row in rows.to_dict("records")]
    strange = [fact for row, fact in told if not _agrees(row, fact)]
    if strange:
        raise ReleaseStopped(problem("TIP-E355", file=FILE, table=entry["name"], rows=len(strange)))
    coarse = [fact is not None and fact.step > finest and row.get("status") == "shown" for row, fact in told]
    numbers = pd.array([None if fact is None else fact.number for _, fact in told], dtype="Int64")
    return rows.assign(fact=numbers, is_coarse=coarse)


def mark_revised(rows: pd.DataFrame, revised: Collection[int]) -> pd.DataFrame:
    """The rows with `is_revised`, where an earlier release told another fact of the same cell."""
    return (
        rows.assign(is_revised=rows["fact"].isin(list(revised)).astype(bool))
        if revised and "fact" in rows.columns
        else rows
    )


def cell_key(entry: Mapping[str, Any], row: Mapping[Any, Any]) -> tuple[str, str]:
    """Universe and cell of a row: its values but for totals, and what holds for every row of the table."""
    universe, pairs = str(entry["universe"]), dict(entry.get("fixed", {}))
    for dimension in entry["dimensions"]:
        name, is_group = dimension["name"], dimension["kind"] == "group"
        value = str(row[name])
        if is_group and value in entry.get("universes", {}):
            universe = entry["universes"][value]
        elif is_group or value != TOTAL:
            pairs[name] = value
    return universe, ";".join(f"{name}={value}" for name, value in sorted(pairs.items()))


def _agrees(row: Mapping[Any, Any], fact: Fact | None) -> bool:
    """Whether a row says what its fact says. A suppressed one says nothing but that there is a number."""
    status = row.get("status")
    if status == NOISY:
        return True
    if fact is None:
        return False
    count, told = _whole(row, "count"), (fact.at_least, fact.at_most)
    if status == "hidden":
        return fact.at_most is None and count is None
    if status in NOTHING:
        return told == NOTHING[status] and count is None
    if told != (_whole(row, "at_least"), _whole(row, "at_most")) or fact.at_most is None:
        return False
    return count is None if status == "below" else count is not None and fact.at_least <= count <= fact.at_most


def _whole(row: Mapping[Any, Any], name: str) -> int | None:
    return int(row[name]) if name in row and not pd.isna(row[name]) else None

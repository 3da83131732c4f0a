"""The auditor's own reader: a built site or a published folder, as anybody has it, and nothing else."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.audit.rule import Rule
from schemas.problems import ReleaseStopped, problem

TOTAL = "total"
Row = Mapping[str, str]


@dataclass(frozen=True)
class Dimension:
    """One breakdown: which values add up to another one, and which overlap and cover it."""

    name: str
    kind: str
    partitions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    covers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    per_group: Mapping[str, "Dimension"] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Dimension":
        """One entry of "structure"; the entries of `per_group` may leave out what they share with it."""
        own = {group: cls.of({**said, "per_group": {}, **each}) for group, each in said.get("per_group", {}).items()}
        return cls(said["name"], said["kind"], said.get("partitions", {}), said.get("covers", {}), own)


@dataclass(frozen=True)
class Table:
    """One table with counts, every cell still as text."""

    name: str
    universe: str
    dimensions: tuple[Dimension, ...]
    fixed: Mapping[str, str]
    universes: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def key(self, values: Sequence[str]) -> tuple[str, frozenset[tuple[str, str]]]:
        """Which number of the model a cell is: its universe, and its pairs other than total."""
        universe, pairs = self.universe, set(self.fixed.items())
        for dimension, value in zip(self.dimensions, values, strict=True):
            if dimension.kind == "group" and value in self.universes:
                universe = self.universes[value]
            elif dimension.kind == "group" or value != TOTAL:
                pairs.add((dimension.name, value))
        return universe, frozenset(pairs)

    def values(self, row: Row) -> tuple[str, ...]:
        """The values of a row in the order of the dimensions."""
        return tuple(row[dimension.name] for dimension in self.dimensions)


@dataclass(frozen=True)
class Site:
    """All that the auditor knows: tables with counts, areas, the rule, and what earlier releases told."""

    rule: Rule
    release: str
    tables: tuple[Table, ...]
    areas: tuple[Mapping[str, Any], ...]
    facts: tuple[Row, ...] = ()
    sums: tuple[Row, ...] = ()


def read_site(folder: Path) -> Site:
    """Everything of a built site (its data/ folder) or of a published folder that the auditor looks at.

    Raises:
        ReleaseStopped: A file is missing, is not as it should be, or its two copies differ.
    """
    home = folder / "data" if (folder / "data" / "release.json").exists() else folder
    try:
        release = json.loads((home / "release.json").read_text(encoding="utf-8"))
        tables = home / "tables" if home == folder else home
        found = tuple(_table(tables, said) for said in release["tables"] if _is_counted(said))
        facts, sums = (_optional(home / "proof" / name) for name in ("facts.csv", "sums.csv"))
        identity = str((release.get("release") or {}).get("id", "draft"))
        return Site(Rule.of(release), identity, found, tuple(release.get("areas", ())), facts, sums)
    except (OSError, UnicodeDecodeError) as error:
        name = Path(getattr(error, "filename", None) or "release.json").name
        raise ReleaseStopped(problem("TIP-E502", file=name, what="it is missing or no text")) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ReleaseStopped(problem("TIP-E502", file="release.json", what="it is not as a release says")) from None


def _is_counted(said: Mapping[str, Any]) -> bool:
    return any(column["name"] == "count" for column in said["columns"])


def _table(folder: Path, said: Mapping[str, Any]) -> Table:
    name = str(said["name"])
    columns, rows = _csv(folder / f"{name}.csv")
    dimensions = tuple(Dimension.of(dimension) for dimension in said["structure"])
    needed = {"count", "status", *(dimension.name for dimension in dimensions)}
    if not needed <= set(columns):
        raise ReleaseStopped(problem("TIP-E502", file=f"{name}.csv", what="a column is missing"))
    copy = folder / f"{name}.parquet"
    if copy.exists() and not _is_same(columns, rows, copy):
        raise ReleaseStopped(problem("TIP-E506", file=copy.name, other=f"{name}.csv"))
    fixed, universes = said.get("fixed", {}), said.get("universes", {})
    return Table(name, str(said["universe"]), dimensions, fixed, universes, columns, rows)


def _csv(path: Path) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = list(csv.reader(file)) or [[]]
    if len(set(header)) < len(header) or any(len(line) != len(header) for line in lines):
        raise ReleaseStopped(problem("TIP-E502", file=path.name, what="its rows do not have the columns of its header"))
    return tuple(header), tuple(dict(zip(header, line, strict=True)) for line in lines)


def _optional(path: Path) -> tuple[Row, ...]:
    return _csv(path)[1] if path.exists() else ()


def _is_same(columns: Sequence[str], rows: Sequence[Row], copy: Path) -> bool:
    """Whether the Parquet copy says cell by cell what the CSV says."""
    try:
        table = pq.read_table(copy)
    except (pa.ArrowException, OSError):
        return False
    if table.column_names != list(columns) or table.num_rows != len(rows):
        return False
    return all(
        _says(row[name], value) for name in columns for row, value in zip(rows, table[name].to_pylist(), strict=True)
    )


def _says(text: str, value: object) -> bool:
    if value is None or text == "":
        return value in (None, "") and text == ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(text) == float(value)
        except ValueError:
            return False
    return text == str(value)

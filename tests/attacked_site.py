"""Small made-up published folders, written by hand as the contract of a release says, for the tests of the auditor."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd

Row = dict[str, Any]
Sums = Mapping[str, Sequence[str]]
POLICY = {"profile": "public", "smallest_shown": 10, "steps": [10, 20, 50], "least_values": 5, "zeros": "banded"}
COUNTED = ("count", "at_least", "at_most", "status")


def at(count: int, step: int = 10) -> Row:
    """A count as it is told at a step."""
    if count < step:
        return {"count": None, "at_least": 0, "at_most": step - 1, "status": "below"}
    told = (count + step // 2) // step * step
    return {"count": told, "at_least": max(told - step // 2, step), "at_most": told + step // 2 - 1, "status": "shown"}


def exactly(count: int) -> Row:
    return {"count": count, "at_least": count, "at_most": count, "status": "shown"}


def untold(status: str) -> Row:
    """A row of which nothing is told: withheld, hidden or not_reported."""
    return {"count": None, "at_least": None, "at_most": None, "status": status}


WITHHELD, HIDDEN, SILENT = untold("withheld"), untold("hidden"), untold("not_reported")


def dimension(name: str, kind: str = "single", sums: Sums | None = None, covers: Sums | None = None) -> Row:
    sums, covers = ({whole: list(parts) for whole, parts in given.items()} if given else {} for given in (sums, covers))
    return {"name": name, "kind": kind, "partitions": sums, "covers": covers, "per_group": {}}


AREA = dimension("area", "area", {"total": ("N", "S")})
AGE = dimension("age", sums={"total": ("child", "adult")})
SEX = dimension("sex", sums={"total": ("female", "male")})
FORM = dimension("form", "multi", {"total": ("any_answer", "unknown")}, {"any_answer": ("labour", "sexual")})


@dataclass
class Made:
    """One made-up table: `rows` by the values of its dimensions; more columns are in `more`, by the same values."""

    name: str
    dimensions: Sequence[Row]
    rows: Mapping[tuple[str, ...], Row]
    universe: str = "person"
    more: Mapping[tuple[str, ...], Row] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    universes: Mapping[str, str] = field(default_factory=dict)

    @property
    def frame(self) -> pd.DataFrame:
        names = [dimension["name"] for dimension in self.dimensions]
        frame = pd.DataFrame(
            [{**dict(zip(names, v, strict=True)), **row, **self.more.get(v, {})} for v, row in self.rows.items()]
        )
        whole = {"count", "at_least", "at_most", "base", "error_95"} & set(frame.columns)
        return frame.astype(dict.fromkeys(sorted(whole), "Int64"))

    @property
    def told(self) -> Row:
        return {
            "name": self.name,
            "title": self.name,
            "unit": "people",
            "universe": self.universe,
            "dimensions": [{"name": d["name"], "kind": d["kind"]} for d in self.dimensions],
            "structure": list(self.dimensions),
            "fixed": dict(self.fixed),
            "universes": dict(self.universes),
            "columns": [{"name": str(name)} for name in self.frame.columns],
        }


def line(name: str, by: Row, rows: Mapping[str, Row], **more: Any) -> Made:
    """A table of one dimension."""
    return Made(name, (by,), {(value,): row for value, row in rows.items()}, **more)


def crossed(name: str, one: Row, other: Row, leaves: Mapping[tuple[str, str], int], **more: Any) -> Made:
    """A table of two dimensions at step 10, with the sums of its leaves as its totals."""
    rows = {}
    for values in product(*(_values(by) for by in (one, other))):
        inside = [count for leaf, count in leaves.items() if all(map(_lies_in, (one, other), leaf, values))]
        rows[values] = at(sum(inside))
    return Made(name, (one, other), rows, **more)


def _values(by: Row) -> list[str]:
    families = [*by["partitions"].items(), *by["covers"].items()]
    return list(dict.fromkeys(value for whole, parts in families for value in (whole, *parts)))


def _lies_in(by: Row, leaf: str, value: str) -> bool:
    return leaf == value or any(_lies_in(by, leaf, part) for part in by["partitions"].get(value, ()))


def write_site(folder: Path, tables: Iterable[Made], *, built: bool = False, **release: Any) -> Path:
    """A published folder, or `built` the folder of a site. `release`: keys of release.json; facts and sums of proof."""
    home = folder / "data" if built else folder
    place = home if built else home / "tables"
    place.mkdir(parents=True)
    proof = {name: release.pop(name) for name in ("facts", "sums") if name in release}
    told = {"profile": "public", "release": {"id": "draft"}, "areas": [], **release}
    told["policy"] = {**POLICY, "profile": told["profile"], **release.get("policy", {})}
    tables = list(tables)
    for table in tables:
        table.frame.to_csv(place / f"{table.name}.csv", index=False, lineterminator="\n")
        table.frame.to_parquet(place / f"{table.name}.parquet", index=False)
    (home / "release.json").write_text(json.dumps({**told, "tables": [table.told for table in tables]}))
    for name, text in proof.items():
        (home / "proof").mkdir(exist_ok=True)
        (home / "proof" / f"{name}.csv").write_text(text)
    return folder

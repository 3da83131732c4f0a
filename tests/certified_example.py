"""A published folder with its certificate, every number of it worked out by hand; everybody in it is made up.

Sixty people. All 55-64 = North 45-54 + South 10-14; North = Northfell <10 + Northby (withheld). All = any answer
45-54 + unknown 10-14; any answer is covered by labour 45-54, sex <10 and other, of which nobody has reported. An
earlier release told all 55-64, South 10-14 and sex <10.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.verify import verify
from schemas.problems import ReleaseStopped

Row = dict[str, Any]
Sum = tuple[str, int, tuple[int, ...]]
# Why, the facts that are added, those that are taken away, and the witnesses that show 0 and several.
Line = tuple[str, tuple[int, ...], tuple[int, ...], int | None, int | None]
CELLS = ["", "area=N", "area=S", "area=N1", "area=N2", "form=any_answer", "form=unknown"]
CELLS += ["form=labour", "form=sex", "form=other"]
ALL, N, S, N1, N2, ANY, UNKNOWN, LABOUR, SEX, OTHER, OLD_ALL, OLD_S, OLD_SEX = range(13)
TOLD: dict[int, tuple[int, int | None, int]] = {
    ALL: (55, 64, 10),
    N: (45, 54, 10),
    S: (10, 14, 10),
    N1: (0, 9, 10),
    N2: (0, None, 0),
    ANY: (45, 54, 10),
    UNKNOWN: (10, 14, 10),
    LABOUR: (45, 54, 10),
    SEX: (0, 9, 10),
    OTHER: (0, 0, 1),
    OLD_ALL: (55, 64, 10),
    OLD_S: (10, 14, 10),
    OLD_SEX: (0, 9, 10),
}
# In w0 nobody is in Northfell or in sex; in w1 and w2 several are.
WITNESSES = {
    "w0": [60, 50, 10, 0, 50, 48, 12, 48, 0, 0, 60, 10, 0],
    "w1": [64, 50, 14, 5, 45, 53, 11, 47, 6, 0, 58, 10, 1],
    "w2": [64, 50, 14, 5, 45, 53, 11, 47, 6, 0, 58, 10, 6],
}
SUMS: list[Sum] = [
    ("adds_up", ALL, (N, S)),
    ("adds_up", N, (N2, N1)),
    ("adds_up", ALL, (ANY, UNKNOWN)),
    ("covers", ANY, (LABOUR, SEX, OTHER)),
    ("grows", ALL, (OLD_ALL,)),
    ("grows", S, (OLD_S,)),
    ("grows", SEX, (OLD_SEX,)),
]
# Northby is withheld, but whoever subtracts knows that it is large: its line needs no witness.
PROTECTED: list[Line] = [
    ("small", (N1,), (), 0, 1),
    ("small", (N2,), (), None, None),
    ("small", (SEX,), (), 0, 1),
    ("small", (OLD_SEX,), (), 0, 2),
    ("group", (ANY,), (LABOUR,), None, 1),
    ("increment", (ALL,), (OLD_ALL,), 0, 1),
    ("increment", (S,), (OLD_S,), 0, 1),
    ("increment", (SEX,), (OLD_SEX,), 0, 1),
    ("cross", (S, ANY), (ALL,), 0, 1),
]
AREA = {"name": "area", "kind": "area", "partitions": {"total": ["N", "S"], "N": ["N1", "N2"]}, "covers": {}}
FORM = {
    "name": "form",
    "kind": "multi",
    "partitions": {"total": ["any_answer", "unknown"]},
    "covers": {"any_answer": ["labour", "sex", "other"]},
}
SHOWN: dict[str, list[Row]] = {
    "people_by_area": [
        {"area": "total", "count": 60, "status": "shown", "rate_per_100k": 400.0},
        {"area": "N", "count": 50, "status": "shown", "rate_per_100k": 500.0},
        {"area": "S", "count": 10, "status": "shown", "rate_per_100k": 200.0},
        {"area": "N1", "status": "below"},
        {"area": "N2", "status": "withheld"},
    ],
    "people_by_form": [
        {"form": "total", "count": 60, "status": "shown"},
        {"form": "any_answer", "count": 50, "status": "shown", "base": 50, "pct": 100},
        {"form": "unknown", "count": 10, "status": "shown"},
        {"form": "labour", "count": 50, "status": "shown", "base": 50, "pct": 100},
        {"form": "sex", "status": "below", "base": 50},
        {"form": "other", "status": "not_reported"},
    ],
}
AREAS = [("N", "", 10_000), ("S", "", 5_000), ("N1", "N", 2_000), ("N2", "N", 8_000)]


def listed() -> list[Row]:
    """The facts: those of this release, and after them those of the one before."""
    names = ("fact", "universe", "cell", "at_least", "at_most", "step", "release")
    cells = [*CELLS, "", "area=S", "form=sex"]
    lines = [(fact, "person", cells[fact], *TOLD[fact], "2024" if fact < OLD_ALL else "2023") for fact in TOLD]
    return [dict(zip(names, line, strict=True)) for line in lines]


def told(rows: list[Row]) -> list[Row]:
    """A table with the intervals of its cells."""
    full = []
    for row in rows:
        [name] = row.keys() & {"area", "form"}
        least, most, _ = TOLD[CELLS.index("" if row[name] == "total" else f"{name}={row[name]}")]
        interval = {"at_least": least, "at_most": most} if row["status"] in {"shown", "below"} else {}
        full.append({name: row[name], "count": None, **interval, **row})
    return full


def frame(rows: list[Row]) -> pd.DataFrame:
    """Rows as a table, numbers as whole numbers that may be missing."""
    found = pd.DataFrame(rows)
    whole = [name for name in ("count", "at_least", "at_most", "base", "pct", "zero", "some") if name in found]
    return found.astype(dict.fromkeys(whole, "Int64"))


def described() -> Row:
    """The content of release.json that the check reads."""
    tables = [
        {"name": name, "universe": "person", "structure": [structure], "columns": [{"name": "count"}]}
        for name, structure in (("people_by_area", AREA), ("people_by_form", FORM))
    ]
    return {
        "profile": "public",
        "policy": {"smallest_shown": 10, "steps": [10, 20, 50], "least_values": 5, "zeros": "banded"},
        "release": {"id": "2024", "period": "2024", "kind": "release", "released_on": "2025-04-01"},
        "areas": [{"code": code, "parent": parent, "population": people} for code, parent, people in AREAS],
        "tables": tables,
    }


@dataclass
class Certified:
    """The folder before it is written, so that a test can spoil any part of it."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: told(rows) for name, rows in SHOWN.items()})
    release: Row = field(default_factory=described)
    facts: list[Row] = field(default_factory=listed)
    sums: list[Sum] = field(default_factory=lambda: list(SUMS))
    protected: list[Line] = field(default_factory=lambda: list(PROTECTED))
    witnesses: dict[str, list[Any]] = field(default_factory=lambda: {name: [*own] for name, own in WITNESSES.items()})
    multipliers: list[str] = field(default_factory=list)

    def write(self, folder: Path, tables: str = "tables") -> Path:
        """Everything as files; the folder."""
        proof, beside = folder / "proof", folder / tables
        proof.mkdir(parents=True, exist_ok=True)
        beside.mkdir(exist_ok=True)
        (folder / "release.json").write_text(json.dumps(self.release), encoding="utf-8")
        for name, rows in self.tables.items():
            frame(rows).to_csv(beside / f"{name}.csv", index=False)
            frame(rows).to_parquet(beside / f"{name}.parquet", index=False)
        frame(self.facts).to_csv(proof / "facts.csv", index=False)
        parts = [(at, kind, whole, part) for at, (kind, whole, parts) in enumerate(self.sums) for part in parts]
        pd.DataFrame(parts, columns=["sum", "kind", "whole", "part"]).to_csv(proof / "sums.csv", index=False)
        lines = [self._line(at, line) for at, line in enumerate(self.protected)]
        columns = ["quantity", "why", "plus", "minus", "zero", "some"]
        frame(lines).reindex(columns=columns).to_csv(proof / "protected.csv", index=False)
        witnesses = {name: pa.array(own) for name, own in self.witnesses.items()}
        pq.write_table(pa.table(witnesses), proof / "witnesses.parquet")
        if self.multipliers:
            text = "\n".join(["quantity,sum,part,multiplier", *self.multipliers])
            (proof / "multipliers.csv").write_text(text + "\n", encoding="utf-8")
        return folder

    def _line(self, at: int, line: Line) -> Row:
        why, plus, minus, zero, some = line
        sides = {"plus": " ".join(map(str, plus)), "minus": " ".join(map(str, minus))}
        return {"quantity": at, "why": why, **sides, "zero": zero, "some": some}


def codes(folder: Path) -> set[str]:
    """The codes of everything that is wrong with a folder."""
    with pytest.raises(ReleaseStopped) as stopped:
        verify(folder)
    return {found.code for found in stopped.value.problems}

"""The proof of the made-up published folder: its facts, worked out from its tables by the contract of a release."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from tests.published_words import MISSING

HEAD = ("fact", "universe", "cell", "at_least", "at_most", "step", "release")
# A release before this one, which told more closely what is withheld now: it must not be taken for this one.
EARLIER = ("person", "age_group=unknown;gender=unknown", 10, 14, 10, "2023")
Table = tuple[Mapping[str, Any], pd.DataFrame]


def write_proof(folder: Path, tables: Sequence[Table], release: str) -> None:
    """proof/facts.csv with every number once, and the other files of a proof with their heads alone."""
    (folder / "proof").mkdir()
    told: dict[tuple[str, str], tuple[int, int | None, int]] = {}
    for entry, frame in tables:
        if "count" in frame.columns:
            for row in frame.to_dict("records"):
                found = fact_of(row)
                if told.setdefault(cell_of(entry, row), found) != found:
                    raise AssertionError(f"{entry['name']} contradicts another table: {row}")
    rows = [(*cell, *found, release) for cell, found in told.items()]
    with (folder / "proof" / "facts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([HEAD, *((number, *row) for number, row in enumerate([*rows, EARLIER]))])
    (folder / "proof" / "sums.csv").write_text("sum,kind,whole,part\n", encoding="utf-8")
    (folder / "proof" / "protected.csv").write_text("quantity,why,plus,minus,zero,some\n", encoding="utf-8")
    witness = pd.DataFrame({"w0": pd.array([0] * (len(rows) + 1), dtype="int32")})
    write_rows(folder / "proof" / "witnesses.parquet", witness)


def write_rows(path: Path, frame: pd.DataFrame) -> None:
    """Parquet with the rows and nothing else."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, use_dictionary=False, write_statistics=False, store_schema=False)


def cell_of(entry: Mapping[str, Any], row: Mapping[Any, Any]) -> tuple[str, str]:
    """The universe of a row, and its pairs in the order of their names, without totals."""
    universe, pairs = entry["universe"], dict(entry["fixed"])
    for dimension in entry["dimensions"]:
        value = row[dimension["name"]]
        if value in entry["universes"]:
            universe = entry["universes"][value]
        elif value != "total":
            pairs[dimension["name"]] = value
    return universe, ";".join(f"{name}={pairs[name]}" for name in sorted(pairs))


def fact_of(row: Mapping[Any, Any]) -> tuple[int, int | None, int]:
    """What a row tells: from, to, and the step that this comes from."""
    if row["status"] == "not_reported":
        return 0, 0, 1
    if row["status"] in {"withheld", "hidden"}:
        return 0, None, 0
    least, most = int(row["at_least"]), int(row["at_most"])
    return least, most, most + 1 if row["status"] == "below" else step_of(int(row["count"]), least, most)


def step_of(count: int, least: int, most: int) -> int:
    """1 for an exact number; a number of 20 from 20 to 29 was rounded to 20s, one from 15 to 24 to 10s."""
    return 1 if least == most else {4: 10, 9: 20, 24: 50}[most - count]


def structure(name: str, kind: str, values: Sequence[str]) -> dict[str, Any]:
    """How the values of a breakdown add up, as far as the example has them."""
    missing = [value for value in values if value in MISSING]
    answers = [value for value in values if value not in {"total", "any_answer", *missing}]
    sums: dict[str, list[str]] = {}
    covers: dict[str, list[str]] = {}
    if kind == "area":
        sums = {"total": ["X", "unknown"], "X": [value for value in answers if value != "X"]}
    elif kind == "period":
        sums = {year: [value for value in values if value.startswith(f"{year}-Q")] for year in values if len(year) == 4}
    elif "any_answer" in values:
        sums = {"total": ["any_answer", *missing]} if "total" in values else {}
        (sums if kind == "single" else covers)["any_answer"] = answers
    elif "total" in values:
        sums = {"total": answers}
    told = {whole: parts for whole, parts in sums.items() if parts}
    return {"name": name, "kind": kind, "partitions": told, "covers": covers, "per_group": {}}

"""tipstats from a file to published tables, beside a plain script with the same counts and DuckDB's mere reading.

Usage: python tests/bench/bench.py [ROWS ...]   (100,000 and 1,000,000 identifications where none are given)
It tells and does not judge: no time is asserted. It fails where the counts differ.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from pipelines.simulate import simulate  # noqa: E402  # the checkout is on the path only from here on
from tests.bench.measure import Measured, measure  # noqa: E402  # the same

HERE = Path(__file__).parent
TIMES = 3
SOURCE = "legal_aid"
NAMES = ("tipstats", "plain", "floor")


def bench(rows: int, folder: Path) -> None:
    """One size, three times each, one after the other so that a slow minute is slow for all."""
    project = folder / "project"
    truth = simulate(project, rows, seed=1, sources=(SOURCE,), is_everyone_met=True)
    file = next((project / "sources" / SOURCE / "inbox").glob("*.csv"))
    counts = folder / "plain.json"
    runs: dict[str, list[Measured]] = {name: [] for name in NAMES}
    for at in range(TIMES):
        fresh = folder / f"run{at}"
        shutil.copytree(project, fresh, copy_function=os.link)
        python = sys.executable
        tables = (CHECKOUT / "areas.csv", CHECKOUT / "schemas" / "words" / "countries.csv", counts)
        run = [python, str(CHECKOUT / "tipstats.py"), "--project", str(fresh), "run", "--until", "published"]
        runs["tipstats"].append(measure(run, CHECKOUT))
        runs["plain"].append(measure([python, str(HERE / "plain.py"), str(file), *map(str, tables)], CHECKOUT))
        runs["floor"].append(measure([python, str(HERE / "floor.py"), str(file)], CHECKOUT))
    _show(rows, file.stat().st_size, runs)
    differ = differences(fresh / "warehouse" / "_data" / "counted", json.loads(counts.read_text(encoding="utf-8")))
    people = _counted(fresh / "warehouse" / "_data" / "counted", "people_by_age_and_gender", "age_group").get("total")
    if people != truth.counts["linked"]:
        differ.append(f"people: {people} counted, {truth.counts['linked']} true")
    print("  counts: the same as the plain script's and as the truth" if not differ else "\n".join(differ))
    if differ:
        sys.exit(1)


def differences(counted: Path, plain: dict[str, dict[str, int]]) -> list[str]:
    """Every cell in which the pipeline and the plain script do not say the same."""
    ours = {
        "age_group": _counted(counted, "people_by_age_and_gender", "age_group"),
        "gender": _counted(counted, "people_by_age_and_gender", "gender"),
        "exploitation": _counted(counted, "people_by_exploitation", "exploitation"),
        "area_year": _counted(counted, "people_by_area", "area", "period"),
        "month": _counted(counted, "identifications_by_period", "period"),
    }
    return [
        f"{table} {key}: {ours[table].get(key, 0)} counted, {count} by the plain script"
        for table, cells in plain.items()
        for key, count in sorted(cells.items())
        if ours[table].get(key, 0) != count
    ]


def _counted(folder: Path, table: str, *dimensions: str) -> dict[str, int]:
    """Cells of a counted table by some of its dimensions, the others at their total."""
    frame = pd.read_parquet(folder / f"{table}.parquet")
    for other in set(frame.columns) - {*dimensions, "count", "is_reported"}:
        frame = frame[frame[other].astype(str) == "total"]
    keys = frame[list(dimensions)].astype(str).agg("|".join, axis=1)
    return dict(zip(keys.tolist(), frame["count"].astype(int).tolist(), strict=True))


def _show(rows: int, size: int, runs: dict[str, list[Measured]]) -> None:
    seconds = {name: statistics.median(run.seconds for run in done) for name, done in runs.items()}
    peak = {name: max(run.peak_mib for run in done) for name, done in runs.items()}
    lines = [f"{rows:,} identifications, {size / 2**20:.0f} MiB, median of {TIMES}, whole processes"]
    lines += [
        f"  {name:9} {seconds[name]:7.2f} s   {seconds[name] / seconds['plain']:5.2f} x plain   "
        f"{seconds[name] / seconds['floor']:5.2f} x floor   {peak[name]:6.0f} MiB"
        for name in NAMES
    ]
    print("\n".join(lines), flush=True)  # the benchmark speaks to the person who started it


def main(arguments: Sequence[str]) -> None:
    """Every size in a folder of its own, which is taken away again."""
    for text in arguments or ("100_000", "1_000_000"):
        with tempfile.TemporaryDirectory(prefix="tipstats-bench-") as folder:
            bench(int(text.replace(",", "")), Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])

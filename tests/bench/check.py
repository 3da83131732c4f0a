"""`tipstats check` beside `frictionless validate` on an equal schema, and beside merely loading pandas and pandera.

Usage: python tests/bench/check.py PYTHON [ROWS ...]
PYTHON is the interpreter of an environment that has frictionless; 1,000 and 100,000 rows where none are given.
It tells and does not judge: no time is asserted.
"""

import compileall
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from tests.bench.measure import Measured, measure  # noqa: E402  # the checkout is on the path only from here on
from tests.command_line import make_project  # noqa: E402  # the same
from tests.planted_errors.form import good, table_schema, text_of  # noqa: E402  # the same

TIMES = 5
OFTEN = 0.03  # seconds; these processes are short
SOURCE = """
holder = "Made-up shelter"
kind = "shelter"
identity = "id"
[agreement]
legal_basis = "Made up"
[record.identification]
id = "No"
[record.identification.columns]
person_token = "Token"
identified_on = "Intake date"
consent = "Consent"
age = "Age"
age_group = "Age group"
gender = "Gender"
citizenship_group = "Citizenship"
exploitation = { header = "Exploitation", split = ";" }
area = "City"
[record.identification.words.exploitation]
labour = "forced_labour"
sexual = "sexual_exploitation"
begging = "forced_begging"
"""
AREAS = """code,name,level,parent,population,also
n,Northtown,district,,500,
s,Southtown,district,,500,
"""


def bench(python: str, rows: int, folder: Path) -> None:
    """One size, one after the other so that a slow minute is slow for all."""
    file = _file(rows, folder)
    (folder / "schema.json").write_text(json.dumps(table_schema()), encoding="utf-8")
    root = folder / "project"
    root.mkdir()
    project = make_project(root)
    (root / "areas.csv").write_text(AREAS, encoding="utf-8")
    (project.source_folder("clinic") / "source.toml").write_text(SOURCE, encoding="utf-8")
    ours = [sys.executable, str(CHECKOUT / "tipstats.py"), "--project", str(root), "check", str(file)]
    theirs = [python, "-m", "frictionless", "validate", file.name, "--schema", "schema.json"]
    commands = {
        "loading pandas, pandera": [sys.executable, "-c", "import pandas, pandera.pandas"],
        "tipstats check": [*ours, "--source", "clinic"],
        "frictionless validate": theirs,
    }
    runs: dict[str, list[Measured]] = {name: [] for name in commands}
    for _ in range(TIMES):
        for name, command in commands.items():
            runs[name].append(measure(command, folder, every=OFTEN))
    _show(rows, runs)


def _file(rows: int, folder: Path) -> Path:
    """So many rows without an error, each with a number of its own."""
    header, *some = good()
    lines = [[f"K{at}", *row[1:]] for at, row in enumerate(islice(cycle(some), rows))]
    path = folder / "cases.csv"
    path.write_text(text_of([header, *lines]), encoding="utf-8")
    return path


def _show(rows: int, runs: dict[str, list[Measured]]) -> None:
    print(f"{rows:,} rows, median of {TIMES}, whole processes", flush=True)
    first = next(iter(runs.values()))
    least, least_cpu = (statistics.median(getattr(run, key) for run in first) for key in ("seconds", "cpu_seconds"))
    for name, done in runs.items():
        seconds = statistics.median(run.seconds for run in done)
        cpu = statistics.median(run.cpu_seconds for run in done)
        peak = max(run.peak_mib for run in done)
        told = f"{seconds:6.2f} s {seconds / least:5.2f} x   {cpu:6.2f} s CPU {cpu / least_cpu:5.2f} x"
        print(f"  {name:24} {told}   {peak:5.0f} MiB", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Every size in a folder of its own, which is taken away again."""
    for name in ("pipelines", "schemas"):
        compileall.compile_dir(CHECKOUT / name, quiet=1)
    python, *sizes = arguments
    for text in sizes or ("1_000", "100_000"):
        with tempfile.TemporaryDirectory(prefix="tipstats-bench-") as folder:
            bench(python, int(text.replace(",", "")), Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])

"""pytauargus, an open Tau-Argus, as a second opinion on single tables. Only tests use it (its licence is the EUPL).

It writes true values into its current folder, so it runs in a process of its own, in a folder that is thrown away.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.made_up_tables import MadeUp, Mask

IS_THERE = importlib.util.find_spec("pytauargus") is not None
FAR = 1e6
PROGRAM = """
import json, time
from pytauargus import HiTaSCtrl
for number in range({count}):
    started = time.process_time()
    state = HiTaSCtrl().full_jj(in_file_jj=f"{{number}}.jj", out_file=f"{{number}}.out", max_time=0)
    print("\\nTOLD", json.dumps([state, time.process_time() - started]), flush=True)
"""


@dataclass(frozen=True)
class Opinion:
    """What it hides, small cells included, and the seconds of processor time that it took."""

    hidden: Mask
    seconds: float


def opinions(tables: Sequence[MadeUp], patience: float) -> list[Opinion | None]:
    """Its optimal method, for as long as it usually takes itself; None for each table that it was not done with."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, table in enumerate(tables):
            (folder / f"{number}.jj").write_text(_as_jj(table), encoding="utf-8")
        command = [sys.executable, "-c", PROGRAM.format(count=len(tables))]
        try:
            ran = subprocess.run(  # noqa: S603  # our own interpreter
                command, cwd=folder, capture_output=True, text=True, timeout=patience, check=False
            )
            said = ran.stdout
        except subprocess.TimeoutExpired as late:
            said = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        told = [json.loads(line[5:]) for line in said.splitlines() if line.startswith("TOLD ")]
        done = [_read(folder / f"{number}.out", tables[number], seconds) for number, (_, seconds) in enumerate(told)]
        return [*done, *[None] * (len(tables) - len(done))]


def _read(path: Path, table: MadeUp, seconds: float) -> Opinion | None:
    if not path.exists():
        return None
    hidden = table.small.copy()
    hidden[[int(cell) for cell in path.read_text(encoding="utf-8").split()]] = True
    return Opinion(hidden, seconds)


def _as_jj(table: MadeUp) -> str:
    """Cells with their costs, what is known of them and how far they must move; then the sums."""
    status = np.where(table.small, "u", np.where(table.may_hide, "s", "z"))
    cells = [
        f"{cell} {count} {count} {state} {floor:g} {FAR:g} {down:g} {up:g} 0"
        for cell, (count, state, floor, down, up) in enumerate(
            zip(table.counts, status, table.floors, table.needs.down, table.needs.up, strict=True)
        )
    ]
    sums = [
        f"0 {len(parts) + 1} : {whole} (-1)" + "".join(f" {part} (1)" for part in parts)
        for whole, parts, _ in table.sums
    ]
    return "\n".join(["0", str(len(cells)), *cells, str(len(sums)), *sums, ""])

"""A whole process from start to end: its seconds, and the most memory that it and its children held at one time."""

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it ships no types of its own

LOOKS_EVERY = 0.2  # a look reads the whole process table, which costs those who use both processors


@dataclass(frozen=True)
class Measured:
    """One run of a process; `cpu_seconds` say more than `seconds` where others use the machine, too."""

    seconds: float
    peak_mib: float
    cpu_seconds: float


def measure(command: Sequence[str], cwd: Path, *, is_ok: Sequence[int] = (0,), every: float = LOOKS_EVERY) -> Measured:
    """Run a command to its end, looked at `every` so many seconds; sys.exit with its last words where it fails."""
    started, before = time.monotonic(), _cpu()
    process = subprocess.Popen(  # noqa: S603  # the commands are the benchmark's own
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watched = psutil.Process(process.pid)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _memory(watched))
        try:
            process.wait(every)
        except subprocess.TimeoutExpired:
            continue
    seconds = time.monotonic() - started
    told = process.stdout.read() if process.stdout else ""
    if process.returncode not in is_ok:
        sys.exit(f"{' '.join(command[:4])} ended with {process.returncode}:\n{told[-2000:]}")
    return Measured(seconds, peak / 2**20, _cpu() - before)


def _cpu() -> float:
    """Seconds of processors that all ended children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(process: psutil.Process) -> int:
    """Resident bytes of the process and all its children; what has ended meanwhile holds none."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_info().rss
    except psutil.NoSuchProcess:
        return total
    return total

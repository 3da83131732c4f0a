"""What lies in a provider's inbox: deliveries that are ready, and what is left alone, each with the reason."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.receive.kinds import BEING_COPIED, OTHER_SPREADSHEETS, READABLE, is_hidden, is_lock, readable_files
from pipelines.receive.names import is_safe, names_twice, shown
from schemas.problems import Problem, problem

REPORT = "inbox.report.txt"
RESTS_AFTER = 2.0
HALF_A_WORKBOOK_RESTS_AFTER = 600.0


@dataclass(frozen=True)
class Inbox:
    """The deliveries by name (a file, or a folder with one file per table), and a note on all else."""

    deliveries: tuple[Path, ...]
    left: tuple[Problem, ...]


def find_deliveries(inbox: Path, now: float | None = None) -> Inbox:
    """Look through an inbox; with the time `now`, what changed in the last two seconds is still being copied."""
    deliveries, left = [], []
    paths = [path for path in sorted(inbox.iterdir()) if not is_hidden(path.name)] if inbox.is_dir() else []
    twice = names_twice(path.name for path in paths)
    for path in paths:
        try:
            code = _reason_name(path.name) or ("TIP-E872" if path.name in twice else _reason(path, now))
        except FileNotFoundError:  # taken back by its owner meanwhile
            continue
        except OSError:
            code = "TIP-E100"
        if code:
            left.append(problem(code, file=shown(path.name)))
        else:
            deliveries.append(path)
    return Inbox(tuple(deliveries), tuple(left))


def report_left(reports: Path, left: Sequence[Problem]) -> None:
    """Tell the provider what was left alone and why; where nothing is, an earlier report goes."""
    report = reports / REPORT
    if not left:
        report.unlink(missing_ok=True)
        return
    reports.mkdir(parents=True, exist_ok=True)
    partial = report.with_name(f".{report.name}")
    partial.write_text(_told(left), encoding="utf-8")
    partial.replace(report)


def is_reported(reports: Path, left: Sequence[Problem]) -> bool:
    """Whether the provider has been told of exactly these."""
    report = reports / REPORT
    return (report.read_text(encoding="utf-8") if report.is_file() else "") == _told(left)


def _told(left: Sequence[Problem]) -> str:
    return "".join(f"{found}\n" for found in left)


def files_of(delivery: Path) -> Iterator[Path]:
    """The files that make up a delivery, by name."""
    yield from readable_files(delivery) if delivery.is_dir() else [delivery]


def _reason(path: Path, now: float | None) -> str:
    """The code of the reason to leave it alone, or nothing."""
    if path.is_symlink():
        return "TIP-E122"
    if path.is_dir():
        return _reason_folder(path, now)
    if is_lock(path.name):
        return "TIP-E121"
    if path.suffix.lower() in BEING_COPIED:
        return "TIP-E124"
    if path.suffix.lower() in OTHER_SPREADSHEETS:
        return "TIP-E877"
    return _reason_file(path, now) if path.suffix.lower() in READABLE else "TIP-E123"


def _reason_name(name: str) -> str:
    return "" if is_lock(name) or is_safe(name) else "TIP-E871"


def _reason_file(path: Path, now: float | None) -> str:
    if not path.is_file():
        return "TIP-E123"  # a device or a pipe, which is never opened
    if path.stat().st_size == 0:
        return "TIP-E120"
    return "TIP-E124" if _is_young(path, now, RESTS_AFTER) or _is_half_a_workbook(path, now) else ""


def _reason_folder(folder: Path, now: float | None) -> str:
    inside = [path for path in sorted(folder.iterdir()) if not is_hidden(path.name)]
    reasons = [_reason(path, now) for path in inside if not path.is_dir()]  # no folders in folders
    if any(_reason_name(path.name) for path in inside):
        return "TIP-E871"
    if names_twice(path.name for path in inside):
        return "TIP-E872"
    # A link, or a table that is empty, would leave out what somebody meant to send.
    told = [code for code in ("TIP-E124", "TIP-E122", "TIP-E120") if code in reasons]
    return told[0] if told else "" if readable_files(folder) else "TIP-E125"


def _is_young(path: Path, now: float | None, seconds: float) -> bool:
    """Changed within so many seconds; a time in the future comes from another clock and says nothing."""
    return now is not None and 0 <= now - path.stat().st_mtime < seconds


def _is_half_a_workbook(path: Path, now: float | None) -> bool:
    """A zip without its end. One that has not grown for ten minutes never will: it is read, and found damaged."""
    if path.suffix.lower() != ".xlsx":
        return False
    try:
        with path.open("rb") as file:
            is_half = file.read(2) == b"PK" and not zipfile.is_zipfile(path)
    except OSError:
        return False
    return is_half and (now is None or _is_young(path, now, HALF_A_WORKBOOK_RESTS_AFTER))

"""The verb itself: each new delivery from the inbox into the store, once, whatever happens on the way."""

import hashlib
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipelines.receive.inbox import files_of, find_deliveries
from pipelines.receive.joined import read_joined
from pipelines.receive.reader import read_rows
from pipelines.receive.store import Stored, read_stored, write_rows
from schemas.problems import FileStopped, Problem, problem
from schemas.source import RecordName, Source

FOLDER = re.compile(r"(\d{4,})-([0-9a-f]{12})")
KEPT = re.compile(r"(\d{4,}-[0-9a-f]{12})-.+", re.DOTALL)
PARTIAL = ".partial"
Examine = Callable[[RecordName, Sequence[str]], None]


@dataclass(frozen=True)
class Outcome:
    """What became of one delivery; `stored` holds one entry per Parquet file, by the name of its record."""

    name: str
    state: Literal["received", "known", "stopped", "left"]
    sha256: str = ""
    sequence: int = 0
    stored: tuple[tuple[str, Stored], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What became of everything in an inbox: deliveries by name, and notes on what was left alone."""

    outcomes: tuple[Outcome, ...]
    left: tuple[Problem, ...]


def receive(
    source: Source,
    inbox: Path,
    store: Path,
    now: float | None = None,
    examine: Examine = lambda _record, _headers: None,
) -> Receipt:
    """Read every new delivery into `store`, and move it from the inbox to the folder "received" beside it.

    What cannot be read stays, with the reasons in the folder "reports". Each step is one that a later
    run finds done or not done: rows are written under another name first, then renamed as a whole.
    `examine` is shown the headers for each kind of record and may stop a file that could not be used.
    """
    found = find_deliveries(inbox, now)
    store.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(store / PARTIAL, ignore_errors=True)
    again = _read_again(source, inbox.parent / "received", store, examine)
    new = (_receive_one(source, path, store, examine) for path in found.deliveries)
    return Receipt((*again, *new), found.left)


def _receive_one(source: Source, path: Path, store: Path, examine: Examine) -> Outcome:
    report = path.parent.parent / "reports" / f"{path.name}.report.txt"
    received = path.parent.parent / "received"
    try:
        before = _state(path)
        sha256 = fingerprint(path)
        folder = _known(store, sha256)
        is_again = folder is not None and any(received.glob(f"{folder.name}-*"))
        if folder is None:
            folder = store / f"{_next_sequence(store):04d}-{sha256[:12]}"
            _write(source, path, store / PARTIAL, sha256, _sequence(folder), examine)
            if _state(path) != before:
                shutil.rmtree(store / PARTIAL)
                return Outcome(path.name, "left", problems=(problem("TIP-E127", file=path.name),))
            (store / PARTIAL).replace(folder)
    except FileStopped as stopped:
        shutil.rmtree(store / PARTIAL, ignore_errors=True)
        problems = tuple(replace(found, file=found.file or path.name) for found in stopped.problems)
        _write_report(report, problems)
        return Outcome(path.name, "stopped", problems=problems)
    except FileNotFoundError:  # taken back by its owner meanwhile
        shutil.rmtree(store / PARTIAL, ignore_errors=True)
        return Outcome(path.name, "left", problems=(problem("TIP-E127", file=path.name),))
    report.unlink(missing_ok=True)
    stored = tuple((file.stem, read_stored(file)) for file in sorted(folder.glob("*.parquet")))
    notes = _move(path, received, folder.name)
    if is_again:
        notes = (problem("TIP-E126", file=path.name, sequence=_sequence(folder)), *notes)
    state: Literal["received", "known"] = "known" if is_again else "received"
    return Outcome(path.name, state, sha256, _sequence(folder), stored, notes)


def _read_again(source: Source, received: Path, store: Path, examine: Examine) -> list[Outcome]:
    """Deliveries whose originals are kept but whose rows are gone: under the number that they had.

    Returns those that cannot be read any more, because the declaration has changed: their rows are missing now.
    """
    stopped = []
    for path, folder in unread_originals(received, store):
        try:
            _write(source, path, store / PARTIAL, fingerprint(path), _sequence(folder), examine)
        except FileStopped as mistake:
            shutil.rmtree(store / PARTIAL, ignore_errors=True)
            problems = tuple(replace(found, file=found.file or path.name) for found in mistake.problems)
            stopped.append(Outcome(path.name, "stopped", problems=problems))
            continue
        (store / PARTIAL).replace(folder)
    return stopped


def unread_originals(received: Path, store: Path) -> list[tuple[Path, Path]]:
    """Kept originals whose rows are not in the store, and the folder in which they should be, by their number."""
    kept = ((path, KEPT.fullmatch(path.name)) for path in sorted(received.glob("*")))
    folders = [(path, store / found[1]) for path, found in kept if found]
    return [(path, folder) for path, folder in folders if not folder.exists()]


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file's bytes; of a folder, that of its files' sorted names and SHA-256s."""
    try:
        if path.is_dir():
            lines = "".join(f"{file.name}\t{fingerprint(file)}\n" for file in files_of(path))
            return hashlib.sha256(lines.encode(errors="surrogateescape")).hexdigest()
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise FileStopped(problem("TIP-E100", file=path.name)) from None


def _write(source: Source, path: Path, partial: Path, sha256: str, sequence: int, examine: Examine) -> None:
    """All Parquet files of a delivery: one for a file, one per kind of record for a folder of tables."""
    is_relational = any(record.table for record in source.record.values())
    if path.is_dir() != is_relational:
        raise FileStopped(problem("TIP-E131" if path.is_dir() else "TIP-E130", file=path.name))
    if not is_relational:
        reader = read_rows(path, source.file)
        for name in sorted(source.record):
            examine(name, reader.headers)
        write_rows(reader, partial / "rows.parquet", sha256, sequence, path.name)
    for name, record in sorted(source.record.items()) if is_relational else ():
        reader = read_joined(path, record, source.file)
        examine(name, reader.headers)
        write_rows(reader, partial / f"{name}.parquet", sha256, sequence, path.name)


def _move(path: Path, received: Path, prefix: str) -> tuple[Problem, ...]:
    """Out of the inbox; a note where another program holds the file, and a later run will move it."""
    received.mkdir(parents=True, exist_ok=True)
    target = received / f"{prefix}-{path.name}"
    times = 1
    while target.is_dir():
        times += 1
        target = received / f"{prefix}-{path.name}-{times}"
    try:
        path.replace(target)
    except PermissionError:
        return (problem("TIP-E128", file=path.name),)
    return ()


def _write_report(report: Path, problems: tuple[Problem, ...]) -> None:
    report.parent.mkdir(parents=True, exist_ok=True)
    partial = report.with_name(f".{report.name}")
    partial.write_text("".join(f"{each}\n" for each in problems), encoding="utf-8", errors="backslashreplace")
    partial.replace(report)


def _known(store: Path, sha256: str) -> Path | None:
    """The folder of an earlier delivery of the same bytes."""
    return next((path for path in _folders(store) if path.name.endswith(f"-{sha256[:12]}")), None)


def _folders(store: Path) -> list[Path]:
    return sorted(path for path in store.iterdir() if FOLDER.fullmatch(path.name))


def _sequence(folder: Path) -> int:
    return int(folder.name.partition("-")[0])


def _next_sequence(store: Path) -> int:
    return max(map(_sequence, _folders(store)), default=0) + 1


def _state(path: Path) -> list[tuple[str, int, int]]:
    """Name, size and time of each file, to see whether one changed while it was read."""
    states = ((file.name, file.stat()) for file in files_of(path))
    return [(name, stat.st_size, stat.st_mtime_ns) for name, stat in states]

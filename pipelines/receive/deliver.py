"""The verb itself: each new delivery from the inbox into the store, once, whatever happens on the way."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipelines.receive.doors import door_of, look_at_other_sheets, look_at_tables
from pipelines.receive.folders import (
    fingerprint,
    given_name,
    known_folder,
    next_sequence,
    sequence_of,
    state_of,
    unread_originals,
)
from pipelines.receive.inbox import files_of, find_deliveries, report_left
from pipelines.receive.joined import read_joined
from pipelines.receive.keeping import FIRST, Keeping
from pipelines.receive.reader import read_rows
from pipelines.receive.size import check_size
from pipelines.receive.store import Stored, read_stored, write_rows
from pipelines.receive.trimmed import remove_trimmed, replace_kept, take_place, trimmed
from schemas.problems import FileStopped, Problem, problem
from schemas.source import RecordName, Source

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
    keeping: Keeping = FIRST,
) -> Receipt:
    """Read every new delivery into `store`, and move it from the inbox to the folder "received" beside it.

    What cannot be read stays, with the reasons in the folder "reports". Each step is one that a later
    run finds done or not done: rows are written under another name first, then renamed as a whole.
    `examine` is shown the headers for each kind of record and may stop a file that could not be used; `keeping`
    says what was taken back before.
    """
    found = find_deliveries(inbox, now)
    report_left(inbox.parent / "reports", found.left)
    store.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(store / PARTIAL, ignore_errors=True)
    remove_trimmed(inbox.parent / "received")
    again = _read_again(source, inbox.parent / "received", store, examine, keeping)
    deliveries = [path for path in found.deliveries if not keeping.apart(path.name)]
    new = (_receive_one(source, path, store, examine, keeping) for path in deliveries)
    return Receipt((*again, *new), found.left)


def _receive_one(source: Source, path: Path, store: Path, examine: Examine, keeping: Keeping) -> Outcome:
    report = path.parent.parent / "reports" / f"{path.name}.report.txt"
    received = path.parent.parent / "received"
    try:
        before = state_of(path)
        for file in files_of(path):
            check_size(file, source.file.largest_mb)
        copy = trimmed(path, source.file, received)
        sha256 = _allowed(copy, keeping)
        folder = known_folder(store, sha256)
        is_known = folder is not None
        is_again = folder is not None and any(received.glob(f"{folder.name}-*"))
        if folder is None:
            folder = store / f"{next_sequence(store, keeping.last):04d}-{sha256[:12]}"
            _write(source, copy, store / PARTIAL, sha256, sequence_of(folder), examine)
            if state_of(path) != before:
                shutil.rmtree(store / PARTIAL)
                return Outcome(path.name, "left", problems=(problem("TIP-E127", file=path.name),))
            keeping.strip(store / PARTIAL)
            (store / PARTIAL).replace(folder)
    except FileStopped as stopped:
        shutil.rmtree(store / PARTIAL, ignore_errors=True)
        problems = tuple(replace(found, file=found.file or path.name) for found in stopped.problems)
        write_report(report, problems)
        return Outcome(path.name, "stopped", problems=problems)
    except FileNotFoundError:  # taken back by its owner meanwhile
        shutil.rmtree(store / PARTIAL, ignore_errors=True)
        return Outcome(path.name, "left", problems=(problem("TIP-E127", file=path.name),))
    report.unlink(missing_ok=True)
    stored = tuple((file.stem, read_stored(file)) for file in sorted(folder.glob("*.parquet")))
    drops = is_known and sha256 in keeping.stripped
    notes = _drop(copy) if drops else move_in(copy, received, folder.name, keeping)
    notes = (*notes, *take_place(copy, path, source.file.drop))
    if is_again:
        notes = (problem("TIP-E126", file=path.name, sequence=sequence_of(folder)), *notes)
    state: Literal["received", "known"] = "known" if is_again else "received"
    return Outcome(path.name, state, sha256, sequence_of(folder), stored, notes)


def _read_again(source: Source, received: Path, store: Path, examine: Examine, keeping: Keeping) -> list[Outcome]:
    """Deliveries whose originals are kept but whose rows are gone: under the number that they had.

    Returns those that cannot be read any more, because the declaration has changed: their rows are missing now.
    """
    stopped = []
    for path, folder in unread_originals(received, store):
        if keeping.apart(given_name(path)):
            continue
        try:
            copy = trimmed(path, source.file, received)
            _write(source, copy, store / PARTIAL, fingerprint(copy), sequence_of(folder), examine)
        except FileStopped as mistake:
            shutil.rmtree(store / PARTIAL, ignore_errors=True)
            problems = tuple(replace(found, file=found.file or path.name) for found in mistake.problems)
            stopped.append(Outcome(path.name, "stopped", problems=problems))
            continue
        keeping.strip(store / PARTIAL)
        (store / PARTIAL).replace(folder)
        replace_kept(copy, path)
    return stopped


def _allowed(path: Path, keeping: Keeping) -> str:
    """The hash of a delivery; FileStopped where it was taken back before."""
    sha256 = fingerprint(path)
    if sha256 in keeping.gone:
        raise FileStopped(problem("TIP-E782", file=path.name))
    return sha256


def _write(source: Source, path: Path, partial: Path, sha256: str, sequence: int, examine: Examine) -> None:
    """All Parquet files of a delivery: one for a file, one per kind of record for a folder of tables."""
    is_relational = any(record.table for record in source.record.values())
    if path.is_dir() != is_relational:
        raise FileStopped(problem("TIP-E131" if path.is_dir() else "TIP-E130", file=path.name))
    if found := look_at_tables(path, source) if is_relational else look_at_other_sheets(path, source):
        raise FileStopped(*found)
    if not is_relational:
        reader = read_rows(path, source.file, door=door_of(source, path.name))
        for name in sorted(source.record):
            examine(name, reader.headers)
        write_rows(reader, partial / "rows.parquet", sha256, sequence, path.name)
    for name, record in sorted(source.record.items()) if is_relational else ():
        reader = read_joined(path, record, source.file)
        examine(name, reader.headers)
        write_rows(reader, partial / f"{name}.parquet", sha256, sequence, path.name)


def move_in(path: Path, received: Path, prefix: str, keeping: Keeping) -> tuple[Problem, ...]:
    """Out of the inbox; a note where another program holds the file, and a later run will move it."""
    received.mkdir(parents=True, exist_ok=True)
    target = received / f"{prefix}-{path.name}"
    times = 1
    while target.is_dir():
        times += 1
        target = received / f"{prefix}-{path.name}-{times}"
    try:
        return keeping.keep(path, target)
    except PermissionError:
        return (problem("TIP-E128", file=path.name),)


def _drop(path: Path) -> tuple[Problem, ...]:
    """A further copy of a file from which rows were taken back holds those rows: it is not kept."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    return (problem("TIP-E783", file=path.name),)


def write_report(report: Path, problems: tuple[Problem, ...]) -> None:
    """Why a file waits in the inbox, for its provider."""
    report.parent.mkdir(parents=True, exist_ok=True)
    partial = report.with_name(f".{report.name}")
    partial.write_text("".join(f"{each}\n" for each in problems), encoding="utf-8", errors="backslashreplace")
    partial.replace(report)

"""Taking in what lies in an inbox: rows, then corrections of rows, then a line in the ledger for each."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.receive import Outcome, Receipt, find_deliveries, fingerprint, read_stored, receive, unread_originals
from pipelines.receive.deliver import PARTIAL, Examine, move_in, write_report
from pipelines.receive.folders import given_name, known_folder, next_sequence, sequence_of
from pipelines.submissions.corrected import write_corrected
from pipelines.submissions.ledger import Act, add_acts
from pipelines.submissions.room import Room, is_apart
from schemas.problems import FileStopped, problem


def take(room: Room, now: float | None, examine: Examine) -> Receipt:
    """Receive what lies in the inbox of a source; the day of the acts is that of `now`."""
    on = None if now is None else date.fromtimestamp(now)
    found = receive(room.declared, room.folder / "inbox", room.store, now, examine, room.keeping())
    again = [_again(room, path, folder) for path, folder in unread_originals(room.folder / "received", room.store)]
    waiting = [path for path in find_deliveries(room.folder / "inbox", now).deliveries if is_apart(path.name)]
    corrected = [_take_one(room, path) for path in waiting]
    outcomes = (*found.outcomes, *(one for one in again if one), *corrected)
    _record(room, outcomes, on)
    return Receipt(outcomes, found.left)


def is_recorded(room: Room) -> bool:
    """Whether the ledger knows of every stored delivery."""
    given = room.past.given
    return all(sequence_of(folder) in given for folder in room.deliveries())


def _take_one(room: Room, path: Path) -> Outcome:
    """One file of corrections from the inbox, by the same steps as any other file."""
    report = room.folder / "reports" / f"{path.name}.report.txt"
    keeping = room.keeping()
    try:
        sha256 = fingerprint(path)
        if sha256 in keeping.gone:
            return _stopped(path, report, FileStopped(problem("TIP-E782", file=path.name)))
        folder = known_folder(room.store, sha256)
        if folder is None:
            folder = room.store / f"{next_sequence(room.store, keeping.last):04d}-{sha256[:12]}"
            _write(room, path, folder, sha256)
    except FileStopped as stopped:
        shutil.rmtree(room.store / PARTIAL, ignore_errors=True)
        return _stopped(path, report, stopped)
    report.unlink(missing_ok=True)
    stored = tuple((file.stem, read_stored(file)) for file in sorted(folder.glob("*.parquet")))
    notes = move_in(path, room.folder / "received", folder.name, keeping)
    return Outcome(path.name, "received", sha256, sequence_of(folder), stored, notes)


def _again(room: Room, path: Path, folder: Path) -> Outcome | None:
    """Corrections whose original is kept and whose rows are gone, under their own number; None where all is well."""
    if not is_apart(given_name(path)):
        return None
    try:
        _write(room, path, folder, fingerprint(path))
    except FileStopped as stopped:
        return Outcome(path.name, "stopped", problems=stopped.problems)
    return None


def _write(room: Room, path: Path, folder: Path, sha256: str) -> None:
    number, partial = sequence_of(folder), room.store / PARTIAL
    before = [other for other in room.deliveries() if sequence_of(other) < number]
    write_corrected(room.declared, path, before, partial, sha256, number)
    partial.replace(folder)


def _stopped(path: Path, report: Path, stopped: FileStopped) -> Outcome:
    problems = tuple(replace(found, file=found.file or path.name) for found in stopped.problems)
    write_report(report, problems)
    return Outcome(path.name, "stopped", problems=problems)


def _record(room: Room, outcomes: Sequence[Outcome], on: date | None) -> None:
    """Acts for everything that is stored or was refused and that the ledger does not know, also after a kill."""
    past, new = room.past, list[Act]()
    for folder in room.deliveries():
        if sequence_of(folder) not in past.given:
            stored = [read_stored(path) for path in sorted(folder.glob("*.parquet"))]
            counts = {
                key: sum(getattr(one, key) for one in stored) for key in ("read", "delivered", "rejected", "blank")
            }
            kind = "corrected" if is_apart(stored[0].file) else "received"
            act = {"act": kind, "on": on, "delivery": sequence_of(folder), "sha256": stored[0].sha256}
            new.append(Act.model_validate({**act, "source": room.name, "counts": counts}))
    for outcome in outcomes:
        path = room.folder / "inbox" / outcome.name
        if outcome.state == "stopped" and path.exists():
            sha256, codes = fingerprint(path), tuple(sorted({found.code for found in outcome.problems}))
            if not past.was_refused(sha256, codes):
                new.append(Act(act="refused", on=on, source=room.name, sha256=sha256, codes=codes))
    add_acts(room.project.submissions, new)

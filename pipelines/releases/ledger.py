"""The ledger: one line for each release, each with the hash of the line before, so that an edit shows."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError

from schemas.declaration import Declared
from schemas.periods import last_month
from schemas.problems import Problem, ReleaseStopped, problem

LEDGER = "ledger.jsonl"
# The whole next ledger. It is there before the folder of a release is, so that a kill between the two can be mended.
PENDING = ".ledger.jsonl.new"
Kind = Literal["release", "rebase"]
# Why numbers that were published before are told otherwise.
Reason = Literal["late_data", "correction", "withdrawal", "method"]


class Approval(Declared):
    """Somebody who looked at a release and agreed."""

    name: str
    role: str
    on: date


class Chained(Declared):
    """One line of a ledger: its number, the hash of the line before, and its own."""

    number: int = 0
    previous: str = ""
    hash: str = ""


Line = TypeVar("Line", bound=Chained)


class Entry(Chained):
    """One release: what was told, under which policy, and who approved it. Private, because it names people."""

    id: str
    period: str
    kind: Kind
    released_on: date
    profile: str
    policy: dict[str, Any]
    policy_digest: str
    facts_digest: str = ""
    files: dict[str, str] = {}
    approvals: tuple[Approval, ...]
    survivor_review: dict[str, str]
    revision_note: str
    # Older lines do not have it, and their hashes are those of what they say.
    revision_reasons: tuple[Reason, ...] = Field(default=(), exclude_if=lambda reasons: not reasons)
    next_release_after: date

    @property
    def frozen_through(self) -> str:
        """The last month that stays as it was released."""
        return last_month(self.period)


def canonical(content: Mapping[str, Any]) -> str:
    """One text for one content: keys in order, no blanks."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def hash_of(content: Mapping[str, Any]) -> str:
    """The hash of everything in a line but the hash itself."""
    return digest_text(canonical({key: value for key, value in content.items() if key != "hash"}))


def digest_text(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_files(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def line_of(entry: Chained) -> str:
    """The entry as its line, with its hash."""
    content = entry.model_dump(mode="json")
    return canonical({**content, "hash": hash_of(content)}) + "\n"


def read_ledger(folder: Path) -> tuple[Entry, ...]:
    """Every release in order; ReleaseStopped where the ledger or a released file is not as it was written."""
    problems = check_ledger(folder)
    if problems:
        raise ReleaseStopped(*problems)
    lines = lines_of(folder / LEDGER)
    return tuple(Entry.model_validate_json(line) for line in lines)


def check_ledger(folder: Path) -> list[Problem]:
    """Everything by which the ledger, and the folders that it speaks of, differ from what was once written."""
    lines = lines_of(folder / LEDGER)
    problems, entries = check_lines(lines, Entry)
    for entry in entries:
        problems += _check_folder(folder / entry.id, entry)
    known = {entry.id for entry in entries}
    folders = [path.name for path in folder.glob("*") if path.is_dir() and not path.name.startswith(".")]
    pending = pending_entry(folder)
    for name in sorted(folders):
        if name not in known and not (pending and pending.id == name):
            problems.append(problem("TIP-E564", file=LEDGER, id=name))
    return problems


def check_lines(lines: Sequence[str], model: type[Line]) -> tuple[list[Problem], list[Line]]:
    """What is wrong with the lines and their chain, and the entries of those that can be read."""
    problems, entries, before = [], list[Line](), ""
    for number, line in enumerate(lines, 1):
        entry = _read_line(line, model)
        if entry is None or entry.number != number:
            problems.append(problem("TIP-E560", file=LEDGER, row=number))
        if entry is None:
            before = ""
            continue
        if entry.previous != before:
            problems.append(problem("TIP-E561", file=LEDGER, row=number))
        before = entry.hash
        entries.append(entry)
    return problems, entries


def pending_entry(folder: Path) -> Entry | None:
    """The release whose folder is whole but whose line was not yet put into the ledger, because of a kill."""
    lines, pending = lines_of(folder / LEDGER), lines_of(folder / PENDING)
    if len(pending) != len(lines) + 1 or pending[:-1] != lines or check_lines(pending, Entry)[0]:
        return None
    entry = _read_line(pending[-1], Entry)
    return entry if entry and not _check_folder(folder / entry.id, entry) else None


def lines_of(path: Path) -> list[str]:
    """The lines with their ends; a note may hold any other character that parts lines."""
    try:
        text = path.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return []
    *whole, rest = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([rest] if rest else [])]


def _read_line(line: str, model: type[Line]) -> Line | None:
    """The entry of a line; None where a character of it is another one than was written."""
    try:
        entry = model.model_validate_json(line)
    except ValidationError:
        return None
    return entry if line_of(entry) == line and entry.hash == hash_of(entry.model_dump(mode="json")) else None


def _check_folder(folder: Path, entry: Entry) -> list[Problem]:
    if not folder.is_dir():
        return [problem("TIP-E562", file=LEDGER, row=entry.number, id=entry.id)]
    found = digest_files(folder)
    changed = sorted(name for name in found.keys() | entry.files.keys() if found.get(name) != entry.files.get(name))
    return [problem("TIP-E563", file=f"{entry.id}/{name}", id=entry.id) for name in changed]

"""Making a release: its folder in one rename, then its line in the ledger in one more.

Killed before the first rename, nothing was released. Killed between the two, the next command writes the line.
"""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipelines.freshness import clear_leftovers
from pipelines.releases.ledger import LEDGER, PENDING, Entry, digest_files, line_of, pending_entry, read_ledger
from pipelines.settled import settle, write_settled
from schemas.problems import ReleaseStopped, problem

FACTS = "published/proof/facts.csv"


def open_ledger(folder: Path) -> tuple[Entry, ...]:
    """Every release, after mending what a kill has left; ReleaseStopped, and nothing touched, where an edit shows."""
    entries = read_ledger(folder)
    if not folder.exists():
        return entries
    if pending_entry(folder):
        (folder / PENDING).replace(folder / LEDGER)
        settle(folder)
    for left_over in folder.glob(f"{PENDING}*"):
        left_over.unlink()
    clear_leftovers(folder)
    return read_ledger(folder)


def frozen_counts(folder: Path, entries: Sequence[Entry], below: str = "") -> dict[str, Path]:
    """What the last release keeps of its counts, by table; empty before the first one. `below`: of one source."""
    kept = sorted((folder / entries[-1].id / "private" / below).glob("*.parquet")) if entries else []
    return {path.stem: path for path in kept}


def freeze(folder: Path, entries: Sequence[Entry], entry: Entry, parts: Mapping[str, Path]) -> Entry:
    """Make the release `entry` from its `parts` (published, private, and files beside); the entry as it is kept.

    Its number, its digests and its place in the chain are filled in here. The caller holds the project.
    """
    new = folder / f".{entry.id}.new"
    shutil.rmtree(new, ignore_errors=True)
    for name, source in parts.items():
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, new / name)
        else:
            shutil.copyfile(source, new / name)
    files = digest_files(new)
    if FACTS not in files:
        raise ReleaseStopped(problem("TIP-E588", id=entry.id))
    before = entries[-1].hash if entries else ""
    placed = {"number": len(entries) + 1, "files": files, "facts_digest": files[FACTS], "previous": before}
    kept = Entry.model_validate_json(line_of(entry.model_copy(update=placed)))
    for path in (*sorted(new.rglob("*")), new):
        settle(path)
    write_settled(folder / PENDING, "".join(line_of(one) for one in (*entries, kept)))
    new.rename(folder / kept.id)
    settle(folder)
    (folder / PENDING).replace(folder / LEDGER)
    settle(folder)
    return kept

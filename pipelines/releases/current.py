"""The release that readers see: the last one of the ledger, put in its public place, with the ledger beside it."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.freshness import replace_folder
from pipelines.releases.ledger import LEDGER, Entry, canonical, digest_files, digest_text, hash_of
from schemas.problems import Problem, problem

OF_READERS = "published/"


def public_ledger(entries: Sequence[Entry]) -> str:
    """The ledger for everybody: a chain of its own under the same rule, without names and without private files.

    A digest of private counts, or of a name, would let a reader test guesses; so would the private hashes.
    """
    lines, before = [], ""
    for entry in entries:
        content: dict[str, Any] = entry.model_dump(mode="json")
        files = entry.files.items()
        content |= {
            "approvals": [{"role": one.role, "on": str(one.on)} for one in entry.approvals],
            "survivor_review": {key: entry.survivor_review[key] for key in ("when", "agreed")},
            "files": {name.removeprefix(OF_READERS): found for name, found in files if name.startswith(OF_READERS)},
            "previous": before,
        }
        before = hash_of(content)
        lines.append(canonical({**content, "hash": before}) + "\n")
    return "".join(lines)


def shows_last(entries: Sequence[Entry], published: Path) -> bool:
    """Whether readers see the last release, and nothing else."""
    wanted = {
        name.removeprefix(OF_READERS): found for name, found in entries[-1].files.items() if name.startswith(OF_READERS)
    }
    return digest_files(published) == {**wanted, LEDGER: digest_text(public_ledger(entries))}


def show_last(folder: Path, entries: Sequence[Entry], published: Path) -> None:
    """Put the last release in the place of whatever readers see."""
    new = published.with_name(f".{published.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(folder / entries[-1].id / "published", new)
    (new / LEDGER).write_text(public_ledger(entries), encoding="utf-8", newline="\n")
    replace_folder(new, published)


def check_shown(entries: Sequence[Entry], published: Path) -> list[Problem]:
    """Whether readers see a release that the ledger does not name: then somebody has shortened the ledger."""
    try:
        told = json.loads((published / "release.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return []
    shown = told.get("release", {}).get("id", "") if told.get("status") == "released" else ""
    known = {entry.id for entry in entries}
    return [problem("TIP-E565", file=LEDGER, id=shown)] if shown and shown not in known else []

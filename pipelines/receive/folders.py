"""How received deliveries are named and known again: a number and a hash in front of the name that they came with."""

import hashlib
import re
from pathlib import Path

from pipelines.receive.inbox import files_of
from schemas.problems import FileStopped, problem

FOLDER = re.compile(r"(\d{4,})-([0-9a-f]{12})")
KEPT = re.compile(r"(\d{4,}-[0-9a-f]{12})-.+", re.DOTALL)


def unread_originals(received: Path, store: Path) -> list[tuple[Path, Path]]:
    """Kept originals whose rows are not in the store, and the folder in which they should be, by their number."""
    kept = ((path, KEPT.fullmatch(path.name)) for path in sorted(received.glob("*")))
    folders = [(path, store / found[1]) for path, found in kept if found]
    return [(path, folder) for path, folder in folders if not folder.exists()]


def given_name(kept: Path) -> str:
    """The name under which a kept original was handed in."""
    return kept.name.split("-", 2)[2]


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


def known_folder(store: Path, sha256: str) -> Path | None:
    """The folder of an earlier delivery of the same bytes."""
    return next((path for path in numbered_folders(store) if path.name.endswith(f"-{sha256[:12]}")), None)


def numbered_folders(store: Path) -> list[Path]:
    """The stored deliveries by their numbers."""
    return sorted(path for path in store.iterdir() if FOLDER.fullmatch(path.name))


def sequence_of(folder: Path) -> int:
    """The number of a delivery."""
    return int(folder.name.partition("-")[0])


def next_sequence(store: Path, last: int) -> int:
    """The next number; `last` is the highest that was ever given."""
    return max(last, *map(sequence_of, numbered_folders(store)), 0) + 1


def state_of(path: Path) -> list[tuple[str, int, int]]:
    """Name, size and time of each file, to see whether one changed while it was read."""
    states = ((file.name, file.stat()) for file in files_of(path))
    return [(name, stat.st_size, stat.st_mtime_ns) for name, stat in states]

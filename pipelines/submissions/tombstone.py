"""What stays of a record that was taken back: a keyed hash, by which it is known again and no more."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from pathlib import Path

from pipelines.settled import write_settled

SALT = "salt"
BYTES = 32


def salt_of(folder: Path, random: Callable[[int], str] = secrets.token_hex) -> bytes:
    """The project's salt; made once, with the first withdrawal, and kept with the ledger of acts."""
    path = folder / SALT
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_settled(path, random(BYTES))
        path.chmod(0o600)
    return path.read_bytes()


def tombstone(salt: bytes, source: str, record: str) -> str:
    """The keyed hash of one record of one source."""
    return hmac.new(salt, f"{source}\n{record}".encode(), hashlib.sha256).hexdigest()

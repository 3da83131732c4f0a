"""The key that organisations share under their agreement: a file that is never in a project folder."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from schemas.problems import DeclarationMistake, problem

BYTES = 32
OTHERS = 0o077


def make_key(path: Path, projects: Sequence[Path]) -> None:
    """A new random key in a file that only its owner can read.

    Raises:
        DeclarationMistake: There is such a file already, or the place is within a project folder.
    """
    _refuse_within(path, projects)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        raise DeclarationMistake(problem("TIP-E722", file=path.name)) from None
    with os.fdopen(file, "w", encoding="ascii", newline="\n") as opened:
        opened.write(secrets.token_hex(BYTES) + "\n")


def read_key(path: Path, projects: Sequence[Path]) -> bytes:
    """The key in a file.

    Raises:
        DeclarationMistake: It is within a project folder, others can read it, or it holds no such key.
    """
    _refuse_within(path, projects)
    try:
        text = path.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
        is_open = os.name == "posix" and bool(path.stat().st_mode & OTHERS)
    except (OSError, ValueError):
        raise DeclarationMistake(problem("TIP-E723", file=path.name, signs=2 * BYTES)) from None
    if len(key) != BYTES:
        raise DeclarationMistake(problem("TIP-E723", file=path.name, signs=2 * BYTES))
    if is_open:
        raise DeclarationMistake(problem("TIP-E724", file=path.name))
    return key


def _refuse_within(path: Path, projects: Sequence[Path]) -> None:
    """A key beside the data would undo the tokens for whoever copies the folder."""
    for project in projects:
        if path.resolve().is_relative_to(project.resolve()):
            raise DeclarationMistake(problem("TIP-E721", file=path.name))

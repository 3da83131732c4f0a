"""Bytes that are on the disk before anybody is told of them, so that a cut of the power loses nothing that was said."""

import os
from pathlib import Path


def write_settled(path: Path, text: str) -> None:
    """A file whose bytes are on the disk when it gets its name."""
    partial = path.with_name(f"{path.name}.part")
    partial.write_bytes(text.encode("utf-8"))
    settle(partial)
    partial.replace(path)


def settle(path: Path) -> None:
    """Wait until the disk holds a file, or the names in a folder; systems that cannot open folders need not."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

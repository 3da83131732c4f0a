"""Whether a result is still true: each is stamped with a hash of everything that it was made from."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

STAMP = "stamp.json"


def digest(*parts: object) -> str:
    """A hash of the parts, by their JSON or their text."""
    text = json.dumps([str(part) for part in parts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def digest_of_files(*paths: Path) -> str:
    """A hash of the names and bytes of files, and of all code and declarations below folders."""
    endings = {".py", ".sql", ".toml", ".csv", ".html", ".css", ".js", ".geojson"}
    sha = hashlib.sha256()
    for path in paths:
        below = sorted(file for file in path.rglob("*") if file.suffix in endings) if path.is_dir() else [path]
        for file in below:
            inside = file.relative_to(path).parts[:-1] if path.is_dir() else ()
            if any(folder.startswith("_") for folder in inside):  # _site and the like are results, no code
                continue
            sha.update(str(file.relative_to(path.parent)).encode())
            sha.update(file.read_bytes())
    return sha.hexdigest()


def is_fresh(folder: Path, stamp: str) -> bool:
    """Whether the folder holds a finished result with that stamp."""
    return read(folder) == stamp


def read(folder: Path) -> str:
    """The stamp of a finished result; empty where there is none."""
    try:
        return (folder / STAMP).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


@contextmanager
def fresh_folder(folder: Path, stamp: str) -> Iterator[Path]:
    """A new folder to write into, which takes the place of `folder` once everything in it is written.

    Killed at any moment, the old folder or the new one is there, or neither and then it is made again.
    """
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    yield new
    (new / STAMP).write_text(stamp, encoding="utf-8")
    replace_folder(new, folder)


def replace_folder(new: Path, folder: Path) -> None:
    """`new` in the place of `folder`, which is gone for no longer than a rename takes."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.replace(old)
    new.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def restore(folder: Path) -> None:
    """Bring the last result back where a run was killed in the very moment of putting a new one in its place."""
    old = folder.with_name(f".{folder.name}.old")
    if old.exists() and not folder.exists():
        old.replace(folder)


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed run had begun, or had replaced and not yet removed, anywhere below the folder."""
    for path in [*folder.rglob(".*.new"), *folder.rglob(".*.old")]:
        shutil.rmtree(path, ignore_errors=True)


def remove_others(folder: Path, keep: Iterable[str]) -> None:
    """Results that nothing stands behind any more."""
    kept = set(keep)
    for path in folder.glob("*"):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)

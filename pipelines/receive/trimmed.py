"""Deliveries of a source that lets columns be cut off at the door: a trimmed copy takes the place of the original."""

import shutil
from pathlib import Path

from pipelines.personal import is_dropped
from pipelines.receive.cut import cut_columns
from pipelines.receive.inbox import files_of
from pipelines.receive.reader import read_titles
from schemas.problems import FileStopped, Problem, problem
from schemas.source import FileFormat
from schemas.words import fold

TRIMMED = ".trimmed"


def trimmed(path: Path, how: FileFormat, received: Path) -> Path:
    """The delivery itself, or where it has columns to cut off, a copy without them in the folder `received`.

    The copy is what is hashed, read and kept, so that nothing of those columns is stored under any name.
    """
    places = {file: found for file in files_of(path) if (found := _places(file, how))} if how.drop else {}
    if not places:
        return path
    remove_trimmed(received)
    target = received / TRIMMED / path.name
    target.parent.mkdir(parents=True)
    if path.is_dir():
        shutil.copytree(path, target)
    for file, found in sorted(places.items()):
        cut_columns(file, how, found, target / file.name if path.is_dir() else target)
    return target


def take_place(copy: Path, path: Path, drop: tuple[str, ...]) -> tuple[Problem, ...]:
    """Remove the original once its copy is kept, and say so; nothing where there is no copy."""
    if copy == path:
        return ()
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except PermissionError:
        return (problem("TIP-E128", file=path.name),)
    remove_trimmed(copy.parent.parent)
    return (problem("TIP-E704", file=path.name, column=", ".join(drop)),)


def replace_kept(copy: Path, kept: Path) -> None:
    """Put the copy in the place of an original that was kept before the source said what to cut off."""
    if copy != kept:
        if kept.is_dir():
            shutil.rmtree(kept)
        copy.replace(kept)
        remove_trimmed(kept.parent)


def remove_trimmed(received: Path) -> None:
    """Take away what an interrupted run has left."""
    shutil.rmtree(received / TRIMMED, ignore_errors=True)


def _places(file: Path, how: FileFormat) -> tuple[int, ...]:
    """Where the columns to cut off stand."""
    drop = frozenset(map(fold, how.drop))
    try:
        titles = read_titles(file, how)
    except FileStopped:
        return ()  # it will stop for the same reason when it is read
    return tuple(place for place, above in enumerate(titles) if is_dropped(above, drop))

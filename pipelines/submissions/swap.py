"""A file or a folder in the place of another one, such that a kill at any moment loses neither."""

import shutil
from pathlib import Path


def swap(new: Path, path: Path) -> None:
    """`new` in the place of a file or a folder; a folder cannot be replaced in one step, so `mend` knows both."""
    if not path.is_dir():
        new.replace(path)
        return
    old = path.with_name(f".{path.name}.old")
    path.replace(old)
    new.replace(path)
    remove(old)


def mend(box: Path) -> None:
    """What a kill has left of a swap: the folder as it was before, or nothing."""
    for old in sorted(box.glob(".*.old")):
        path = old.with_name(old.name[1 : -len(".old")])
        if path.exists():
            remove(old)
        else:
            old.replace(path)
    for new in sorted(box.glob(".*.new")):
        remove(new)


def remove(path: Path) -> None:
    """A file or a folder, where there is one."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

"""What `receive` must know of earlier acts: numbers already given, files that may not come back, rows to leave out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schemas.problems import Problem


def _move(path: Path, target: Path) -> tuple[Problem, ...]:
    path.replace(target)
    return ()


@dataclass(frozen=True)
class Keeping:
    """By default nothing was ever taken back.

    `last` is the highest number that was given; `gone` are the hashes of files that were taken back; of those in
    `stripped` no further copy is kept; files that are `apart` are not read here. `strip` takes rows out of freshly
    read Parquet files in a folder, and `keep` moves an original to its place, without such rows.
    """

    last: int = 0
    gone: frozenset[str] = frozenset()
    stripped: frozenset[str] = frozenset()
    apart: Callable[[str], bool] = lambda _name: False
    strip: Callable[[Path], None] = lambda _folder: None
    keep: Callable[[Path, Path], tuple[Problem, ...]] = _move


# Nothing was ever taken back.
FIRST = Keeping()

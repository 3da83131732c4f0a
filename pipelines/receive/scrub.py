"""What `tipstats scrub` does: finds the columns that may not be handed in, and writes a copy without them."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.personal import Door
from pipelines.personal.letters import letter
from pipelines.receive.cut import cut_columns
from pipelines.receive.doors import door_of
from pipelines.receive.kinds import require_readable
from pipelines.receive.reader import read_rows
from schemas.problems import Problem
from schemas.source import FileFormat, Source


@dataclass(frozen=True)
class Scrubbed:
    """The removed columns by letter, name and what they held, and what a person must still mend in the others."""

    removed: tuple[tuple[str, str, str], ...]
    left: tuple[Problem, ...]


def scrub(path: Path, source: Source | None, target: Path) -> Scrubbed:
    """Write `target` where there is something to remove; without a source every column that is personal goes.

    A column that the source reads is removed only where its header is forbidden: what stands in its cells by mistake
    is for a person to take out, since the others are needed.
    """
    require_readable(path)
    how = source.file if source else FileFormat()
    door = door_of(source, path.name, holds=False) if source else Door(path.name, {}, holds=False)
    for _ in read_rows(path, how, is_strict=False, door=door).chunks():
        pass
    found = door.places()
    cut = {place: what for place, what in found.items() if door.is_named(place) or not door.is_declared(place)}
    cut |= dict.fromkeys(door.dropped, "to be cut off, as the source declares")
    if cut:
        cut_columns(path, how, cut, target)
    removed = tuple((letter(place), door.name_of(place), what) for place, what in sorted(cut.items()))
    left = tuple(found for place, found in door.told() if place not in cut)
    return Scrubbed(removed, left)

"""What was saved, and what follows from it: the pages alone, or the counts and their protection before them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipelines.project import CHECKOUT, Project

PAGES = ("dashboards", "pipelines/show")
COUNTS = ("warehouse/counted", "warehouse/linked", "schemas/words")
OWN = ("policy.toml", "community.toml", "areas.csv", "areas.geojson")
KINDS = {".py", ".toml", ".html", ".css", ".js", ".sql", ".csv", ".geojson"}


@dataclass(frozen=True)
class Saved:
    """`charts` are the names of those that were saved; `counts`, whether it takes more than making pages."""

    charts: tuple[str, ...]
    counts: bool
    at: float


def watched(project: Project) -> list[Path]:
    """The folders and files that a preview watches."""
    own = [path for name in OWN if (path := project.root / name).is_file()]
    return [*(path for name in (*PAGES, *COUNTS) if (path := CHECKOUT / name).is_dir()), *own]


def is_wanted(path: Path) -> bool:
    """Whether a file is one that people write; what a run makes has a name that begins otherwise."""
    inside = path.relative_to(CHECKOUT) if path.is_relative_to(CHECKOUT) else Path(path.name)
    return path.suffix in KINDS and not any(part.startswith((".", "_site", "__pycache__")) for part in inside.parts)


def what_was_saved(paths: Iterable[Path]) -> Saved | None:
    """What follows from the files that were saved; None where none of them matters."""
    wanted = [path for path in paths if is_wanted(path)]
    if not wanted:
        return None
    charts = tuple(sorted(path.stem for path in wanted if path.parent == CHECKOUT / "dashboards" / "charts"))
    rooms = [CHECKOUT / name for name in PAGES]
    counts = not all(any(path.is_relative_to(room) for room in rooms) for path in wanted)
    times = [path.stat().st_mtime for path in wanted if path.is_file()]
    return Saved(charts, counts, max(times, default=0.0))

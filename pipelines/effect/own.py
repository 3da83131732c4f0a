"""One organisation's rows alone, with and without a file, counted in a folder that is gone afterwards."""

import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.count import Names, Part, TableSpec, count
from pipelines.link import in_force
from pipelines.link.linked import community_tables
from pipelines.project import Project
from pipelines.steps import Steps
from pipelines.tables import CountedTable

Tables = Mapping[str, CountedTable]
# What a source's deliveries were made into; the acts tell what was taken back.
KEPT = ("warehouse/_data/received/{source}", "warehouse/_data/conformed/{source}", "warehouse/submissions")


@dataclass(frozen=True)
class Own:
    """The tables of one organisation's rows before and after; `is_taken`: whether the file came in at all."""

    before: Tables
    after: Tables
    is_taken: bool


def own_counts(
    project: Project, source: str, file: Path, specs: dict[str, TableSpec], names: Names, after: str, on: date
) -> Own:
    """Hand the file in to a copy of the organisation's part of the project, by the steps of a run.

    Only rows of periods after the month `after` are counted, where one is named. The copy lies in the machine's folder
    for temporary files, which nobody else can read, and is removed whatever happens.
    """
    with _copy_of(project, source) as root:
        before = _counted(Steps(Project(root)), source, specs, names, after, on, root / "before")
        target = root / "sources" / source / "inbox" / file.resolve().name
        (shutil.copytree if file.is_dir() else shutil.copyfile)(file, target)
        steps = Steps(Project(root))
        receipt = steps.receive(source, None)
        is_taken = any(outcome.state in ("received", "known") for outcome in receipt.outcomes)
        return Own(before, _counted(steps, source, specs, names, after, on, root / "after"), is_taken)


@contextmanager
def _copy_of(project: Project, source: str) -> Iterator[Path]:
    """The declarations, and what is stored of one source; neither the others' rows nor what was made from them."""
    with _unwinding(), tempfile.TemporaryDirectory(prefix="tipstats-") as folder:
        root = Path(folder)
        areas = project.community.areas
        for name in ("community.toml", "policy.toml", areas.file, *([areas.shapes] if areas.shapes else [])):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(project.root / name, root / name)
        declared = root / "sources" / source / "source.toml"
        (declared.parent / "inbox").mkdir(parents=True)
        shutil.copyfile(project.source_folder(source) / "source.toml", declared)
        for kept in (place.format(source=source) for place in KEPT):
            if (project.root / kept).is_dir():
                shutil.copytree(project.root / kept, root / kept)
        yield root


@contextmanager
def _unwinding() -> Iterator[None]:
    """A signal to end, also that of a closed window, leaves by way of the clean-up: no row may stay behind."""
    is_main = threading.current_thread() is threading.main_thread()
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if is_main and hasattr(signal, name)]
    before = {number: signal.signal(number, _end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _counted(
    steps: Steps, source: str, specs: dict[str, TableSpec], names: Names, after: str, on: date, target: Path
) -> Tables:
    """What a run would count, of this organisation alone."""
    steps.conform(source, on)
    steps.link()
    kept, _ = in_force(steps.conformed())
    community = community_tables(steps.project.sources, steps.project.community, kept)
    target.mkdir()
    return count(specs, steps.project.data("linked"), community, names, target, Part(after=after))

"""A file checked and handed in, and a search through everything that is said and written on the way."""

import contextlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.commands.check import command
from pipelines.conform import Counts
from pipelines.project import CHECKOUT, Project
from pipelines.steps.deliveries import Deliveries
from schemas.problems import Mistake
from tests.mutated_files import Mutated

ON = date(2025, 1, 1)
TOLD = re.compile(r"(\d+) rows read, (\d+) accepted, (\d+) waiting, (\d+) repeated, (\d+) blank")
# Parts of the planted values that stand in no honest output.
TRACES: tuple[str, ...] = (
    *("zilpha", "quarrington", "305) 555", "305 555", "219-09-9999", "sycamore", "x48213907", "4111 1111"),
    *("1987-11-23", "203.0.113.77", "29.424122"),
)


@dataclass(frozen=True)
class Told:
    """What became of it. `accounts`: rows read, and accepted, waiting, repeated, blank, as often as that was told."""

    exit_code: int
    accounts: tuple[tuple[int, ...], ...]
    leaks: tuple[str, ...]
    is_received: bool

    @property
    def balances(self) -> bool:
        """Whether every row is accounted for, wherever rows are counted."""
        return all(read == sum(became) for read, *became in self.accounts)


def project_in(root: Path) -> Project:
    """A project folder with the declarations of the sample community and nothing handed in."""
    root.mkdir(parents=True)
    for name in ("community.toml", "policy.toml", "areas.csv", "areas.geojson"):
        shutil.copy(CHECKOUT / name, root / name)
    for path in sorted(CHECKOUT.glob("sources/*/source.toml")):
        folder = root / "sources" / path.parent.name
        (folder / "inbox").mkdir(parents=True)
        shutil.copy(path, folder / "source.toml")
    return Project(root)


def tried(project: Project, file: Mutated, *, hand_in: bool = True) -> Told:
    """Check the file, then hand it in; everything said and written on the way, the data themselves left out."""
    home, outside = project.source_folder(file.source), project.root / "outside"
    outside.mkdir()
    (outside / file.name).write_bytes(file.content)
    (home / "inbox" / file.name).write_bytes(file.content)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        exit_code = checked(project, outside / file.name, file.source)
        counts = received(project, file.source) if hand_in else []
    texts = {"screen": said.getvalue(), **dict(written(project, home, outside))}
    leaks = tuple(f"{place}: {trace}" for place, text in texts.items() for trace in leaks_in(text))
    for folder in (outside, project.root / "told", project.root / "warehouse"):
        shutil.rmtree(folder, ignore_errors=True)
    for name in ("inbox", "received", "reports"):
        shutil.rmtree(home / name, ignore_errors=True)
    (home / "inbox").mkdir()
    accounts = [tuple(map(int, numbers)) for numbers in TOLD.findall(texts["screen"])]
    accounts += [(one.read, one.accepted, one.rejected, one.duplicate, one.blank) for one in counts]
    return Told(exit_code, tuple(accounts), leaks, bool(counts))


def checked(project: Project, path: Path, source: str) -> int:
    """`tipstats check` with a report in the folder `told`; its exit code. Any other exception is the test's to see."""
    try:
        order = [str(path), "--source", source, "--to", str(project.root / "told")]
        command.main(order, "check", standalone_mode=False, obj=project)
    except Mistake as mistake:
        print(*mistake.problems, sep="\n")
        return mistake.exit_code
    return 0


def received(project: Project, source: str) -> list[Counts]:
    """The inbox received and conformed as by a run; the accounts of what was taken in."""
    deliveries = Deliveries(project)
    try:
        receipt = deliveries.receive(source, None)
        print(*receipt.left, *(found for outcome in receipt.outcomes for found in outcome.problems), sep="\n")
        outcomes = [one for found in deliveries.conform(source, ON).values() for one in found]
    except Mistake as mistake:
        print(*mistake.problems, sep="\n")
        return []
    print(*(outcome.to_json() for outcome in outcomes), sep="\n")
    return [outcome.counts for outcome in outcomes]


def leaks_in(text: str) -> list[str]:
    """The planted values of which a trace stands in a text."""
    folded = text.casefold()
    return [trace for trace in TRACES if trace in folded]


def written(project: Project, home: Path, outside: Path) -> Iterator[tuple[str, str]]:
    """Every file that is meant for eyes: reports, receipts and lists, logs, and reasons why rows wait."""
    data = (home / "received", home / "inbox", outside)
    for path in sorted(path for path in project.root.rglob("*") if path.is_file()):
        name = path.relative_to(project.root).as_posix()
        if path.suffix == ".parquet":
            if ".rejected" in path.name or "rejected" in path.parent.parts:
                yield name, pq.read_table(path).to_pandas().to_csv()
        elif path.suffix == ".xlsx" and not any(path.is_relative_to(folder) for folder in data):
            with zipfile.ZipFile(path) as book:
                yield from ((f"{name}/{part}", book.read(part).decode("utf-8", "replace")) for part in book.namelist())
        elif not any(path.is_relative_to(folder) for folder in data):
            yield name, path.read_bytes().decode("utf-8", "replace")

"""All places in which something of a source lies, and how what was taken back leaves every one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from pipelines.project import Project
from pipelines.receive import Keeping, find_deliveries, read_stored
from pipelines.receive.folders import KEPT, given_name, numbered_folders, sequence_of
from pipelines.receive.names import is_corrections
from pipelines.submissions.corrected import records_of
from pipelines.submissions.corrections import format_of, judging_records
from pipelines.submissions.ledger import Act, read_acts
from pipelines.submissions.original import Cut, cut_original
from pipelines.submissions.past import Past
from pipelines.submissions.stones import Stones
from pipelines.submissions.stored import rows_taken, strip_stored
from pipelines.submissions.swap import mend, remove, swap
from pipelines.submissions.tombstone import salt_of
from schemas.problems import FileStopped, Problem, problem
from schemas.source import Source

# Made from the rows of all sources: made anew by the next run.
DERIVED = ("linked", "counted", "draft", "candidate")


@dataclass(frozen=True)
class Room:
    """The folders of one source."""

    project: Project
    name: str

    @property
    def declared(self) -> Source:
        """The declaration of the source."""
        return self.project.sources[self.name]

    @property
    def folder(self) -> Path:
        """Where its inbox, its originals and its reports lie."""
        return self.project.source_folder(self.name)

    @property
    def store(self) -> Path:
        """Where its rows lie."""
        return self.project.data("received") / self.name

    @cached_property
    def past(self) -> Past:
        """What the ledger says of it."""
        return Past.of(read_acts(self.project.submissions), self.name)

    @cached_property
    def stones(self) -> Stones:
        """The tombstones of its records."""
        known = self.past.tombstones
        return Stones(self.declared, salt_of(self.project.submissions) if known else b"", known)

    def deliveries(self) -> list[Path]:
        """The stored deliveries by their numbers."""
        return numbered_folders(self.store) if self.store.is_dir() else []

    def originals(self) -> list[Path]:
        """The kept originals by their numbers."""
        return sorted(path for path in (self.folder / "received").glob("*") if KEPT.fullmatch(path.name))

    def keeping(self) -> Keeping:
        """What `receive` must know."""
        past = self.past
        has_stones = bool(past.tombstones)
        common = Keeping(last=past.last, gone=past.gone_files, stripped=past.stripped_files, apart=is_apart)
        if not has_stones:
            return common
        return Keeping(
            common.last, common.gone, common.stripped, is_apart, lambda folder: _strip(folder, self.stones), self.keep
        )

    def keep(self, path: Path, target: Path) -> tuple[Problem, ...]:
        """An original to its place, without the rows that were taken back; killed anywhere, it can be done again."""
        new = target.with_name(f".{target.name}.new")
        cut = self._cut(path, new, _given(path))
        if cut == "clean":
            path.replace(target)
            remove(new)
            return ()
        if cut == "cut":
            swap(new, target)
        if cut == "unsafe" or path != target:
            remove(path)
        remove(new)
        return (problem("TIP-E784", file=path.name),) if cut == "unsafe" else ()

    def _cut(self, path: Path, target: Path, given: str) -> Cut:
        if not is_apart(given):
            return cut_original(path, target, self.declared.file, self.stones.judge)
        try:
            how = format_of(path, self.declared.file.encoding)
        except FileStopped:
            return "unsafe"
        return cut_original(path, target, how, partial(judging_records, self.stones, self._known()))

    def _known(self) -> set[str] | None:
        """The records that are still there, once some are gone: of others nothing stays, not even a correction."""
        if not self.past.gone:
            return None
        return records_of(self.declared, [folder for folder in self.deliveries() if not _corrects(folder)])

    def touched(self, stones: Stones) -> dict[int, int]:
        """How many rows of each delivery are those of records with these tombstones."""
        found = {sequence_of(folder): rows_taken(folder, stones) for folder in self.deliveries()}
        return {number: rows for number, rows in found.items() if rows}

    def clean(self) -> list[Problem]:
        """Take out of every place whatever the ledger says is gone; what is out already stays out."""
        gone, said = self.past.gone, list[Problem]()
        for box in ("inbox", "received"):
            mend(self.folder / box)
        for folder in self.deliveries():
            # Corrections that stood on a delivery that is gone are made again on what is left.
            if sequence_of(folder) in gone or (gone and _corrects(folder)):
                self._forget(folder.name, folder)
            elif self.stones.known and strip_stored(folder, self.stones):
                self._forget(folder.name)
        for path in self.originals():
            if int(path.name.partition("-")[0]) in gone:
                remove(path)
            elif self.stones.known or is_apart(given_name(path)):
                said += self.keep(path, path)
        inbox = find_deliveries(self.folder / "inbox").deliveries if self.stones.known else ()
        for path in inbox:
            said += self._clean_waiting(path)
        for derived in DERIVED if gone or self.stones.known else ():
            remove(self.project.data(derived))
        return said

    def _clean_waiting(self, path: Path) -> Sequence[Problem]:
        """A file that lies in the inbox: it is the provider's, so that it is never removed here."""
        new = path.with_name(f".{path.name}.new")
        cut = self._cut(path, new, path.name)
        if cut == "cut":
            swap(new, path)
        remove(new)
        return [problem("TIP-E789", file=path.name)] if cut == "unsafe" else []

    def _forget(self, name: str, *also: Path) -> None:
        """Remove what was made from a delivery; a receipt and a report are made anew where it is still there."""
        for path in (*also, self.project.data("conformed") / self.name / name):
            remove(path)
        for path in sorted((self.folder / "reports").glob(f"{name}*")):
            remove(path)


def _given(path: Path) -> str:
    """The name under which a file was handed in, whether it lies in the inbox or among the received."""
    return given_name(path) if KEPT.fullmatch(path.name) else path.name


def is_apart(name: str) -> bool:
    """Whether a file holds corrections of rows, and no rows."""
    return is_corrections(name)


def _corrects(folder: Path) -> bool:
    return is_apart(read_stored(min(folder.glob("*.parquet"))).file)


def acts_given(room: Room) -> dict[int, Act]:
    """The deliveries that are still there, by their numbers, and the act by which each came."""
    return {number: act for number, act in room.past.given.items() if number not in room.past.gone}


def _strip(folder: Path, stones: Stones) -> None:
    strip_stored(folder, stones)

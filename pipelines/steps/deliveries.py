"""The first two verbs on disk: from inboxes to conformed deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines import freshness
from pipelines.conform import Context, Outcome, conform_received, make_plan, report_lines, stopped
from pipelines.freshness import digest, digest_of_files, fresh_folder, is_fresh
from pipelines.link import Delivery
from pipelines.project import CHECKOUT, Project
from pipelines.receive import Receipt, find_deliveries, read_stored, receive, unread_originals
from schemas.problems import FileStopped
from schemas.source import RecordName

CODE = digest_of_files(CHECKOUT / "schemas", CHECKOUT / "pipelines" / "conform")


@dataclass(frozen=True)
class Deliveries:
    """What was handed in to one project, and what became of it."""

    project: Project

    def waiting(self, source: str) -> bool:
        """Whether something lies in the inbox that has not been looked at."""
        folder = self.project.source_folder(source)
        unread = unread_originals(folder / "received", self.project.data("received") / source)
        return bool(unread or find_deliveries(folder / "inbox", None).deliveries)

    def waiting_state(self) -> str:
        """A hash of what lies in all inboxes; empty where nothing does. It holds no file name."""
        paths = [
            path
            for source in self.project.sources
            for path in find_deliveries(self.project.source_folder(source) / "inbox", None).deliveries
        ]
        return digest(*((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths)) if paths else ""

    def receive(self, source: str, now: float | None) -> Receipt:
        """Read what lies in the inbox of a source; `now` tells files that may still be being copied."""
        folder = self.project.source_folder(source)
        declared = self.project.sources[source]

        def examine(record: RecordName, headers: Sequence[str]) -> None:
            """Stops a file that lacks a declared column while it still lies in the inbox."""
            make_plan(declared, record, headers, self._context())

        return receive(declared, folder / "inbox", self.project.data("received") / source, now, examine)

    def _context(self) -> Context:
        return Context(self.project.community.country, self.project.areas)

    def deliveries(self, source: str) -> list[Path]:
        """What was received from a source, in the order of arrival."""
        return sorted(path for path in (self.project.data("received") / source).glob("[0-9]*") if path.is_dir())

    def conformed_stamp(self, source: str, delivery: Path) -> str:
        """Everything that the conformed rows of one delivery depend on."""
        declared = self.project.sources[source].model_dump_json()
        return digest(delivery.name, declared, self.project.areas, self.project.community.country, CODE)

    def conform(self, source: str) -> dict[str, list[Outcome]]:
        """Conform every delivery whose result is not true any more; the outcomes of all of them, by delivery."""
        found = {}
        target = self.project.data("conformed") / source
        for delivery in self.deliveries(source):
            stamp = self.conformed_stamp(source, delivery)
            if not is_fresh(target / delivery.name, stamp):
                with fresh_folder(target / delivery.name, stamp) as folder:
                    self._conform_one(source, delivery, folder)
            found[delivery.name] = self.outcomes(source, delivery.name)
        freshness.remove_others(target, found)
        return found

    def conformed_folders(self, source: str) -> list[Path]:
        """The conformed deliveries of a source."""
        return sorted((self.project.data("conformed") / source).glob("[0-9]*"))

    def all_conformed(self) -> bool:
        """Whether every delivery of every source is conformed, and nothing else."""
        return all(self.is_conformed(source) for source in self.project.sources)

    def is_conformed(self, source: str) -> bool:
        """Whether every delivery of a source is conformed."""
        target = self.project.data("conformed") / source
        return all(
            is_fresh(target / folder.name, self.conformed_stamp(source, folder)) for folder in self.deliveries(source)
        )

    def outcomes(self, source: str, delivery: str) -> list[Outcome]:
        """The outcome of each record type of one conformed delivery."""
        folder = self.project.data("conformed") / source / delivery
        names = sorted(self.project.sources[source].record)
        return [Outcome.from_json((folder / f"{name}.json").read_text(encoding="utf-8")) for name in names]

    def _conform_one(self, source: str, delivery: Path, folder: Path) -> None:
        declared = self.project.sources[source]
        context = self._context()
        lines = []
        for name in sorted(declared.record):
            received = delivery / f"{name}.parquet"
            received = received if received.exists() else delivery / "rows.parquet"
            sequence = int(delivery.name.partition("-")[0])
            try:
                outcome = conform_received(declared, name, received, sequence, context, folder)
            except FileStopped as mistake:
                outcome = stopped(name, mistake, received, folder)
            lines += report_lines(f"{read_stored(received).file}, {name}", outcome)
        reports = self.project.source_folder(source) / "reports"
        reports.mkdir(exist_ok=True)
        (reports / f"{delivery.name}.report.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def conformed(self) -> list[Delivery]:
        """Every conformed delivery of every source, one entry per record type."""
        found = []
        for source, declared in self.project.sources.items():
            for folder in self.conformed_folders(source):
                for name, outcome in zip(sorted(declared.record), self.outcomes(source, folder.name), strict=True):
                    found.append(_delivery(source, folder, name, declared.identity, outcome))
        return found


def _delivery(source: str, folder: Path, name: RecordName, identity: str, outcome: Outcome) -> Delivery:
    return Delivery(
        source=source,
        sequence=int(folder.name.partition("-")[0]),
        record=name,
        identity=identity,
        period_from=outcome.period_from,
        period_to=outcome.period_to,
        rows=outcome.counts.in_scope,
        path=folder / f"{name}.parquet",
    )

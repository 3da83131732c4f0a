"""The first two verbs on disk: from inboxes to conformed deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines import freshness
from pipelines.conform import Context, Outcome, Plan, conform_received, make_plan, stopped
from pipelines.feedback.delivered import (
    delivered_part,
    delivered_report,
    forget,
    plan_of,
    stopped_report,
    write_delivered,
)
from pipelines.feedback.report import Part
from pipelines.freshness import digest, digest_of_files, fresh_folder, is_fresh
from pipelines.link import Delivery
from pipelines.project import CHECKOUT, Project
from pipelines.receive import Receipt, find_deliveries, is_reported, unread_originals
from pipelines.steps.receipts import Taken, hold_back, write_receipt_of
from pipelines.submissions import Room, finish, is_recorded, is_unfinished, take
from schemas.problems import FileStopped, Problem
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
        found = find_deliveries(folder / "inbox", None)
        lies_there = unread or found.deliveries or not is_reported(folder / "reports", found.left)
        return bool(lies_there or is_unfinished(self.project) or not is_recorded(Room(self.project, source)))

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
        declared = self.project.sources[source]
        finish(self.project)

        def examine(record: RecordName, headers: Sequence[str]) -> None:
            """Stops a file that lacks a declared column while it still lies in the inbox."""
            make_plan(declared, record, headers, self._context())

        receipt = take(Room(self.project, source), now, examine)
        self._report_stopped(source, receipt)
        return receipt

    def _report_stopped(self, source: str, receipt: Receipt) -> None:
        """A whole report on each file that stays in the inbox, and none any more on those that came in."""
        reports = self.project.source_folder(source) / "reports"
        for outcome in receipt.outcomes:
            name = f"{outcome.name}.report"
            if outcome.state == "stopped":
                report = stopped_report(self.project.sources[source], outcome.name, outcome.problems)
                write_delivered(report, reports, name, self.project.community.languages)
            elif outcome.state != "left":
                forget(reports, name)

    def _context(self, on: date | None = None) -> Context:
        return Context(self.project.community.country, self.project.areas, on)

    def deliveries(self, source: str) -> list[Path]:
        """What was received from a source, in the order of arrival."""
        return sorted(path for path in (self.project.data("received") / source).glob("[0-9]*") if path.is_dir())

    def conformed_stamp(self, source: str, delivery: Path) -> str:
        """Everything that the conformed rows of one delivery depend on."""
        declared = self.project.sources[source].model_dump_json()
        changed = Room(self.project, source).past.changed(int(delivery.name.partition("-")[0]))
        return digest(delivery.name, declared, self.project.areas, self.project.community.country, CODE, changed)

    def conform(self, source: str, on: date | None = None) -> dict[str, list[Outcome]]:
        """Conform every delivery whose result is not true any more; the outcomes of all of them, by delivery.

        Dates after the day `on` get a note.
        """
        found = {}
        target = self.project.data("conformed") / source
        for delivery in self.deliveries(source):
            stamp = self.conformed_stamp(source, delivery)
            if not is_fresh(target / delivery.name, stamp):
                with fresh_folder(target / delivery.name, stamp) as folder:
                    self._conform_one(source, delivery, folder, on)
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

    def _conform_one(self, source: str, delivery: Path, folder: Path, on: date | None) -> None:
        declared = self.project.sources[source]
        context = self._context(on)
        taken = dict[RecordName, Taken]()
        for name in sorted(declared.record):
            received = delivery / f"{name}.parquet"
            received = received if received.exists() else delivery / "rows.parquet"
            sequence = int(delivery.name.partition("-")[0])
            reasons = list[tuple[Problem, list[int]]]()
            try:
                outcome = conform_received(declared, name, received, sequence, context, folder, reasons.extend)
            except FileStopped as mistake:
                outcome = stopped(name, mistake, received, folder)
            taken[name] = Taken(received, outcome, reasons)
        waits = hold_back(declared, taken, folder)
        parts = list[tuple[Part, Plan | None]]()
        for name, one in taken.items():
            plan = plan_of(declared, name, one.received, context)
            parts.append((delivered_part(name, one.received, one.outcome, one.reasons, plan), plan))
        place = self.project.source_folder(source)
        report = delivered_report(declared, received, parts, place)
        write_delivered(report, place / "reports", f"{delivery.name}.report", self.project.community.languages)
        write_receipt_of(Room(self.project, source), delivery, folder, taken, waits=waits)

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
        has_arrived=outcome.counts.has_arrived,
    )

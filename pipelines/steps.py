"""The edges of the verbs: which folders each reads and writes, and whether its last result is still true."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines import freshness
from pipelines.about import about, names_of
from pipelines.conform import Context, Outcome, conform_received, report_lines, stopped, write_empty
from pipelines.count import Names, TableSpec, count, read_counted, read_specs
from pipelines.freshness import digest, digest_of_files, fresh_folder, is_fresh, replace_folder
from pipelines.link import Delivery, in_force, link
from pipelines.link.linked import community_tables
from pipelines.project import CHECKOUT, SQL, Project
from pipelines.publish import Policy, Report, publish
from pipelines.receive import Receipt, find_deliveries, receive
from pipelines.show import show
from schemas.problems import FileStopped, Problem
from schemas.source import RecordName

CODE = {
    "conformed": digest_of_files(CHECKOUT / "schemas", CHECKOUT / "pipelines" / "conform"),
    "linked": digest_of_files(SQL / "linked", CHECKOUT / "pipelines" / "link", CHECKOUT / "pipelines" / "engine.py"),
    "counted": digest_of_files(SQL / "counted", CHECKOUT / "pipelines" / "count", CHECKOUT / "schemas"),
    "published": digest_of_files(CHECKOUT / "pipelines" / "publish", CHECKOUT / "pipelines" / "about.py"),
    "site": digest_of_files(CHECKOUT / "pipelines" / "show", CHECKOUT / "dashboards"),
}


@dataclass(frozen=True)
class Steps:
    """Every step of one project. Each does nothing where its last result is still true."""

    project: Project

    @cached_property
    def specs(self) -> dict[str, TableSpec]:
        """The declared tables, but for those about records that no source of this community has."""
        records = {record for source in self.project.sources.values() for record in source.record}
        there = {"person" if record == "identification" else record for record in records} | records
        specs = read_specs(SQL / "counted")
        return {name: spec for name, spec in specs.items() if spec.reads <= there}

    @cached_property
    def names(self) -> Names:
        """The values that the community declares."""
        return names_of(self.project.community, self.project.areas, self.project.sources)

    def waiting(self, source: str) -> bool:
        """Whether something lies in the inbox that has not been looked at."""
        return bool(find_deliveries(self.project.source_folder(source) / "inbox", None).deliveries)

    def receive(self, source: str, now: float | None) -> Receipt:
        """Read what lies in the inbox of a source; `now` tells files that may still be being copied."""
        folder = self.project.source_folder(source)
        return receive(self.project.sources[source], folder / "inbox", self.project.data("received") / source, now)

    def deliveries(self, source: str) -> list[Path]:
        """What was received from a source, in the order of arrival."""
        return sorted(path for path in (self.project.data("received") / source).glob("[0-9]*") if path.is_dir())

    def conformed_stamp(self, source: str, delivery: Path) -> str:
        """Everything that the conformed rows of one delivery depend on."""
        declared = self.project.sources[source].model_dump_json()
        return digest(delivery.name, declared, self.project.areas, self.project.community.country, CODE["conformed"])

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
        target = self.project.data("conformed")
        return all(
            is_fresh(target / source / folder.name, self.conformed_stamp(source, folder))
            for source in self.project.sources
            for folder in self.deliveries(source)
        )

    def outcomes(self, source: str, delivery: str) -> list[Outcome]:
        """The outcome of each record type of one conformed delivery."""
        folder = self.project.data("conformed") / source / delivery
        names = sorted(self.project.sources[source].record)
        return [Outcome.from_json((folder / f"{name}.json").read_text(encoding="utf-8")) for name in names]

    def _conform_one(self, source: str, delivery: Path, folder: Path) -> None:
        declared = self.project.sources[source]
        context = Context(self.project.community.country, self.project.areas)
        lines = []
        for name in sorted(declared.record):
            received = delivery / f"{name}.parquet"
            received = received if received.exists() else delivery / "rows.parquet"
            sequence = int(delivery.name.partition("-")[0])
            try:
                outcome = conform_received(declared, name, received, sequence, context, folder)
            except FileStopped as mistake:
                outcome = stopped(name, mistake, received, folder)
            lines += report_lines(f"{delivery.name}, {name}", outcome)
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

    def linked_stamp(self) -> str:
        """Everything that the linked records depend on."""
        stamps = [
            (source, folder.name, freshness.read(folder))
            for source in self.project.sources
            for folder in self.conformed_folders(source)
        ]
        identity = [(name, source.identity, source.kind) for name, source in self.project.sources.items()]
        return digest(stamps, identity, self.project.community.calendar, CODE["linked"])

    def is_linked(self) -> bool:
        """Whether the linked records are those of the conformed ones."""
        return is_fresh(self.project.data("linked"), self.linked_stamp())

    def link(self) -> tuple[dict[str, int], tuple[Problem, ...]]:
        """Link all that is in force; rows of each table, and deliveries that are left out with the reason."""
        kept, problems = in_force(self.conformed())
        target = self.project.data("linked")
        if not self.is_linked():
            empty = self.project.data("empty")
            write_empty(empty)
            with fresh_folder(target, self.linked_stamp()) as folder:
                rows = link(kept, empty, self.project.sources, self.project.community, SQL / "linked", folder)
                (folder / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
        return json.loads((target / "rows.json").read_text(encoding="utf-8")), problems

    def counted_stamp(self) -> str:
        """Everything that the counted tables depend on."""
        return digest(freshness.read(self.project.data("linked")), self.names, CODE["counted"])

    def is_counted(self) -> bool:
        """Whether the counted tables are those of the linked records."""
        return is_fresh(self.project.data("counted"), self.counted_stamp())

    def count(self) -> dict[str, int]:
        """Count every table; the number of cells of each."""
        target, stamp = self.project.data("counted"), self.counted_stamp()
        if not is_fresh(target, stamp):
            kept, _ = in_force(self.conformed())
            community = community_tables(self.project.sources, self.project.community, kept)
            with fresh_folder(target, stamp) as folder:
                tables = count(self.specs, self.project.data("linked"), community, self.names, folder)
                cells = {name: len(table.frame) for name, table in tables.items()}
                (folder / "cells.json").write_text(json.dumps(cells), encoding="utf-8")
        cells = json.loads((target / "cells.json").read_text(encoding="utf-8"))
        return dict(cells)

    def published_stamp(self) -> str:
        """Everything that the published tables depend on."""
        declared = [source.model_dump_json() for source in self.project.sources.values()]
        counted = freshness.read(self.project.data("counted"))
        return digest(counted, self.project.community.model_dump_json(), declared, self._shapes(), CODE["published"])

    def is_published(self) -> bool:
        """Whether the published tables are those of the counted ones."""
        return self.project.published.exists() and self._mark("published") == self.published_stamp()

    def draft(self) -> Report:
        """Protect all tables together, into a draft beside the last release."""
        tables = read_counted(self.specs, self.names, self.project.data("counted"))
        values: dict[str, tuple[str, ...]] = {}
        for table in tables:
            for dimension in table.dimensions:
                present = tuple(dict.fromkeys(table.frame[dimension.name]))
                values[dimension.name] = tuple(dict.fromkeys((*values.get(dimension.name, ()), *present)))
        community, areas = self.project.community, self.project.areas
        release = about(community, areas, self.project.sources, self.specs, values)
        shapes = self._shapes()
        policy = Policy(threshold=community.protection.threshold)
        return publish(
            tables,
            policy,
            release,
            release["areas"],
            self.project.data("draft"),
            shapes=json.loads(shapes) if shapes else None,
        )

    def release(self) -> None:
        """Put the draft in the place of the last release."""
        replace_folder(self.project.data("draft"), self.project.published)
        self._set_mark("published", self.published_stamp())

    def protection(self) -> dict[str, int]:
        """How much of the last release is hidden; empty where there is none."""
        path = self.project.published / "release.json"
        if not path.exists():
            return {}
        told: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["protection"]
        return told

    def _shapes(self) -> str:
        shapes = self.project.community.areas.shapes
        return (self.project.root / shapes).read_text(encoding="utf-8") if shapes else ""

    def site_stamp(self) -> str:
        """Everything that the pages depend on."""
        return digest(self._mark("published"), CODE["site"])

    def is_shown(self) -> bool:
        """Whether the pages are those of the published tables."""
        return self.project.site.exists() and self._mark("site") == self.site_stamp()

    def show(self) -> None:
        """Make the pages from the published tables."""
        if not self.is_shown():
            show(self.project.published, self.project.site)
            self._set_mark("site", self.site_stamp())

    def _mark(self, name: str) -> str:
        """The stamp of a public folder, which lies outside of it."""
        path = self.project.data("marks") / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _set_mark(self, name: str, stamp: str) -> None:
        path = self.project.data("marks") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{name}")
        partial.write_text(stamp, encoding="utf-8")
        partial.replace(path)


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

"""Protecting counted tables on disk: the draft of every run, beside which the last release stays."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines import freshness
from pipelines.about import about
from pipelines.count import Names, TableSpec, read_counted
from pipelines.freshness import digest, digest_of_files, replace_folder
from pipelines.labels import BASE
from pipelines.project import CHECKOUT
from pipelines.publish import Provider, Report, publish
from pipelines.publish.earlier import Earlier
from pipelines.releases import show_last, shows_last
from pipelines.steps.own import OWN, alone_in, own_tables
from pipelines.steps.records import Records
from schemas.labels import phrase
from schemas.periods import last_month

CODE = digest_of_files(
    CHECKOUT / "pipelines" / "publish",
    CHECKOUT / "pipelines" / "about.py",
    CHECKOUT / "pipelines" / "labels.py",
    CHECKOUT / "pipelines" / "translated.py",
    CHECKOUT / "pipelines" / "steps" / "drafts.py",
)


@dataclass(frozen=True)
class Drafts(Records):
    """The draft, and what readers see: the last release, or the draft as long as there is none."""

    def published_stamp(self) -> str:
        """Everything that the protected tables depend on."""
        declared = [source.model_dump_json() for source in self.project.sources.values()]
        rules = self.project.community.model_dump_json(), self.project.policy.model_dump_json()
        counted = freshness.read(self.project.data("counted"))
        return digest(counted, rules, declared, self._shapes(), CODE, [entry.hash for entry in self.ledger])

    def is_published(self) -> bool:
        """Whether the draft is that of the counted tables, and readers see what they should."""
        if self.ledger:
            is_drafted = self.project.data("draft").exists() and self._mark("draft") == self.published_stamp()
            return is_drafted and self._shows_last()
        return self.project.published.exists() and self._mark("published") == self.published_stamp()

    def draft(self) -> Report:
        """Protect all tables together, and with all that was ever released, into a draft."""
        year = str(self.project.community.calendar.to_year)
        told = {"id": "draft", "period": year, "kind": "draft", "released_on": None, **self._previous()}
        counted, target = self.project.data("counted"), self.project.data("draft")
        return self._protect(self.handed_in(), self.names, counted, {"status": "draft", "release": told}, target)

    def release(self) -> None:
        """Where there is no release yet, readers see the draft; else they see the last release and the draft waits."""
        if self.ledger:
            self._set_mark("draft", self.published_stamp())
            self.show_last()
        else:
            replace_folder(self.project.data("draft"), self.project.published)
            self._set_mark("published", self.published_stamp())

    def show_last(self) -> None:
        """Put the last release where readers look, whatever lies there, for example after a kill."""
        if self.ledger and not self._shows_last():
            show_last(self.project.releases, self.ledger, self.project.published)
            self._set_mark("published", self.ledger[-1].hash)

    def _shows_last(self) -> bool:
        is_marked = self._mark("published") == self.ledger[-1].hash
        return is_marked and shows_last(self.ledger, self.project.published)

    def protection(self) -> dict[str, int]:
        """How much is hidden of what readers see; empty where there is nothing."""
        path = self.project.published / "release.json"
        if not path.exists():
            return {}
        told: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["protection"]
        return told

    def _protect(
        self, specs: dict[str, TableSpec], names: Names, counted: Path, told: Mapping[str, Any], target: Path
    ) -> Report:
        """Counted tables through the one door. `told`: status and release, for release.json."""
        tables = read_counted(specs, names, counted)
        values: dict[str, tuple[str, ...]] = {}
        for table in tables:
            for dimension in table.dimensions:
                present = tuple(dict.fromkeys(table.frame[dimension.name]))
                values[dimension.name] = tuple(dict.fromkeys((*values.get(dimension.name, ()), *present)))
        community, areas, policy = self.project.community, self.project.areas, self.project.policy
        said = {**about(community, areas, self.project.sources, specs, values, policy), **told}
        if names.until:
            _end_with(said, told["release"]["period"], names.until)
        shapes = self._shapes()
        earlier = [
            Earlier(entry.id, self.project.releases / entry.id / "published", entry.kind, entry.frozen_through)
            for entry in self.ledger
        ]
        providers = {
            source: Provider(read_counted(own, names, counted / OWN / source), alone_in(names.reporters, source, specs))
            for source, own in own_tables(self.project.sources, specs).items()
        }
        report = publish(
            tables,
            policy,
            said,
            said["areas"],
            target,
            shapes=json.loads(shapes) if shapes else None,
            earlier=earlier,
            providers=providers,
            budget=self.project.releases,
        )
        self._tell_why(report)
        return report

    def _tell_why(self, report: Report) -> None:
        """Every step of the protection and its reason, beside the private data: it speaks of what is not told."""
        path = self.project.data("protection.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in report.log), encoding="utf-8")

    def _previous(self) -> dict[str, str | None]:
        """The last release, and its period."""
        last = self.ledger[-1] if self.ledger else None
        return {"previous": last.id, "previous_period": last.period} if last else {"previous": None}

    def _shapes(self) -> str:
        shapes = self.project.community.areas.shapes
        return (self.project.root / shapes).read_text(encoding="utf-8") if shapes else ""

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


def _end_with(said: dict[str, Any], period: str, until: str) -> None:
    """A release that ends within a year, or a quarter, says so in their labels."""
    said["community"]["period"]["to"] = period
    told = {BASE: said["labels"], **{name: own["labels"] for name, own in said["translations"].items()}}
    for language, labels in told.items():
        periods = labels.get("period", {})
        for value in (until[:4], f"{until[:4]}-Q{(int(until[5:]) + 2) // 3}"):
            if value in periods and last_month(value) > until and (ending := phrase("until", language)):
                periods[value] = ending.format(period=periods[value], month=until)

"""The next two verbs on disk: from conformed deliveries to linked records and counted tables."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines import freshness
from pipelines.about import names_of
from pipelines.conform import write_empty
from pipelines.count import Names, Part, TableSpec, count, read_specs, refuse_recodes
from pipelines.freshness import digest, digest_of_files, fresh_folder, is_fresh
from pipelines.link import in_force, link
from pipelines.link.linked import community_tables
from pipelines.project import CHECKOUT, SQL
from pipelines.releases import Entry, check_shown, frozen_counts, read_ledger, require_same_ground
from pipelines.steps.deliveries import Deliveries
from pipelines.steps.own import OWN, own_tables
from pipelines.steps.reporters import standing
from pipelines.tables import CountedTable
from schemas.problems import Problem, ReleaseStopped, problem

CODE = {
    "linked": digest_of_files(SQL / "linked", CHECKOUT / "pipelines" / "link", CHECKOUT / "pipelines" / "engine.py"),
    "counted": digest_of_files(SQL / "counted", CHECKOUT / "pipelines" / "count", CHECKOUT / "schemas"),
}


@dataclass(frozen=True)
class Records(Deliveries):
    """The records in force, and the tables counted from them."""

    @cached_property
    def ledger(self) -> tuple[Entry, ...]:
        """Every release; ReleaseStopped where one of them is not as it was released."""
        entries = read_ledger(self.project.releases)
        problems = check_shown(entries, self.project.published)
        if problems:
            raise ReleaseStopped(*problems)
        return entries

    @cached_property
    def frozen(self) -> dict[str, Path]:
        """The counts that the last release has frozen, by table; empty before the first one."""
        return frozen_counts(self.project.releases, self.ledger)

    @cached_property
    def declared(self) -> dict[str, TableSpec]:
        """The declared tables, but for those about records that no source of this community has.

        DeclarationMistake where two of them break one question down in different ways.
        """
        specs = read_specs(SQL / "counted")
        refuse_recodes(specs)
        records = {record for source in self.project.sources.values() for record in source.record}
        return _about(records, specs)

    @cached_property
    def specs(self) -> dict[str, TableSpec]:
        """The tables that can be counted; after a release, those that were counted then."""
        return {name: spec for name, spec in self.declared.items() if name not in self.too_new}

    @cached_property
    def too_new(self) -> dict[str, Problem]:
        """A note for each table that the last release did not count: beside frozen ones it would tell who came late."""
        new = [name for name, spec in self.declared.items() if spec.reads and name not in self.frozen]
        return {name: problem("TIP-E586", table=name) for name in new} if self.ledger else {}

    @cached_property
    def not_allowed(self) -> tuple[Problem, ...]:
        """A note for each declared table that the policy does not name, or not with all of its dimensions."""
        return tuple(
            problem("TIP-E591", file="policy.toml", table=name, what=" and ".join(unnamed), line=named(spec))
            for name, spec in self.specs.items()
            if (unnamed := self._unnamed(spec))
        )

    def handed_in(self, specs: dict[str, TableSpec] | None = None, until: str = "~") -> dict[str, TableSpec]:
        """The tables that may leave, about records of which at least one was ever handed in: no zeros out of nothing.

        With `until`, reports of later months alone are no such record. ReleaseStopped where there is none at all.
        """
        records = {one.record for one in self.conformed() if one.rows and one.period_from <= until}
        if not records:
            raise ReleaseStopped(problem("TIP-E013"))
        return self.allowed(_about(records, self.specs if specs is None else specs))

    def allowed(self, specs: dict[str, TableSpec]) -> dict[str, TableSpec]:
        """Those of these tables that the policy names with all of their dimensions."""
        return {name: spec for name, spec in specs.items() if not self._unnamed(spec)}

    def _unnamed(self, spec: TableSpec) -> tuple[str, ...]:
        return self.project.policy.allow.unnamed(spec.name, spec.dimensions)

    @cached_property
    def names_anew(self) -> Names:
        """The values that the community declares today, for a count in which nothing is frozen."""
        return names_of(self.project.community, self.project.areas, self.project.sources)

    @cached_property
    def names(self) -> Names:
        """The values that the community declares; who can report is also as the frozen counts need it."""
        declared = self.names_anew
        reporters = standing(declared.reporters, self.project.releases, self.ledger, self.frozen)
        return replace(declared, reporters=reporters)

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
        last = self.ledger[-1].hash if self.ledger else ""
        return digest(freshness.read(self.project.data("linked")), self.names, CODE["counted"], last)

    def is_counted(self) -> bool:
        """Whether the counted tables are those of the linked records."""
        return is_fresh(self.project.data("counted"), self.counted_stamp())

    def count(self) -> dict[str, int]:
        """Count every table; the number of cells of each."""
        target, stamp = self.project.data("counted"), self.counted_stamp()
        if not is_fresh(target, stamp):
            with fresh_folder(target, stamp) as folder:
                tables = self._count(self.specs, self.names, folder, rebase=False)
                cells = {name: len(table.frame) for name, table in tables.items()}
                (folder / "cells.json").write_text(json.dumps(cells), encoding="utf-8")
        cells = json.loads((target / "cells.json").read_text(encoding="utf-8"))
        return dict(cells)

    def _count(
        self, specs: dict[str, TableSpec], names: Names, target: Path, *, rebase: bool, keep: Path | None = None
    ) -> dict[str, CountedTable]:
        """Count tables: in a re-base from every record, else from the frozen counts and what came in for later."""
        kept, _ = in_force(self.conformed())
        community = community_tables(self.project.sources, self.project.community, kept)
        linked = self.project.data("linked")
        is_new = rebase or not self.ledger
        after = "" if is_new else self.ledger[-1].frozen_through
        if not is_new:
            require_same_ground(self.last_told(), self.project.community.calendar, self.project.areas)
        for source, own in own_tables(self.project.sources, specs).items():
            at, kept_at = target / OWN / source, keep / OWN / source if keep else None
            at.mkdir(parents=True)
            frozen = {} if is_new else frozen_counts(self.project.releases, self.ledger, f"{OWN}/{source}")
            count(own, linked, community, names, at, Part(frozen, after, source), kept_at)
        part = Part({} if is_new else self.frozen, after)
        return count(specs, linked, community, names, target, part, keep)

    def last_told(self) -> dict[str, Any]:
        """What the last release says of itself."""
        path = self.project.releases / self.ledger[-1].id / "published" / "release.json"
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return told


def named(spec: TableSpec) -> str:
    """The line of policy.toml by which a table may leave."""
    return f"{spec.name} = {json.dumps([*spec.dimensions])}"


def _about(records: Collection[str], specs: dict[str, TableSpec]) -> dict[str, TableSpec]:
    """Tables that read nothing but these kinds of record; people are made from identifications."""
    there = set(records) | ({"person"} if "identification" in records else set())
    return {name: spec for name, spec in specs.items() if spec.reads <= there}

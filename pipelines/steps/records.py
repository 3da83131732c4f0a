"""The next two verbs on disk: from conformed deliveries to linked records and counted tables."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from pipelines import freshness
from pipelines.about import names_of
from pipelines.conform import write_empty
from pipelines.count import Names, TableSpec, count, read_specs
from pipelines.freshness import digest, digest_of_files, fresh_folder, is_fresh
from pipelines.link import in_force, link
from pipelines.link.linked import community_tables
from pipelines.project import CHECKOUT, SQL
from pipelines.steps.deliveries import Deliveries
from schemas.problems import Problem, ReleaseStopped, problem

CODE = {
    "linked": digest_of_files(SQL / "linked", CHECKOUT / "pipelines" / "link", CHECKOUT / "pipelines" / "engine.py"),
    "counted": digest_of_files(SQL / "counted", CHECKOUT / "pipelines" / "count", CHECKOUT / "schemas"),
}


@dataclass(frozen=True)
class Records(Deliveries):
    """The records in force, and the tables counted from them."""

    @cached_property
    def specs(self) -> dict[str, TableSpec]:
        """The declared tables, but for those about records that no source of this community has."""
        records = {record for source in self.project.sources.values() for record in source.record}
        return _about(records, read_specs(SQL / "counted"))

    def handed_in(self) -> dict[str, TableSpec]:
        """The tables about records of which at least one was ever handed in: no zeros out of nothing.

        ReleaseStopped where nothing was handed in at all.
        """
        records = {delivery.record for delivery in self.conformed() if delivery.rows}
        if not records:
            raise ReleaseStopped(problem("TIP-E013"))
        return _about(records, self.specs)

    @cached_property
    def names(self) -> Names:
        """The values that the community declares."""
        return names_of(self.project.community, self.project.areas, self.project.sources)

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


def _about(records: Collection[str], specs: dict[str, TableSpec]) -> dict[str, TableSpec]:
    """Tables that read nothing but these kinds of record; people are made from identifications."""
    there = set(records) | ({"person"} if "identification" in records else set())
    return {name: spec for name, spec in specs.items() if spec.reads <= there}

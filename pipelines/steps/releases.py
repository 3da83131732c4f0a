"""The last two verbs on disk: from counted tables to published ones and to pages."""

import json
from dataclasses import dataclass

from pipelines import freshness
from pipelines.about import about
from pipelines.count import read_counted
from pipelines.freshness import digest, digest_of_files, replace_folder
from pipelines.project import CHECKOUT
from pipelines.publish import Policy, Report, publish
from pipelines.show import show
from pipelines.steps.records import Records

CODE = {
    "published": digest_of_files(CHECKOUT / "pipelines" / "publish", CHECKOUT / "pipelines" / "about.py"),
    "site": digest_of_files(CHECKOUT / "pipelines" / "show", CHECKOUT / "dashboards"),
}


@dataclass(frozen=True)
class Steps(Records):
    """Every step of one project. Each does nothing where its last result is still true."""

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
        tables = read_counted(self.handed_in(), self.names, self.project.data("counted"))
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

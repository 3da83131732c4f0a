"""Every path of a project folder, in one place, and the lock that lets one run at a time work on it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from schemas.community import Area, Community, read_areas, read_community
from schemas.declaration import mistake, read_toml
from schemas.policy import DOWNLOADS, TREND, Known, Policy, read_policy
from schemas.problems import Busy, DeclarationMistake, Problem, problem
from schemas.source import Source, read_source

CHECKOUT = Path(__file__).resolve().parent.parent
SQL = CHECKOUT / "warehouse"
PRESETS = CHECKOUT / "sources" / "_presets"
CHARTS = CHECKOUT / "dashboards" / "charts"


@dataclass(frozen=True)
class Project:
    """One community's folder. Everything that a run writes lies below it."""

    root: Path

    @cached_property
    def community(self) -> Community:
        """The declaration of the community."""
        return read_community(self.root)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas in the order of their file; their outlines, where there are any, do not overlap."""
        areas = read_areas(self.root, self.community)
        if self.community.areas.shapes:
            from schemas.outlines import check_outlines  # noqa: PLC0415  # whoever only checks a file needs no shapely

            check_outlines(self.root / self.community.areas.shapes, areas)
        return areas

    @cached_property
    def policy(self) -> Policy:
        """What may leave, and how."""
        return read_policy(self.root, known_names())

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by its name; a DeclarationMistake with the mistakes of all of them."""
        found: dict[str, Source] = {}
        problems: list[Problem] = []
        for path in sorted(self.root.glob("sources/*/source.toml")):
            try:
                found[path.parent.name] = read_source(path.parent, PRESETS)
            except DeclarationMistake as found_wrong:
                problems += found_wrong.problems
        problems += self._asked_twice(found)
        if problems:
            raise DeclarationMistake(*problems)
        if not found:
            do = "Make one with `tipstats new source NAME`."
            raise DeclarationMistake(problem("TIP-E002", what="sources/<name>/source.toml", do=do))
        return found

    def _asked_twice(self, sources: dict[str, Source]) -> list[Problem]:
        """Questions of two surveys under one name: their answers would be counted as one."""
        asked: dict[str, str] = {}
        problems = []
        for name, source in sources.items():
            for question in source.record["response"].questions if "response" in source.record else ():
                if asked.setdefault(question, name) != name:
                    what = f"{question}: the source {asked[question]} has a question of this name; choose another"
                    keys = ("record", "response", "questions", question)
                    problems.append(mistake(self.source_folder(name) / "source.toml", keys, what))
        return problems

    def source_folder(self, source: str) -> Path:
        """The folder of one source: inbox, received and reports lie in it."""
        return self.root / "sources" / source

    def data(self, verb: str) -> Path:
        """Where a verb keeps what it made; private up to `counted`."""
        return self.root / "warehouse" / "_data" / verb

    @property
    def published(self) -> Path:
        """The published tables: safe to give away."""
        return self.root / "warehouse" / "_published"

    @property
    def site(self) -> Path:
        """The pages."""
        return self.root / "dashboards" / "_site"

    @property
    def releases(self) -> Path:
        """The ledger, and a folder for each release with what was told and with its frozen counts; never given away."""
        return self.root / "warehouse" / "releases"

    @property
    def submissions(self) -> Path:
        """The ledger of what was handed in and taken back, and the salt of its tombstones; never given away."""
        return self.root / "warehouse" / "submissions"

    @property
    def dagster(self) -> Path:
        """Where Dagster keeps its runs and events."""
        return self.root / "warehouse" / "_dagster"

    @property
    def gates(self) -> Path:
        """Results of the two Great Expectations gates; internal."""
        return self.root / "warehouse" / "_gates"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the project; Busy where another run holds it. The same process may hold it many times."""
        from filelock import FileLock, Timeout  # noqa: PLC0415  # it loads asyncio, for which a check need not wait

        path = self.root / "warehouse" / "_lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, is_singleton=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise Busy(problem("TIP-E004")) from None
        try:
            yield
        finally:
            lock.release()


def known_names() -> Known:
    """What an allow-list may name: every table with its dimensions, every chart, every download."""
    said = {path.stem: read_toml(path).get("dimensions") for path in sorted(SQL.glob("counted/*.sql"))}
    tables = {name: tuple(dimensions) if isinstance(dimensions, dict) else () for name, dimensions in said.items()}
    charts = tuple(path.stem for path in sorted(CHARTS.glob("[!_]*.py")))
    return Known({**tables, TREND: ("period",)}, charts, DOWNLOADS)


def read_stamp(path: Path) -> dict[str, str]:
    """What was true when a result was made; empty where it was never made or never finished."""
    try:
        stamp: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return stamp

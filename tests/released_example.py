"""A small community that makes releases: its files, a door that only writes, and an approval form filled in."""

import csv
import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import gates
from pipelines.desk import Desk
from pipelines.project import Project
from pipelines.publish import Report
from pipelines.publish.earlier import Earlier
from pipelines.releases import Request
from pipelines.releases.ledger import Kind
from pipelines.releasing import advance
from pipelines.simulate.deliveries import DELIVERED_AT
from pipelines.steps import Steps, drafts, releases
from pipelines.tables import CountedTable
from tests.command_line import make_project
from tests.forked import YES

HEADER = "No,Intake date,Gender,Age group,Exploitation,Consent\n"
KINDS = ("escort service", "restaurant kitchen")
FIRST, SECOND = date(2025, 4, 1), date(2026, 4, 1)
NAMES = ("Ines Falke", "Bo Ahlers")


def community(folder: Path, years: tuple[int, int] = (2023, 2026)) -> Project:
    """A clinic whose records have numbers, and a hotline; nothing is handed in yet."""
    folder.mkdir(exist_ok=True)
    project = make_project(folder)
    change(folder / "community.toml", "from_year = 2022", f"from_year = {years[0]}")
    change(folder / "community.toml", "to_year = 2024", f"to_year = {years[1]}")
    source = folder / "sources" / "clinic" / "source.toml"
    change(source, 'identity = "none"', 'identity = "id"')
    columns = '[record.identification]\nid = "No"\n\n[record.identification.columns]\nconsent = "Consent"'
    change(source, "[record.identification.columns]", columns)
    return project


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new), encoding="utf-8")


def hand_in(project: Project, people: Mapping[str, int], first: int = 1, consent: str = "yes") -> None:
    """So many people in each month, or with a year alone; "" is no date. Numbers go up from the first.

    A number that was handed in before is the same record, corrected; without consent it is withdrawn.
    """
    days = [day for day, count in people.items() for _ in range(count)]
    lines = [f"{first + at},{day},F,adult,{KINDS[at % 2]},{consent}\n" for at, day in enumerate(days)]
    inbox = project.source_folder("clinic") / "inbox"
    path = inbox / f"from-{first}-{len(lines)}.csv"
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    os.utime(path, (DELIVERED_AT, DELIVERED_AT))


def bring_up_to_date(project: Project) -> None:
    """What `tipstats run` does, without Dagster and the gates."""
    steps = Steps(project)
    for source in project.sources:
        steps.receive(source, None)
        steps.conform(source)
    steps.link()
    steps.count()
    steps.draft()
    steps.release()
    steps.show()


def publish(  # noqa: PLR0913  # the arguments of the real one
    tables: Sequence[CountedTable],
    policy: object,
    release: Mapping[str, Any],
    areas: object,
    target: Path,
    *,
    shapes: object = None,
    earlier: Sequence[Earlier] = (),
    providers: object = None,
    budget: Path | None = None,
) -> Report:
    """Writes every count as it is: what is tested with it is when something is released, and what is frozen."""
    assert policy
    assert areas
    shutil.rmtree(target, ignore_errors=True)
    for name in ("tables", "proof"):
        (target / name).mkdir(parents=True)
    facts, told = [], []
    for table in tables:
        table.frame.to_csv(target / "tables" / f"{table.name}.csv", index=False, lineterminator="\n")
        rows = len(table.frame)
        told.append({"name": table.name, "rows": rows, "hidden": 0})
        if table.is_counted:
            facts += [f"{table.name},{','.join(map(str, line))}\n" for line in table.frame.itertuples(index=False)]
    (target / "proof" / "facts.csv").write_text("".join(facts), encoding="utf-8")
    given = [bool(shapes), bool(providers), bool(budget)]
    beside = {"earlier": [one.id for one in earlier], "tables": told, "given": given}
    protection = {"cells": len(facts), "shown": len(facts), "hidden": 0}
    text = json.dumps({**release, **beside, "protection": protection}, sort_keys=True)
    (target / "release.json").write_text(text, encoding="utf-8")
    return Report(len(facts), len(facts), 0, 0, 0, (), ())


def show(published: Path, target: Path) -> None:
    """Pages that say which release they are made from."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(published / "release.json", target / "index.html")


def open_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is protected, no page is drawn and the gates say yes: all of them have tests of their own."""
    monkeypatch.setattr(gates, "WORKER", (sys.executable, "-c", YES))
    monkeypatch.setattr(drafts, "publish", publish)
    monkeypatch.setattr(releases, "show", show)
    monkeypatch.setattr("pipelines.releasing.show", show)


def fill_in(form: Path, on: date, names: Sequence[str] = NAMES, note: str = "Late reports were added.") -> None:
    """Say yes to everything, in the name of made-up people."""
    text = form.read_text(encoding="utf-8").replace('answer = ""', 'answer = "Yes"')
    text = text.replace('revision_note = ""', f'revision_note = "{note}"')
    text = text.replace("revision_reasons = []", 'revision_reasons = ["late_data"]')
    for key, said in (("who", "The circle"), ("when", str(on)), ("said", "Good."), ("agreed", "yes")):
        text = text.replace(f'{key} = ""', f'{key} = "{said}"')
    for name in names:
        text = text.replace('name = ""\nrole = ""\non = ""', f'name = "{name}"\nrole = "Desk"\non = {on}', 1)
    form.write_text(text, encoding="utf-8")


def released(project: Project, period: str, on: date, kind: Kind = "release") -> None:
    """A release as two people make it."""
    request = Request(period, kind, on)
    step(project, request)
    fill_in(project.releases / f"{period}{'-rebase-1' if kind == 'rebase' else ''}.toml", on)
    step(project, request)


def step(project: Project, request: Request) -> None:
    """One call of `tipstats release`."""
    desk = Desk(Project(project.root))
    try:
        advance(desk, request)
    finally:
        desk.close()


def told(folder: Path) -> dict[str, Any]:
    """What a published folder says of itself."""
    content: dict[str, Any] = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    return content


def counts(folder: Path, table: str = "identifications_by_period") -> dict[str, int]:
    """The counts of a published table by period, over everything else."""
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    others = [name for name in rows[0] if name not in ("period", "count", "most", "is_reported")]
    return {row["period"]: int(row["count"]) for row in rows if all(row[name] == "total" for name in others)}

"""A community in which some organisations can never identify anybody: they hand in incidents and answers alone."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from pipelines.project import Project
from pipelines.simulate.deliveries import DELIVERED_AT
from tests.command_line import make_project
from tests.released_example import change

ALLOWED = """[allow.tables]
coverage = ["source", "period"]
identifications_by_period = ["period", "source_kind"]

[allow]
"""
DECLARED = """holder = "{name} (made up)"
kind = "{kind}"
contact = "{name}"
identity = "id"
date_order = "iso"

[agreement]
legal_basis = "Agreement"
keep_months = 600
"""
PEOPLE = """
[record.identification]
id = "No"

[record.identification.columns]
identified_on = "Day"
"""
INCIDENTS = """
[record.incident]
id = "No"

[record.incident.columns]
occurred_on = "Day"
"""
ANSWERS = """
[record.response]
id = "No"

[record.response.columns]
answered_on = "Day"

[record.response.questions.knows]
text = "Do you know a number?"
header = "Knows"
answers = { yes = "Yes", no = "No" }
"""
SOURCES = {
    "city": ("police", INCIDENTS),
    "house": ("shelter", PEOPLE),
    "sheriff": ("police", PEOPLE),
    "teams": ("survey", ANSWERS),
}


def community(folder: Path) -> Project:
    """Two years, and two tables that may leave."""
    folder.mkdir()
    project = make_project(folder)
    for name in ("clinic", "hotline"):
        (folder / "sources" / name).rename(folder.parent / f"{folder.name} {name}")
    change(folder / "community.toml", "from_year = 2022", "from_year = 2024")
    change(folder / "community.toml", "to_year = 2024", "to_year = 2025")
    policy = folder / "policy.toml"
    text = re.sub(r"(?s)\[allow\.tables\].*?\[allow\]\n", ALLOWED, policy.read_text("utf-8"))
    policy.write_text(text, encoding="utf-8")
    for name, (kind, record) in SOURCES.items():
        declare(project, name, kind, record)
    return project


def declare(project: Project, name: str, kind: str, record: str) -> None:
    """What a source hands in."""
    path = project.root / "sources" / name / "source.toml"
    (path.parent / "inbox").mkdir(parents=True, exist_ok=True)
    path.write_text(DECLARED.format(name=name, kind=kind) + record, encoding="utf-8")


def hand_in(project: Project, source: str, months: Mapping[str, int], first: int = 1) -> None:
    """One file with so many records in each month; numbers go up from the first."""
    days = [f"{month}-05" for month, count in months.items() for _ in range(count)]
    lines = [f"{first + at},{day},yes\n" for at, day in enumerate(days)]
    path = project.root / "sources" / source / "inbox" / f"from-{first}.csv"
    path.write_text("No,Day,Knows\n" + "".join(lines), encoding="utf-8")
    os.utime(path, (DELIVERED_AT, DELIVERED_AT))

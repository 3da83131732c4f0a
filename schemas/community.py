"""What community.toml may say, and the areas that a community counts by."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from schemas.declaration import Declared, declare, mistake, read_toml
from schemas.problems import DeclarationMistake, Problem, problem
from schemas.words import countries, fold


class Contact(Declared):
    """Whom a reader asks."""

    name: str
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")


class Helpline(Declared):
    """Where somebody who needs help can turn, and when that was last checked."""

    text: str
    phone: str
    url: str = ""
    checked_on: date


class Licence(Declared):
    """The licence of the published tables."""

    name: str
    url: str


class Areas(Declared):
    """The files that hold areas.csv (code, name, level, parent, population, also) and their shapes."""

    file: str = "areas.csv"
    shapes: str | None = None


class Calendar(Declared):
    """The first and the last year that the pages speak of."""

    from_year: int = Field(ge=1990, le=2100)
    to_year: int = Field(ge=1990, le=2100)


class Protection(Declared):
    """Counts from 1 to below the threshold are hidden."""

    threshold: int = Field(default=10, ge=3, le=100)


class Community(Declared):
    """The folder's own declaration."""

    name: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    is_made_up: bool = False
    languages: tuple[str, ...] = ("en",)
    contact: Contact
    helpline: Helpline
    licence: Licence
    calendar: Calendar
    areas: Areas = Areas()
    protection: Protection = Protection()


@dataclass(frozen=True)
class Area:
    """One area; `also` are other names that sources write for it."""

    code: str
    name: str
    level: str
    parent: str
    population: int | None
    also: tuple[str, ...] = ()


def read_community(folder: Path) -> Community:
    """The community of a project folder; a DeclarationMistake names every mistake."""
    path = folder / "community.toml"
    community = declare(Community, read_toml(path), path)
    if fold(community.country) not in countries():
        raise DeclarationMistake(mistake(path, ("country",), "country: write an ISO 3166-1 alpha-2 code, such as US"))
    if community.calendar.from_year > community.calendar.to_year:
        raise DeclarationMistake(mistake(path, ("calendar", "to_year"), "calendar: to_year lies before from_year"))
    return community


def read_areas(folder: Path, community: Community) -> tuple[Area, ...]:
    """The areas in the order of their file; every mistake in the file is named with its line."""
    path = folder / community.areas.file
    if not path.exists():
        do = "Write the columns code, name, level, parent, population, also; the sample community shows how."
        raise DeclarationMistake(problem("TIP-E002", file=path.name, what=f"areas file {path.name}", do=do))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    needed = {"code", "name", "level", "parent", "population"}
    if not rows or not needed <= set(rows[0]):
        raise DeclarationMistake(
            problem("TIP-E001", file=path.name, line=1, what=f"the columns must be {', '.join(sorted(needed))}")
        )
    problems = [found for line, row in enumerate(rows, 2) for found in _area_mistakes(path, line, row, rows)]
    if problems:
        raise DeclarationMistake(*problems)
    return tuple(
        Area(
            code=row["code"],
            name=row["name"],
            level=row["level"],
            parent=row["parent"] or "",
            population=int(row["population"]) if row["population"] else None,
            also=tuple(text for text in (row.get("also") or "").split(";") if text),
        )
        for row in rows
    )


def _area_mistakes(path: Path, line: int, row: dict[str, str], rows: list[dict[str, str]]) -> list[Problem]:
    """What is wrong with one line of the areas file."""
    codes = [other["code"] for other in rows]
    found = []
    if codes.count(row["code"]) > 1 or not row["code"]:
        found.append("every code must be there, and once")
    if row["parent"] and row["parent"] not in codes:
        found.append(f"the parent of {row['code']} is no code of this file")
    if row["parent"] == row["code"]:
        found.append(f"{row['code']} cannot be its own parent")
    if row["population"] and not row["population"].isdigit():
        found.append("population must be a whole number or empty")
    return [problem("TIP-E001", file=path.name, line=line, what=what) for what in found]

"""What community.toml may say, and the areas that a community counts by."""

from datetime import date
from pathlib import Path

from pydantic import Field

from schemas.areas import Area, read_area_file
from schemas.declaration import Declared, declare, mistake, read_toml
from schemas.problems import DeclarationMistake
from schemas.words import countries, fold

__all__ = ["Area", "Areas", "Calendar", "Community", "Contact", "Helpline", "Licence"]
__all__ += ["Site", "read_areas", "read_community"]


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


class Site(Declared):
    """What the pages offer beside the numbers: an address to leave for at once; without one, no button for it."""

    quick_exit: str = Field(default="", pattern=r"^(https://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:\d+)?(/[^\s\"'<>]*)?)?$")


class Areas(Declared):
    """The files that hold areas.csv (code, name, level, parent, population, also) and their shapes."""

    file: str = "areas.csv"
    shapes: str | None = None


class Calendar(Declared):
    """The first and the last year that the pages speak of."""

    from_year: int = Field(ge=1990, le=2100)
    to_year: int = Field(ge=1990, le=2100)


class CommunityTranslation(Declared):
    """What the community says in another language; what is left out stays as it is."""

    name: str = ""
    contact: str = ""
    helpline: str = ""


class Community(Declared):
    """The folder's own declaration. `doi` is that of all releases together, such as 10.5281/zenodo.1234567."""

    name: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    is_made_up: bool = False
    languages: tuple[str, ...] = Field(default=("en",), min_length=1)
    translations: dict[str, CommunityTranslation] = {}
    contact: Contact
    helpline: Helpline
    licence: Licence
    calendar: Calendar
    areas: Areas = Areas()
    site: Site = Site()
    doi: str | None = Field(default=None, pattern=r"^10\.\d{4,9}/[A-Za-z0-9._;()/:-]+$")
    next_release: date | None = None


def read_community(folder: Path) -> Community:
    """The community of a project folder; a DeclarationMistake names every mistake."""
    path = folder / "community.toml"
    community = declare(Community, read_toml(path), path)
    found = []
    if fold(community.country) not in countries():
        found.append(mistake(path, ("country",), "country: write an ISO 3166-1 alpha-2 code, such as US"))
    if community.calendar.from_year > community.calendar.to_year:
        found.append(mistake(path, ("calendar", "to_year"), "calendar: to_year lies before from_year"))
    if found:
        raise DeclarationMistake(*found)
    return community


def read_areas(folder: Path, community: Community) -> tuple[Area, ...]:
    """The areas in the order of their file; every mistake in the file is named with its line."""
    return read_area_file(folder / community.areas.file)

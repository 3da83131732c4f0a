"""Which files are copies of the tables in other forms, under which name the policy allows them, and what they copy."""

import re
from collections.abc import Collection, Mapping

from pipelines.inspect_site.built import Built, Unreadable

ARCHIVE = "data/all.zip"
INDICATOR, INDICATOR_META = "data/open_sdg/data/indicator_16-2-2.csv", "data/open_sdg/meta/16-2-2.yml"
PACKAGE, CATALOGUE = "data/datapackage.json", "data/catalog.jsonld"
FIRST = "en"
EXPLAINED = ("dictionary", "words")
FIGURES, ABOUT_CSV = "data/figures/", ".csv-metadata.json"


def workbooks(built: Built) -> dict[str, str]:
    """The workbook of each language of the release; the first language has the plain name."""
    return {name: f"data/tipstats{f'-{name}' if at else ''}.xlsx" for at, name in enumerate(languages_of(built))}


def explained(built: Built) -> dict[str, tuple[str, str]]:
    """Every file that explains the tables, with its name in the first language, and its own language."""
    return {
        f"data/{stem}{f'-{language}' if at else ''}.csv": (f"data/{stem}.csv", language)
        for stem in EXPLAINED
        for at, language in enumerate(languages_of(built))
    }


def languages_of(built: Built) -> list[str]:
    """The languages of the pages, the first one in front."""
    told = (built.release.get("community") or {}).get("languages") or [FIRST]
    return [str(language) for language in told if re.fullmatch(r"[a-z]{2}", str(language))] or [FIRST]


def copies(built: Built, figures: Collection[str], companions: Collection[str]) -> dict[str, str]:
    """Every copy that a site can have, with the name under which the policy allows it."""
    tables = list(built.tables)
    found = dict.fromkeys(workbooks(built).values(), "xlsx")
    found |= {ARCHIVE: "zip", PACKAGE: "metadata", CATALOGUE: "metadata"}
    found |= dict.fromkeys((INDICATOR, INDICATOR_META), "open_sdg")
    found |= {f"{FIGURES}{name}.{kind}": "figures" for name in figures for kind in ("csv", "json")}
    listed = [f"data/{name}.csv" for name in tables]
    listed += [*explained(built), *(f"data/{name}" for name in companions if name.endswith(".csv"))]
    listed += [f"{FIGURES}{name}.csv" for name in figures] + [INDICATOR]
    return found | {f"{path}-metadata.json": "metadata" for path in listed}


def rows_of(built: Built, table: str) -> list[dict[str, str]]:
    """The published lines of a table; none where its file cannot be read, which is a problem of its own."""
    try:
        return built.rows(f"data/{table}.csv")
    except Unreadable:
        return []


def labels_of(built: Built, dimension: str, language: str = FIRST) -> Mapping[str, str]:
    """The words for the codes of a dimension; sources are called by who holds them.

    In other languages these are the words that the release brings; others are those of the pages.
    """
    told = built.release if language == FIRST else (built.release.get("translations") or {}).get(language) or {}
    own: Mapping[str, str] = (told.get("labels") or {}).get(dimension) or {}
    if dimension != "source":
        return own
    holders = {source["name"]: str(source.get("holder", "")) for source in built.release.get("sources", [])}
    return {**holders, **own}


def dimensions_of(built: Built, table: str) -> list[str]:
    """The names of the breakdowns of a table."""
    return [str(one.get("name")) for one in built.tables[table].get("dimensions", [])]


def is_same_number(one: object, other: str) -> bool:
    """Whether a cell holds the number that a published line holds."""
    if isinstance(one, bool) or not isinstance(one, int | float):
        return False
    try:
        return float(one) == float(other)
    except ValueError:
        return False

"""A Data Package (version 2): one description of all CSV files, with which programs can read and check them."""

from pathlib import Path
from typing import Any

from pipelines.show.dataset import MEDIA, caveats, citation_of, doi_of, title_of, without_gaps
from pipelines.show.json_text import write_json
from pipelines.show.listings import Column, Listing, listings
from pipelines.show.offered import Offered

ALLOWED = "metadata"
ORDER = 50
FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
WORDS = "words.csv"
KINDS = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}


def write(offer: Offered, folder: Path) -> None:
    """The description of the package beside its files."""
    release, t = offer.release, offer.texts
    community, listed = release.community, listings(offer, folder)
    has_words = any(listing.path == WORDS for listing in listed)
    told = {
        "$schema": PROFILE,
        "name": "tipstats",
        "title": title_of(release, t),
        "description": " ".join([t("downloads.description", place=community["name"]), *caveats(release, t)]),
        "id": doi_of(release),
        "licenses": [{"title": community["licence"]["name"], "path": community["licence"]["url"]}],
        "contributors": [
            {"title": community["contact"]["name"], "email": community["contact"]["email"], "roles": ["publisher"]}
        ],
        "sources": [{"title": source["holder"]} for source in release.sources],
        "citation": citation_of(release, t),
        "release": release.release.get("id"),
        "next_release": community.get("next_release"),
        "resources": [_resource(listing, offer, is_tied=has_words) for listing in listed],
    }
    write_json(folder / FILE, without_gaps(told))


def _resource(listing: Listing, offer: Offered, *, is_tied: bool) -> dict[str, Any]:
    """One file. Its codes are tied to the list of words, where that may be taken away, too."""
    kinds = {name for table in offer.release.tables.values() for name in table.kinds}
    codes = [name for name in listing.key if name in kinds] if listing.path != WORDS else []
    ties = [{"fields": name, "reference": {"resource": "words", "fields": "value"}} for name in codes]
    return without_gaps(
        {
            "name": listing.name,
            "path": listing.path,
            "title": listing.title,
            "description": listing.says,
            "type": "table",
            "format": "csv",
            "mediatype": MEDIA["csv"],
            "encoding": "utf-8",
            "schema": {
                "fields": [_field(column) for column in listing.columns],
                "missingValues": [""],
                "primaryKey": list(listing.key),
                **({"foreignKeys": ties} if is_tied and ties else {}),
            },
        }
    )


def _field(column: Column) -> dict[str, Any]:
    is_yes_or_no = column.kind == "boolean"
    return without_gaps(
        {
            "name": column.name,
            "type": KINDS[column.kind],
            "description": column.says,
            "trueValues": ["True"] if is_yes_or_no else None,
            "falseValues": ["False"] if is_yes_or_no else None,
            "constraints": {"enum": list(column.values)} if column.values else None,
        }
    )

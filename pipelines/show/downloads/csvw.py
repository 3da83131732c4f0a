"""CSV on the Web: beside each CSV file what its columns are, under the name at which programs look for it."""

import re
from pathlib import Path
from typing import Any

from pipelines.show.dataset import without_gaps
from pipelines.show.json_text import write_json
from pipelines.show.listings import Column, Listing, listings
from pipelines.show.offered import Offered

ALLOWED = "metadata"
ORDER = 40
ENDING = "-metadata.json"
# Names of columns are parts of addresses here, so they have no spaces.
NO_WORD = re.compile(r"\W+")
KINDS: dict[str, Any] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": {"base": "boolean", "format": "True|False"},
}


def write(offer: Offered, folder: Path) -> None:
    """One file of metadata for each CSV file."""
    for listing in listings(offer, folder):
        write_json(folder / f"{listing.path}{ENDING}", _told(listing, offer))


def _told(listing: Listing, offer: Offered) -> dict[str, Any]:
    community = offer.release.community
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": offer.texts.language}],
        "url": Path(listing.path).name,
        "dc:title": listing.title,
        "dc:description": listing.says,
        "dc:publisher": community["contact"]["name"],
        "dc:license": {"@id": community["licence"]["url"]},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True},
        "tableSchema": {
            "columns": [_column(column) for column in listing.columns],
            "primaryKey": list(listing.key),
        },
    }
    return without_gaps(told)


def _column(column: Column) -> dict[str, Any]:
    return without_gaps(
        {
            "name": NO_WORD.sub("_", column.name),
            "titles": column.name,
            "dc:description": column.says,
            "datatype": KINDS[column.kind],
        }
    )

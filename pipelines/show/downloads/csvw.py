"""CSV on the Web: beside each CSV file what its columns are, under the name at which programs look for it."""

import re
from collections.abc import Sequence
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
    every = [listings(own, folder) for own in (offer, *offer.others)]
    for same in zip(*every, strict=True):
        write_json(folder / f"{same[0].path}{ENDING}", _told(same, offer))


def _told(same: Sequence[Listing], offer: Offered) -> dict[str, Any]:
    """`same` is one listing in every language, the first one in front."""
    community, listing = offer.release.community, same[0]
    languages = [offer.texts.language, *(own.texts.language for own in offer.others)]
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": offer.texts.language}],
        "url": Path(listing.path).name,
        "dc:title": _both(languages, [own.title for own in same]),
        "dc:description": _both(languages, [own.says for own in same]),
        "dc:publisher": community["contact"]["name"],
        "dc:license": {"@id": community["licence"]["url"]},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True},
        "tableSchema": {
            "columns": [_column(column) for column in listing.columns],
            "primaryKey": list(listing.key),
        },
    }
    return without_gaps(told)


def _both(languages: Sequence[str], said: Sequence[str]) -> list[dict[str, str]]:
    """A text in every language that has one."""
    return [{"@value": text, "@language": language} for language, text in zip(languages, said, strict=True) if text]


def _column(column: Column) -> dict[str, Any]:
    return without_gaps(
        {
            "name": NO_WORD.sub("_", column.name),
            "titles": column.name,
            "dc:description": column.says,
            "datatype": KINDS[column.kind],
        }
    )

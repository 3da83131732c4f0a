"""The data dictionary in each language: every column of every table, and what it says."""

from pathlib import Path

from pipelines.show.listings import Line, write_explained
from pipelines.show.offered import Offered

ALLOWED = "dictionary.csv"
ORDER = 6


def write(offer: Offered, folder: Path) -> None:
    """The dictionary of the release, and the same lines in the words of each language."""
    write_explained(ALLOWED, offer, folder, _said)


def _said(line: Line, own: Offered) -> dict[str, str]:
    table = own.release.tables.get(line["table"])
    return {"description": table.columns.get(line["name"], "") if table else ""}

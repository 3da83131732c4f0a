"""The data dictionary in each language: every column of every table, and what it says."""

from pathlib import Path

from pipelines.show.dataset import explained
from pipelines.show.listings import read_rows, write_rows
from pipelines.show.offered import Offered

ALLOWED = "dictionary.csv"
ORDER = 6
HEADS = ("table", "name", "type", "description")


def write(offer: Offered, folder: Path) -> None:
    """The dictionary of the release, and the same lines in the words of each language."""
    path = folder / ALLOWED
    lines = read_rows(path) if path.is_file() else []
    paths = explained(ALLOWED, list(offer.labels))
    for own in (offer, *offer.others) if path.is_file() else ():
        says = {
            (table.name, name): text for table in own.release.tables.values() for name, text in table.columns.items()
        }
        rows = [[*(line[head] for head in HEADS[:-1]), says.get((line["table"], line["name"]), "")] for line in lines]
        write_rows(folder / paths[own.texts.language], HEADS, rows)

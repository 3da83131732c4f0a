"""The words of the tables in each language: every value of every breakdown with its label and its meaning."""

from pathlib import Path

from pipelines.show.listings import Line, write_explained
from pipelines.show.offered import Offered

ALLOWED = "words.csv"
ORDER = 5


def write(offer: Offered, folder: Path) -> None:
    """The list of the release, and the same lines in the words of each language."""
    write_explained(ALLOWED, offer, folder, _said)


def _said(line: Line, own: Offered) -> dict[str, str]:
    name, value = line["dimension"], line["value"]
    means = own.release.means.get(name, {}).get(value, "") if line["means"] else ""
    return {"label": own.release.labels.get(name, {}).get(value, line["label"]), "means": means}

"""The words of the tables in each language: every value of every breakdown with its label and its meaning."""

from collections.abc import Mapping
from pathlib import Path

from pipelines.show.dataset import explained
from pipelines.show.listings import read_rows, write_rows
from pipelines.show.offered import Offered

ALLOWED = "words.csv"
ORDER = 5
HEADS = ("dimension", "value", "label", "means")


def write(offer: Offered, folder: Path) -> None:
    """The list of the release, and the same lines in the words of each language."""
    path = folder / ALLOWED
    lines = read_rows(path) if path.is_file() else []
    paths = explained(ALLOWED, list(offer.labels))
    for own in (offer, *offer.others) if path.is_file() else ():
        rows = [_line(line, own.release.labels, own.release.means) for line in lines]
        write_rows(folder / paths[own.texts.language], HEADS, rows)


def _line(
    line: Mapping[str, str], labels: Mapping[str, Mapping[str, str]], means: Mapping[str, Mapping[str, str]]
) -> list[str]:
    name, value = line["dimension"], line["value"]
    label = labels.get(name, {}).get(value, line["label"])
    return [name, value, label, means.get(name, {}).get(value, "") if line["means"] else ""]

"""Every CSV file that readers may take away, described once for all the formats that describe files."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboards.texts import Texts
from pipelines.show.dataset import EXPLAINED, explained
from pipelines.show.offered import Labels, Offered
from pipelines.show.release import PublishedTable, Release
from pipelines.show.sdmx import CONF_STATUS, OBS_STATUS

FIGURES = "figures"
Line = Mapping[str, str]
LABEL = "_label_"
STATES = ("shown", "below", "withheld", "hidden", "not_reported", "noisy")
# The columns that an Open SDG site reads, for indicator 16.2.2 and its breakdowns.
SDG_DATA = "open_sdg/data/indicator_16-2-2.csv"
SDG_BREAKDOWNS = {"area": "Area", "gender": "Gender", "age_group": "Age", "exploitation": "Form of exploitation"}
SDG_HEADS = ("Year", "Time detail", "Units", *SDG_BREAKDOWNS.values(), "GeoCode", "Value")
SDG_KINDS = {"Year": "integer", "Value": "number"}


@dataclass(frozen=True)
class Column:
    """One column of a file; `kind` is text, integer, number or boolean."""

    name: str
    says: str
    kind: str = "text"
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """One CSV file: its path below the folder of data, its columns, and those that name a row."""

    path: str
    title: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def name(self) -> str:
        """A name for programs, from the path."""
        return self.path.removesuffix(".csv").replace("/", "_").replace("-", "_").lower()


def listings(offer: Offered, folder: Path) -> list[Listing]:
    """The tables, the files that explain them, and the figures, as far as they are in `folder`."""
    release, t = offer.release, offer.texts
    found = [
        Listing(f"{table.name}.csv", table.title, " ".join(table.notes), columns_of(table, release), tuple(table.kinds))
        for table in release.tables.values()
    ]
    for name in EXPLAINED:
        found += [_companion(name, path, folder, t) for path in explained(name, list(offer.labels)).values()]
    for figure in offer.figures:
        table = release.tables[figure.table]
        path = f"{FIGURES}/{figure.name}.csv"
        columns = figure_columns(columns_of(table, release), table.kinds, offer.labels, t)
        found.append(Listing(path, figure.title, figure.statistic, columns, tuple(table.kinds)))
    heads = tuple(Column(name, "", SDG_KINDS.get(name, "text")) for name in SDG_HEADS)
    found.append(Listing(SDG_DATA, t("downloads.sdg_name"), t("downloads.sdg_counts"), heads, ()))
    return [listing for listing in found if (folder / listing.path).is_file()]


def columns_of(table: PublishedTable, release: Release) -> tuple[Column, ...]:
    """The columns of a table as the release describes them, in its language."""
    told: Sequence[Mapping[str, Any]] = next(
        (entry.get("columns", []) for entry in release.told["tables"] if entry["name"] == table.name), []
    )
    values = {"status": STATES}
    return tuple(
        Column(one["name"], table.columns.get(one["name"], ""), one.get("type", "text"), values.get(one["name"], ()))
        for one in told
    )


def figure_columns(columns: Sequence[Column], kinds: Mapping[str, str], labels: Labels, t: Texts) -> tuple[Column, ...]:
    """The columns of a figure's file: those of its table, with labels beside the codes and the codes of SDMX."""
    found: list[Column] = []
    for column in columns:
        found.append(column)
        if column.name in kinds:
            found += [Column(f"{column.name}{LABEL}{language}", t("downloads.label_column")) for language in labels]
    found.append(Column(OBS_STATUS, t("downloads.obs_status"), values=("A", "B", "E", "P", "Q", "O")))
    found.append(Column(CONF_STATUS, t("downloads.conf_status"), values=("F", "N")))
    return tuple(found)


def _companion(name: str, path: str, folder: Path, t: Texts) -> Listing:
    heads: list[str] = []
    if (folder / path).is_file():
        with (folder / path).open(encoding="utf-8", newline="") as file:
            heads = next(csv.reader(file), [])
    title, columns = t(f"downloads.{name.partition('.')[0]}"), tuple(Column(head, "") for head in heads)
    return Listing(path, title, "", columns, EXPLAINED[name])


def read_rows(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file, every cell as its text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A CSV file of these lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(rows)


def write_explained(name: str, offer: Offered, folder: Path, said: Callable[[Line, Offered], Line]) -> None:
    """A file that explains the tables in each language; `said` has the cells of a line that are words of a language."""
    path = folder / name
    if not path.is_file():
        return
    lines, heads = read_rows(path), path.read_text(encoding="utf-8").partition("\n")[0].split(",")
    paths = explained(name, list(offer.labels))
    for own in (offer, *offer.others):
        rows = [list({**line, **said(line, own)}.values()) for line in lines]
        write_rows(folder / paths[own.texts.language], heads, rows)

"""For each figure the rows that it shows, codes and labels side by side, and a file that says what they are."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.show.dataset import protection, sources_of, without_gaps
from pipelines.show.figures import Figure
from pipelines.show.json_text import write_json
from pipelines.show.listings import FIGURES, LABEL, Column, columns_of, figure_columns, read_rows, write_rows
from pipelines.show.offered import Offered
from pipelines.show.sdmx import CONF_STATUS, OBS_STATUS, confidential, observed

ALLOWED = "figures"
ORDER = 10


def write(offer: Offered, folder: Path) -> None:
    """Two files for each figure, under the name of its chart, which stays the same from release to release."""
    for figure in offer.figures:
        table = offer.release.tables[figure.table]
        own = columns_of(table, offer.release)
        columns = figure_columns(own, table.kinds, offer.labels, offer.texts)
        rows = _rows(figure, offer, folder)
        heads = [column.name for column in columns]
        write_rows(folder / FIGURES / f"{figure.name}.csv", heads, [[row[head] for head in heads] for row in rows])
        write_json(folder / FIGURES / f"{figure.name}.json", _told(figure, offer, columns, folder))


def _rows(figure: Figure, offer: Offered, folder: Path) -> list[dict[str, str]]:
    """The lines of the table's own file that the figure shows, as they stand there and in their order."""
    table = offer.release.tables[figure.table]
    kinds, found = table.kinds, []
    for row in read_rows(folder / f"{figure.table}.csv"):
        key = tuple(row[name] for name in kinds)
        if key in figure.keys:
            status = row.get("status", "shown")
            row |= {
                f"{name}{LABEL}{language}": own.get(name, {}).get(row[name], row[name])
                for language, own in offer.labels.items()
                for name in kinds
            }
            codes = {OBS_STATUS: observed(status, table.beside.get(key, ())), CONF_STATUS: confidential(status)}
            found.append({**row, **codes})
    return found


def _told(figure: Figure, offer: Offered, columns: tuple[Column, ...], folder: Path) -> dict[str, Any]:
    """What a reader has to know of the numbers, from the one declaration that the page is made from, too."""
    release = offer.release
    table, community = release.tables[figure.table], release.community
    # Meanings are told where the list of words may be taken away: there anybody can look them up.
    means = offer.release.means if (folder / "words.csv").is_file() else {}
    used = {value for key in figure.keys for value in key}
    told: dict[str, Any] = {
        "name": figure.name,
        "language": offer.texts.language,
        **_in_words(figure, offer),
        "translations": {own.texts.language: _in_words(_same(figure, own), own) for own in offer.others},
        "period": community["period"],
        "release": {**release.release, "status": release.status, "made_with": f"tipstats {release.version}"},
        "next_release": community.get("next_release"),
        "licence": community["licence"],
        "doi": community.get("doi"),
        "page": figure.page,
        "data": f"{figure.name}.csv",
        "table": f"../{figure.table}.csv",
        "code_lists": {OBS_STATUS: "SDMX:CL_OBS_STATUS", CONF_STATUS: "SDMX:CL_CONF_STATUS"},
        "columns": [_column(column, table.kinds, means, used) for column in columns],
    }
    return without_gaps(told)


def _in_words(figure: Figure, offer: Offered) -> dict[str, Any]:
    """All that is said of the figure in one language."""
    release, t = offer.release, offer.texts
    table = release.tables[figure.table]
    told = {
        "title": figure.title,
        "statistic": figure.statistic,
        "summary": figure.sentence,
        "definition": table.definition or table.title,
        "denominator": table.denominator,
        "unit": t.word("units", table.unit),
        "area": release.community["name"],
        "counts": t("standing.text"),
        "notes": list(figure.notes),
        "warnings": list(figure.warnings),
        "protection": protection(release, t),
        "sources": sources_of(release, table),
        "contact": release.community["contact"],
    }
    return without_gaps(told)


def _same(figure: Figure, offer: Offered) -> Figure:
    """The figure in another language."""
    return next(one for one in offer.figures if one.name == figure.name)


def _column(column: Column, kinds: Mapping[str, str], means: Mapping[str, Any], used: set[str]) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.says}
    if column.name in kinds:
        told["means"] = {value: text for value, text in means.get(column.name, {}).items() if value in used}
    return {key: value for key, value in told.items() if value}

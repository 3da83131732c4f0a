"""Indicator 16.2.2 of the Sustainable Development Goals, in the columns that an Open SDG site reads.

Only numbers that are published and shown: nothing is worked out here, and what is hidden has no line.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from dashboards.cells import ANY_ANSWER, NOT_ANSWERS, TOTAL, Cell, cells
from pipelines.show.dataset import citation_of, without_gaps
from pipelines.show.json_text import write_json
from pipelines.show.listings import SDG_BREAKDOWNS, SDG_DATA, SDG_HEADS, write_rows
from pipelines.show.offered import Offered
from pipelines.show.release import PublishedTable
from pipelines.show.settled import end_of

ALLOWED = "open_sdg"
ORDER = 30
META = "open_sdg/meta/16-2-2.yml"
# People who were identified, each once: tables of other units or universes count something else.
UNIVERSE = "person"
NUMBER, RATE = "Number", "Per 100,000 population"


def write(offer: Offered, folder: Path) -> None:
    """The numbers, and what an Open SDG site says of them. JSON is YAML, too."""
    rows = sorted({row for table in offer.release.tables.values() for row in _rows(table, offer)})
    write_rows(folder / SDG_DATA, SDG_HEADS, rows)
    write_json(folder / META, _meta(offer))


def _rows(table: PublishedTable, offer: Offered) -> Iterator[tuple[str, ...]]:
    """The lines of a table that has no other breakdowns than the indicator and its years."""
    universe = next((e.get("universe") for e in offer.release.told["tables"] if e["name"] == table.name), "")
    if universe != UNIVERSE or not set(table.kinds) <= {*SDG_BREAKDOWNS, "period"} or "count" not in table.rows:
        return
    for cell in cells(table.rows):
        when = _when(cell, offer)
        if when and cell.state == "shown" and not _is_unknown(cell):
            named = {name: value for name, value in cell.values.items() if name != "period" and value != TOTAL}
            labels = (offer.texts.label(name, named[name]) if name in named else "" for name in SDG_BREAKDOWNS)
            before, after = (*when,), (*labels, named.get("area", ""))
            for units, value in ((NUMBER, cell.count), (RATE, cell.figures.get("rate_per_100k"))):
                if value is not None:
                    yield (*before, units, *after, str(value).removesuffix(".0"))


def _is_unknown(cell: Cell) -> bool:
    answers = {ANY_ANSWER, *NOT_ANSWERS}
    return any(value in answers or value.endswith("-unspecified") for value in cell.values.values())


def _when(cell: Cell, offer: Offered) -> tuple[str, str] | None:
    """The year, and the whole period where the number is of more years: as the global database writes it.

    What is counted in a part of a year cannot be set beside other years.
    """
    period: Mapping[str, str] = offer.release.community["period"]
    first, last = str(period["from"])[:4], str(period["to"])[:4]
    value = cell.values.get("period", TOTAL)
    if value == TOTAL:
        if end_of(str(period["to"]))[5:] not in {"12", ""}:
            return None
        return (last, f"{first}-{last}") if first != last else (last, "")
    return (value, "") if value.isdecimal() and not cell.is_unfinished else None


def _meta(offer: Offered) -> dict[str, object]:
    release, t = offer.release, offer.texts
    return without_gaps(
        {
            "indicator": "16.2.2",
            "indicator_number": "16.2.2",
            "indicator_name": t("downloads.sdg_name"),
            "graph_title": t("downloads.sdg_title", place=release.community["name"]),
            "graph_type": "line",
            "reporting_status": "complete",
            "data_non_statistical": False,
            "national_geographical_coverage": release.community["name"],
            "national_indicator_description": t("downloads.sdg_counts"),
            "data_footnote": t("standing.text"),
            "data_start_values": [{"field": "Units", "value": NUMBER}],
            "source_active_1": True,
            "source_organisation_1": "; ".join(source["holder"] for source in release.sources),
            "source_data_supplier_1": release.community["contact"]["name"],
            "source_url_text_1": citation_of(release, t),
            "source_contact_1": release.community["contact"]["email"],
        }
    )

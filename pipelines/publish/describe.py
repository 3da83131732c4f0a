"""What release.json says of each table and of each of its columns."""

from typing import Any

import pandas as pd

from pipelines.publish.dp import NOISY
from pipelines.publish.tell import NOT_REPORTED, SHOWN, ProtectedTable
from pipelines.tables import Dimension

DESCRIPTIONS = {
    "count": "How many, rounded; empty unless it is shown. The true number is between at_least and at_most.",
    "at_least": "The true number is not below this; empty where it is withheld, hidden or was not reported.",
    "at_most": "The true number is not above this; empty where it is withheld, hidden or was not reported.",
    "status": "shown; below (a small number or zero, which of them is not told); withheld or hidden so that nobody "
    "can be recognised; not_reported; noisy: with noise added on purpose. What is not told is not zero.",
    "has_report": "Whether anything was handed in that covers the period.",
    "base": "The number that pct is a share of; empty where it is hidden or there is none.",
    "pct": "count as a whole percentage of base, both as published; empty unless both are shown.",
    "population": "Residents of the area, as the community states them; empty where no rate could be worked out.",
    "rate_per_100k": "count for each 100,000 residents of the area; empty unless the count is shown, where it or the "
    "population is too small for a rate, and for a year that is told in part.",
    "rate_low": "Lower end of the 95% interval of the rate (Byars): what chance and rounding leave open.",
    "rate_high": "Upper end of the 95% interval of the rate (Byars): what chance and rounding leave open.",
    "funnel_low": "Lower control limit: with the rate of all areas together, chance alone would bring 95% of areas "
    "of this population between funnel_low and funnel_high.",
    "funnel_high": "Upper control limit: with the rate of all areas together, chance alone would bring 95% of areas "
    "of this population between funnel_low and funnel_high.",
}

KINDS = {
    "single": "Dimension: one word of a closed list, see words.csv; total is everybody.",
    "multi": "Dimension: a word of a closed list, see words.csv; several can hold for one person or event.",
    "area": "Dimension: code of an area, or of an area around it; total is all areas.",
    "period": "Dimension: a month, a quarter or a year; total is all of them.",
    "group": "Dimension: whose or what is counted; there is no total over it.",
}


def describe_columns(table: ProtectedTable) -> list[dict[str, str]]:
    """Name, type and sentence of each published column."""
    dimensions = {dimension.name: KINDS[dimension.kind] for dimension in table.table.dimensions}
    said = dimensions | DESCRIPTIONS | table.table.columns
    return [
        {"name": str(name), "type": _type(column), "description": said.get(str(name), "")}
        for name, column in table.frame.items()
    ]


def describe_table(table: ProtectedTable, columns: list[dict[str, str]]) -> dict[str, Any]:
    """What a reader should know of a table, and how its cells add up; rows that are not shown in one number."""
    counted = table.table
    shown = table.frame["status"].isin([SHOWN, NOT_REPORTED, NOISY]) if counted.is_counted else pd.Series(dtype=bool)
    return {
        "name": counted.name,
        "title": counted.title,
        "universe": counted.universe,
        "unit": counted.unit,
        "definition": counted.definition,
        "denominator": counted.denominator,
        "records": list(counted.records),
        "dimensions": [{"name": d.name, "kind": d.kind} for d in counted.dimensions],
        "structure": [structure(d) for d in counted.dimensions],
        "fixed": dict(counted.fixed),
        "universes": dict(counted.universes),
        "notes": list(counted.notes),
        "warnings": list(counted.warnings),
        "rows": len(table.frame),
        "hidden": int((~shown).sum()),
        "columns": columns,
        **({"reported_by": counted.reported_by} if counted.reported_by else {}),
    }


def structure(dimension: Dimension) -> dict[str, Any]:
    """How the values of a dimension add up."""
    return {
        "name": dimension.name,
        "kind": dimension.kind,
        "partitions": {whole: list(parts) for whole, parts in dimension.partitions.items()},
        "covers": {whole: list(parts) for whole, parts in dimension.covers.items()},
        "per_group": {value: structure(own) for value, own in dimension.per_group.items()},
    }


def _type(column: "pd.Series[Any]") -> str:
    kinds = {"i": "integer", "u": "integer", "f": "number", "b": "boolean"}
    return kinds.get(column.dtype.kind, "text")

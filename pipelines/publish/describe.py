"""What release.json says of each table and of each of its columns."""

from typing import Any

import pandas as pd

from pipelines.publish.protect import HIDDEN, ProtectedTable

DESCRIPTIONS = {
    "count": "How many; empty where it is hidden or was not reported. 0 is a true zero.",
    "status": "shown; hidden so that nobody can be recognised; not_reported. Neither of the latter is zero.",
    "has_report": "Whether anything was handed in that covers the period.",
    "base": "The number that pct is a share of; empty where it is hidden or there is none.",
    "pct": "count as a percentage of base; empty unless both are shown.",
    "rate_per_100k": "count for each 100,000 inhabitants of the area; empty unless the count is shown.",
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
    """What a reader should know of a table; hidden rows in one number.

    How many of them are small is not said: two hidden parts of a total of 18, both said to be below 10, are 9 and 9.
    """
    counted = table.table
    hidden = int((table.frame["status"] == HIDDEN).sum()) if counted.is_counted else 0
    return {
        "name": counted.name,
        "title": counted.title,
        "universe": counted.universe,
        "unit": counted.unit,
        "dimensions": [{"name": d.name, "kind": d.kind} for d in counted.dimensions],
        "notes": list(counted.notes),
        "warnings": list(counted.warnings),
        "rows": len(table.frame),
        "hidden": hidden,
        "columns": columns,
    }


def _type(column: "pd.Series[Any]") -> str:
    kinds = {"i": "integer", "u": "integer", "f": "number", "b": "boolean"}
    return kinds.get(column.dtype.kind, "text")

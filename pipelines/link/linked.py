"""Runs warehouse/linked/*.sql over the conformed deliveries that are in force."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from pipelines.engine import engine, put, view, write
from pipelines.link.force import Delivery
from pipelines.link.reports import reports
from schemas.community import Community
from schemas.records import record_types
from schemas.source import Source

# A table that reads another one comes after it.
ORDER = ("identification", "person", "incident", "suspect", "response", "tally", "court_case", "tip", "activity")


def link(
    deliveries: Sequence[Delivery],
    empty: Path,
    sources: dict[str, Source],
    community: Community,
    sql: Path,
    target: Path,
) -> dict[str, int]:
    """Write one Parquet file per linked table below `target`; returns the rows of each.

    `empty` is a folder with one empty conformed file per record type, for communities that have none of it.
    """
    with engine(target / "_spill") as connection:
        put(connection, "community", community_tables(sources, community, deliveries))
        for name in record_types():
            files = [delivery.path for delivery in deliveries if delivery.record == name]
            view(connection, "conformed", name, [empty / f"{name}.parquet", *files])
        connection.execute((sql / "_macros.sql").read_text(encoding="utf-8"))
        rows = {}
        for name in ORDER:
            path = target / f"{name}.parquet"
            rows[name] = write(connection, (sql / f"{name}.sql").read_text(encoding="utf-8"), path)
            view(connection, "linked", name, [path])
    (target / "_spill").rmdir()
    return rows


def community_tables(
    sources: dict[str, Source], community: Community, deliveries: Sequence[Delivery]
) -> dict[str, pa.Table]:
    """The small tables that SQL may read beside the records: calendar, month, source, delivery."""
    calendar = community.calendar
    months = [
        f"{year}-{month:02d}" for year in range(calendar.from_year, calendar.to_year + 1) for month in range(1, 13)
    ]
    return {
        "calendar": pa.table({"from_year": [calendar.from_year], "to_year": [calendar.to_year]}),
        "month": pa.table({"period": months}),
        "source": pa.table({"source": sorted(sources), "kind": [sources[name].kind for name in sorted(sources)]}),
        "delivery": reports(sources, deliveries),
    }

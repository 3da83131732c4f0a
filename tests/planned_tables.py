"""Made-up tables for tests of plans: those of the sample community for so many people, and one year of months."""

from dataclasses import replace
from functools import cache

import pandas as pd

from pipelines.about import names_of
from pipelines.count import Names, TableSpec, read_specs
from pipelines.plan import expected_tables
from pipelines.project import CHECKOUT, SQL, Project
from pipelines.tables import CountedTable, Dimension
from schemas.records import record_types

SAMPLE = Project(CHECKOUT)
LEVELS = {area.code: area.level for area in SAMPLE.areas}
AREAS = [{"code": code, "level": level} for code, level in LEVELS.items()]
PEOPLE = 97


@cache
def specs() -> dict[str, TableSpec]:
    return read_specs(SQL / "counted")


@cache
def names() -> Names:
    """As if every source handed in everything, so that every table is planned."""
    declared = names_of(SAMPLE.community, SAMPLE.areas, SAMPLE.sources)
    able = tuple(replace(one, records=tuple(record_types())) for one in declared.reporters)
    return replace(declared, reporters=able)


@cache
def tables() -> dict[str, CountedTable]:
    return {table.name: table for table in expected_tables(specs(), names(), PEOPLE)}


def by_month(*counts: int) -> CountedTable:
    """One year of months; the quarters and the year are their sums."""
    months = {f"2024-{at:02d}": count for at, count in enumerate(counts, 1)}
    quarters = {f"2024-Q{q}": tuple(f"2024-{m:02d}" for m in range(3 * q - 2, 3 * q + 1)) for q in range(1, 5)}
    sums = {quarter: sum(months[month] for month in parts) for quarter, parts in quarters.items()}
    found = {**months, **sums, "2024": sum(counts), "total": sum(counts)}
    partitions = {"total": ("2024",), "2024": tuple(quarters), **quarters}
    frame = pd.DataFrame({"period": [*found], "count": [*found.values()]})
    return CountedTable("by_month", "By month", "person", "people", (Dimension("period", "period", partitions),), frame)

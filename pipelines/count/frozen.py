"""Counts that a release has frozen: what comes in later about its periods waits for a re-base.

What is kept is the result of each select before its levels, so that later rows are added to it group by group, and
which reports there were.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.count.levels import Levels
from pipelines.count.reports import ANY_RECORD
from pipelines.count.spec import TableSpec
from pipelines.tables import MOST
from schemas.areas import Area
from schemas.periods import last_month
from schemas.problems import ReleaseStopped, problem

# Beside the groups of the tables; no table can have this name.
REPORTS = "_reports"


def periods_between(years: Iterable[int], after: str, until: str) -> tuple[str, ...] | None:
    """The periods of the rows that are counted from the linked records; None where nothing is left out.

    A row belongs to the month in which its period ends: of a row of 2024 nobody knows that it was before October.
    A row of an unknown period may have been in any release already, so that it is only counted where none is frozen.
    """
    if not after and not until:
        return None
    every = (period for year in years for period in _inside(str(year)))
    known = [period for period in every if after < last_month(period) <= (until or "9")]
    return (*known, *(() if after else ("unknown",)))


def _inside(year: str) -> tuple[str, ...]:
    months = (f"{year}-{month:02d}" for month in range(1, 13))
    return (year, *(f"{year}-Q{quarter}" for quarter in range(1, 5)), *months)


def up_to(community: Mapping[str, pa.Table], until: str) -> dict[str, pa.Table]:
    """The months and the deliveries of the community tables up to a month; everything where none is named."""
    if not until:
        return dict(community)
    months, reports = community["month"], community["delivery"]
    reports = reports.filter(pc.less_equal(reports["period_from"], until))
    ends = pc.if_else(pc.less_equal(reports["period_to"], until), reports["period_to"], until)
    reports = reports.set_column(reports.schema.get_field_index("period_to"), "period_to", ends)
    return {**community, "month": months.filter(pc.less_equal(months["period"], until)), "delivery": reports}


def add_frozen(spec: TableSpec, live: pa.Table, path: Path | None) -> pa.Table:
    """The groups of the live rows and the frozen ones as one table, its sums added up; in one order.

    ReleaseStopped where the table was declared in another way when it was released.
    """
    tables = [live]
    if path is not None:
        frozen = pq.read_table(path)
        if MOST in live.column_names and MOST not in frozen.column_names:  # released before counts could be hidden
            frozen = frozen.append_column(MOST, frozen["count"])
        if set(frozen.column_names) != set(live.column_names):
            raise ReleaseStopped(problem("TIP-E584", table=spec.name, what="its columns"))
        tables.append(frozen.select(live.column_names).cast(live.schema))
    names = list(spec.dimensions)
    sums = [name for name in live.column_names if name not in names]
    grouped = pa.concat_tables(tables).group_by(names, use_threads=False).aggregate([(name, "sum") for name in sums])
    grouped = grouped.rename_columns([name.removesuffix("_sum") for name in grouped.column_names])
    return grouped.select(live.column_names).cast(live.schema).sort_by([(name, "ascending") for name in names])


def add_reports(live: pa.Table, path: Path | None, after: str) -> pa.Table:
    """Which reports there are: of frozen periods those that were there, for a late one is not counted either."""
    if path is None:
        return live
    frozen = _with_record(pq.read_table(path))
    later = live.filter(pc.greater(live["period_to"], after))
    starts = pc.if_else(pc.greater(later["period_from"], after), later["period_from"], _month_after(after))
    later = later.set_column(later.schema.get_field_index("period_from"), "period_from", starts)
    return pa.concat_tables([frozen.select(live.column_names).cast(live.schema), later])


def says_records(path: Path | None) -> bool:
    """Whether the reports that a release has frozen all say of which kind of record they are."""
    return path is not None and ANY_RECORD not in _with_record(pq.read_table(path))["record"].to_pylist()


def _with_record(reports: pa.Table) -> pa.Table:
    """Reports that were frozen before the kind of record was kept are about any."""
    if "record" in reports.column_names:
        return reports
    return reports.append_column("record", pa.array([ANY_RECORD] * len(reports), pa.string()))


def _month_after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def keep_groups(groups: Mapping[str, pa.Table], reports: pa.Table, folder: Path) -> None:
    """Write the groups of every table with counts, and the reports, for the release that freezes them."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {name: table for name, table in groups.items() if "count" in table.column_names}
    for name, table in {**counts, REPORTS: reports}.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")


def require_known(spec: TableSpec, groups: pa.Table, levels: Iterable[Levels], areas: Collection[Area]) -> None:
    """ReleaseStopped where people were counted under a value that is not declared any more: they would be moved."""
    codes = {"unknown", *(area.code for area in areas)}
    for level in levels:
        name = level.dimension.name
        known = {*level.values}
        for value in groups[name].unique().to_pylist():
            is_place = level.dimension.kind == "area" and value not in codes
            if is_place or not known.issuperset(level.of(value)):
                raise ReleaseStopped(problem("TIP-E584", table=spec.name, what=f"the values of {name}"))

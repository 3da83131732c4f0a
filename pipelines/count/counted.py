"""Runs warehouse/counted/*.sql and turns each result into a table of cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.count.frozen import (
    REPORTS,
    add_frozen,
    add_reports,
    keep_groups,
    periods_between,
    require_known,
    up_to,
)
from pipelines.count.levels import expand
from pipelines.count.names import Names, table_levels
from pipelines.count.reports import REPORTED, is_reported
from pipelines.count.spec import TableSpec
from pipelines.engine import engine, put, view
from pipelines.tables import ANY_ANSWER, MOST, CountedTable


@dataclass(frozen=True)
class Part:
    """Which rows are counted. After a release, `frozen` are its groups by table and `after` the last month of them.

    Only rows of later periods are then counted from the linked records. With `source`, only what that organisation
    recorded (too) is counted.
    """

    frozen: Mapping[str, Path] = field(default_factory=dict)
    after: str = ""
    source: str = ""


def count(
    specs: Mapping[str, TableSpec],
    linked: Path,
    community: Mapping[str, pa.Table],
    names: Names,
    target: Path,
    part: Part = Part(),  # it is frozen
    keep: Path | None = None,
) -> dict[str, CountedTable]:
    """Count every table and write its cells to `target/<table>.parquet`; `keep` gets the groups of this count."""
    community = up_to(community, names.until)
    with engine(target / "_spill") as connection:
        put(connection, "community", community)
        periods = periods_between(names.years, part.after, names.until)
        for path in sorted(linked.glob("*.parquet")):
            view(connection, "linked", path.stem, [path], periods, part.source)
        groups = {name: connection.sql(spec.sql).to_arrow_table() for name, spec in specs.items()}
    (target / "_spill").rmdir()
    if part.after:
        groups = {
            name: _with_frozen(specs[name], found, names, part.frozen.get(name)) for name, found in groups.items()
        }
    reports = add_reports(community["delivery"], part.frozen.get(REPORTS), part.after)
    if keep:
        keep_groups(groups, reports, keep)
    tables = {
        name: to_cells(specs[name], found, names, reports.to_pylist(), part.after) for name, found in groups.items()
    }
    for name, table in tables.items():
        pq.write_table(pa.Table.from_pandas(table.frame, preserve_index=False), target / f"{name}.parquet")
    return tables


def read_counted(specs: Mapping[str, TableSpec], names: Names, folder: Path) -> list[CountedTable]:
    """The tables that `count` wrote."""
    return [_table(spec, pd.read_parquet(folder / f"{name}.parquet"), names) for name, spec in specs.items()]


def _with_frozen(spec: TableSpec, live: pa.Table, names: Names, path: Path | None) -> pa.Table:
    """The groups with the frozen ones added; of a table without counts, its rows as they are."""
    if "count" not in live.column_names:
        return live
    groups = add_frozen(spec, live, path)
    require_known(spec, groups, table_levels(spec, names), names.areas)
    return groups


def to_cells(
    spec: TableSpec, groups: pa.Table, names: Names, reports: list[dict[str, str]], after: str = ""
) -> CountedTable:
    """All cells of one table from the groups that its select gives; without counts, its rows as they are.

    `after` is the last month that is frozen.
    """
    frame = groups.to_pandas()
    for name in spec.dimensions:
        frame[name] = frame[name].astype("str")
    if "count" not in frame.columns:
        return _table(spec, frame, names)
    sums = [column for column in frame.columns if column not in spec.dimensions]
    cells = expand(frame, table_levels(spec, names), sums)
    cells["count"] = cells["count"].astype("int64")
    if "question" in spec.dimensions:
        cells = _own_answers(cells)
    if "weight" in cells.columns:
        cells["weighted_pct"] = _weighted(cells)
    marks = [MOST] if MOST in cells.columns else []
    cells = cells.astype(dict.fromkeys(marks, "int64"))
    if spec.reported_by:
        cells[REPORTED] = is_reported(cells, spec.reported_by, reports, spec.records, after)
        marks.append(REPORTED)
    return _table(spec, cells[[*spec.dimensions, "count", *spec.extras, *marks]], names)


def _table(spec: TableSpec, frame: pd.DataFrame, names: Names) -> CountedTable:
    return CountedTable(
        name=spec.name,
        title=spec.title,
        universe=spec.universe,
        unit=spec.unit,
        dimensions=tuple(level.dimension for level in table_levels(spec, names)),
        frame=frame,
        definition=spec.definition,
        denominator=spec.denominator,
        records=spec.records,
        notes=spec.notes,
        warnings=spec.warnings,
        extras=tuple(spec.extras),
        columns=dict(spec.extras),
        fixed=dict(spec.fixed),
        universes=dict(spec.universes),
        reported_by=spec.reported_by or "",
    )


def _own_answers(cells: pd.DataFrame) -> pd.DataFrame:
    """Each question with its own answers alone."""
    own = [
        ":" not in answer or answer.partition(":")[0] == question
        for question, answer in zip(cells["question"], cells["answer"], strict=True)
    ]
    return cells[pd.Series(own, index=cells.index, dtype=bool)].reset_index(drop=True)


def _weighted(cells: pd.DataFrame) -> pd.Series:
    """Weighted share of those with any answer to the question, in per cent, for answers alone."""
    base = cells[cells["answer"] == ANY_ANSWER].set_index("question")["weight"]
    share = cells["weight"] / cells["question"].map(base).astype("float64").replace(0, float("nan")) * 100
    return share.where(cells["answer"].str.contains(":")).round(1)

"""Runs warehouse/counted/*.sql and turns each result into a table of cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.count.levels import (
    Asked,
    Levels,
    answer_levels,
    area_levels,
    expand,
    group_levels,
    period_levels,
    word_levels,
)
from pipelines.count.reports import REPORTED, is_reported
from pipelines.count.spec import DimensionSpec, TableSpec
from pipelines.engine import engine, put, view
from pipelines.tables import ANY_ANSWER, CountedTable
from schemas.community import Area
from schemas.words import word_list


@dataclass(frozen=True)
class Names:
    """Values that a community declares: areas, years, sources and their kinds, questions with their answers."""

    areas: tuple[Area, ...]
    years: tuple[int, ...]
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    questions: Mapping[str, Asked]


def count(
    specs: Mapping[str, TableSpec], linked: Path, community: Mapping[str, pa.Table], names: Names, target: Path
) -> dict[str, CountedTable]:
    """Count every table and write its cells to `target/<table>.parquet`."""
    with engine(target / "_spill") as connection:
        put(connection, "community", community)
        for path in sorted(linked.glob("*.parquet")):
            view(connection, "linked", path.stem, [path])
        groups = {name: connection.sql(spec.sql).to_arrow_table() for name, spec in specs.items()}
    (target / "_spill").rmdir()
    reports = community["delivery"].to_pylist()
    tables = {name: _cells(specs[name], found, names, reports) for name, found in groups.items()}
    for name, table in tables.items():
        pq.write_table(pa.Table.from_pandas(table.frame, preserve_index=False), target / f"{name}.parquet")
    return tables


def read_counted(specs: Mapping[str, TableSpec], names: Names, folder: Path) -> list[CountedTable]:
    """The tables that `count` wrote."""
    return [_table(spec, pd.read_parquet(folder / f"{name}.parquet"), names) for name, spec in specs.items()]


def _cells(spec: TableSpec, groups: pa.Table, names: Names, reports: list[dict[str, str]]) -> CountedTable:
    """All cells of one table; of a table without counts, its rows as they are."""
    frame = groups.to_pandas()
    for name in spec.dimensions:
        frame[name] = frame[name].astype("str")
    if "count" not in frame.columns:
        return _table(spec, frame, names)
    sums = [column for column in frame.columns if column not in spec.dimensions]
    levels = [_levels(name, dimension, names) for name, dimension in spec.dimensions.items()]
    cells = expand(frame, levels, sums)
    cells["count"] = cells["count"].astype("int64")
    if "question" in spec.dimensions:
        cells = _own_answers(cells)
    if "weight" in cells.columns:
        cells["weighted_pct"] = _weighted(cells)
    marks = []
    if spec.reported_by:
        cells[REPORTED] = is_reported(cells, spec.reported_by, reports)
        marks = [REPORTED]
    return _table(spec, cells[[*spec.dimensions, "count", *spec.extras, *marks]], names)


def _table(spec: TableSpec, frame: pd.DataFrame, names: Names) -> CountedTable:
    return CountedTable(
        name=spec.name,
        title=spec.title,
        universe=spec.universe,
        unit=spec.unit,
        dimensions=tuple(_levels(name, dimension, names).dimension for name, dimension in spec.dimensions.items()),
        frame=frame,
        notes=spec.notes,
        warnings=spec.warnings,
        extras=tuple(spec.extras),
        columns=dict(spec.extras),
    )


def _levels(name: str, spec: DimensionSpec, names: Names) -> Levels:
    """The levels of a dimension by its kind."""
    if spec.kind == "area":
        return area_levels(name, {area.code: area.parent for area in names.areas})
    if spec.kind == "period":
        return period_levels(name, spec.finest, names.years)
    if spec.kind == "group":
        return group_levels(name, _group_values(spec, names))
    if spec.list == "answer":
        return answer_levels(name, spec, names.questions)
    if spec.list == "source_kind":
        return word_levels(name, spec, names.kinds)
    return word_levels(name, spec, tuple(spec.values) or tuple(word_list(spec.list).words))


def _group_values(spec: DimensionSpec, names: Names) -> tuple[str, ...]:
    declared: dict[str, Sequence[str]] = {"source": names.sources, "question": tuple(names.questions)}
    return tuple(spec.values) or tuple(declared[spec.list])


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

"""Counted tables in, protected tables and a report out: nothing here touches the disk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipelines.publish.cells import Cells, list_cells
from pipelines.publish.derive import Areas, add_base, add_rate
from pipelines.publish.policy import Mask, Policy
from pipelines.publish.suppress import choose_hidden
from pipelines.tables import CountedTable, Dimension

SHOWN, HIDDEN, NOT_REPORTED = "shown", "hidden", "not_reported"
# A fixed type for every kind of extra column: a type guessed from the values would tell of hidden ones.
NULLABLE: dict[str, Any] = {"i": "Int64", "u": "Int64", "f": "Float64", "b": "boolean"}


@dataclass(frozen=True)
class TableReport:
    """How many rows of one table are hidden. Private: who knows how many are small can sum them up."""

    name: str
    rows: int
    hidden_small: int
    hidden_complementary: int


@dataclass(frozen=True)
class Report:
    """How many distinct cells are shown and hidden, and why; numbers of cells, never their values."""

    cells: int
    shown: int
    hidden_small: int
    hidden_complementary: int
    tables: tuple[TableReport, ...]


@dataclass(frozen=True)
class ProtectedTable:
    """A table as it may leave: `frame` says of every count whether it is shown, and holds no hidden one."""

    table: CountedTable
    frame: pd.DataFrame


@dataclass(frozen=True)
class Protected:
    """All tables of a release, protected together."""

    tables: tuple[ProtectedTable, ...]
    report: Report


def protect(tables: Sequence[CountedTable], policy: Policy, areas: Areas = ()) -> Protected:
    """Hide what must not be known, in all tables at once; rates need the population of the `areas`.

    Raises:
        ReleaseStopped: The tables contradict each other, or could not be shown to be safe.
    """
    counted = [table for table in tables if table.is_counted]
    cells = list_cells(counted)
    hidden, small = choose_hidden(cells, policy), cells.small(policy)
    masks = dict(zip((id(table) for table in counted), (hidden[rows] for rows in cells.rows), strict=True))
    return Protected(
        tuple(_protected(table, masks.get(id(table)), areas) for table in tables),
        _report(counted, cells, hidden, small),
    )


def _protected(table: CountedTable, hidden: Mask | None, areas: Areas) -> ProtectedTable:
    if hidden is None:
        return ProtectedTable(table, table.frame.reset_index(drop=True))
    frame = table.frame[[dimension.name for dimension in table.dimensions]].astype("str")
    silent = _nobody_reported(table.frame)
    frame["count"] = table.frame["count"].astype("Int64").mask(hidden | silent)
    status = np.select([hidden, silent], [HIDDEN, NOT_REPORTED], SHOWN)
    frame["status"] = pd.Series(status, index=frame.index, dtype="str")
    frame = add_rate(add_base(frame, table.dimensions), table.dimensions, areas)
    # An extra may be a share: beside a hidden base it would tell what the base is.
    untold = hidden | silent | (frame["base"].isna().to_numpy() if "base" in frame else False)
    for extra in table.extras:
        column = table.frame[extra]
        frame[extra] = column.astype(NULLABLE.get(column.dtype.kind, "str")).mask(untold)
    return ProtectedTable(table, _in_plan_order(frame, table.dimensions))


def _nobody_reported(frame: pd.DataFrame) -> Mask:
    """Zeros that are none, because no source has sent anything that could have held the cell."""
    if "is_reported" not in frame:
        return np.zeros(len(frame), dtype=bool)
    return (~frame["is_reported"] & (frame["count"] == 0)).to_numpy(dtype=bool)


def _in_plan_order(frame: pd.DataFrame, dimensions: tuple[Dimension, ...]) -> pd.DataFrame:
    """Rows in the order in which the values are declared: an order by counts would tell of hidden ones."""
    keys = pd.DataFrame(index=frame.index)
    for dimension in dimensions:
        families = [*dimension.partitions.items(), *dimension.covers.items()]
        declared = dict.fromkeys(value for whole, parts in families for value in (whole, *parts))
        others = sorted(set(frame[dimension.name]) - set(declared))
        place = {value: number for number, value in enumerate((*declared, *others))}
        keys[dimension.name] = frame[dimension.name].map(place)
    return frame.loc[keys.sort_values([d.name for d in dimensions], kind="stable").index].reset_index(drop=True)


def _report(tables: Sequence[CountedTable], cells: Cells, hidden: Mask, small: Mask) -> Report:
    each = tuple(
        TableReport(table.name, len(rows), int(small[rows].sum()), int((hidden & ~small)[rows].sum()))
        for table, rows in zip(tables, cells.rows, strict=True)
    )
    complementary = int((hidden & ~small).sum())
    return Report(len(hidden), int((~hidden).sum()), int(small.sum()), complementary, each)

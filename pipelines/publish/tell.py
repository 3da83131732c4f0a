"""One table as it may leave: every count as it is told, and what follows from the told numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.publish.derive import Areas, add_base, told_shares
from pipelines.publish.intervals import EXACT, WITHHELD, rounded
from pipelines.publish.rates import add_rates
from pipelines.publish.system import System
from pipelines.tables import CountedTable, Dimension
from schemas.policy import Policy

SHOWN, BELOW, WITHHELD_STATUS, HIDDEN, NOT_REPORTED = "shown", "below", "withheld", "hidden", "not_reported"
# A fixed type for every kind of extra column: a type guessed from the values would tell of hidden ones.
NULLABLE: dict[str, Any] = {"i": "Int64", "u": "Int64", "f": "Float64", "b": "boolean"}


@dataclass(frozen=True)
class ProtectedTable:
    """A table as it may leave: `frame` says of every count how it is told."""

    table: CountedTable
    frame: pd.DataFrame


def tell(
    table: CountedTable,
    system: System,
    rows: npt.NDArray[np.int64] | None,
    policy: Policy,
    areas: Areas,
    until: str = "",
) -> ProtectedTable:
    """The table with its numbers told at their steps; `rows`: the number of the system that each row is.

    `until` is the last month that is counted: a year that ends later has no rates.
    """
    if rows is None:
        return ProtectedTable(table, table.frame.reset_index(drop=True))
    frame = table.frame[[dimension.name for dimension in table.dimensions]].astype("str")
    status = _status(system, policy)[rows]
    is_shown, is_told = status == SHOWN, (status == SHOWN) | (status == BELOW)
    counts = rounded(system.cells.counts, np.where(system.steps == WITHHELD, 1, system.steps))
    most = np.where(np.isinf(system.most), 0, system.most)
    columns = (("count", counts, is_shown), ("at_least", system.least, is_told), ("at_most", most, is_told))
    for name, numbers, is_there in columns:
        told = pd.Series(numbers[: system.own][rows].astype("int64"), index=frame.index, dtype="Int64")
        frame[name] = told.mask(~is_there)
    frame["status"] = pd.Series(status, index=frame.index, dtype="str")
    frame = add_rates(add_base(frame, table.dimensions), table.dimensions, areas, policy.rates, until)
    for extra in table.extras:
        column = table.frame[extra]
        frame[extra] = told_shares(column.astype(NULLABLE.get(column.dtype.kind, "str")), frame)
    return ProtectedTable(table, _in_plan_order(frame, table.dimensions))


def _status(system: System, policy: Policy) -> npt.NDArray[Any]:
    """How each number of this release is told."""
    steps, gap = system.steps, HIDDEN if policy.profile == "exact" else WITHHELD_STATUS
    is_below = (steps > EXACT) & (system.least[: system.own] == 0)
    told = [system.cells.known, steps == WITHHELD, is_below]
    return np.select(told, [NOT_REPORTED, gap, BELOW], SHOWN)


def _in_plan_order(frame: pd.DataFrame, dimensions: tuple[Dimension, ...]) -> pd.DataFrame:
    """Rows in the order in which the values are declared: an order by counts would tell of hidden ones."""
    keys = []
    for dimension in dimensions:
        families = [*dimension.partitions.items(), *dimension.covers.items()]
        declared = dict.fromkeys(value for whole, parts in families for value in (whole, *parts))
        values = frame[dimension.name].tolist()
        others = sorted(set(values) - set(declared))
        place = {value: number for number, value in enumerate((*declared, *others))}
        keys.append([place[value] for value in values])
    return frame.take(np.lexsort(keys[::-1])).reset_index(drop=True)

"""The profile dp: nothing leaves but the noisy trend of the whole community, and tables that count nobody."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.publish.cells import list_cells
from pipelines.publish.dp import dp_tables
from pipelines.publish.protect import Protected
from pipelines.publish.report import Report
from pipelines.publish.system import System
from pipelines.publish.tell import ProtectedTable
from pipelines.tables import CountedTable
from schemas.policy import Policy
from schemas.problems import ReleaseStopped, problem


def with_noise(tables: Sequence[CountedTable], policy: Policy, period: str, budget: Path | None) -> Protected:
    """The trend, drawn once for each period that is released, and the tables without counts.

    Raises:
        ReleaseStopped: There is no block [dp], nowhere to keep the budget, or nothing left of it.
    """
    if policy.dp is None or budget is None:
        raise ReleaseStopped(problem("TIP-E314"))
    noisy = dp_tables(tables, policy, period, budget)
    others = [table for table in tables if not table.is_counted]
    told = tuple(ProtectedTable(table, table.frame.reset_index(drop=True)) for table in (*noisy, *others))
    cells = sum(len(table.frame) for table in noisy)
    report = Report(
        cells, cells, 0, 0, 0, tuple((table.name, len(table.frame), len(table.frame)) for table in noisy), ()
    )
    return Protected(told, report, System.of(list_cells([]), policy.steps[0]))

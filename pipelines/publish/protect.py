"""Counted tables in, protected tables, their proof and a report out: nothing here touches the disk."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.publish.cells import list_cells
from pipelines.publish.derive import Areas
from pipelines.publish.earlier import Earlier
from pipelines.publish.exact import Gaps, Insider, choose_hidden, prove_gaps
from pipelines.publish.intervals import EXACT, WITHHELD
from pipelines.publish.joint import join_cyclic
from pipelines.publish.prove import Prover
from pipelines.publish.providers import Providers
from pipelines.publish.quantity import Goal
from pipelines.publish.readers import PUBLIC, Reader
from pipelines.publish.remembered import remember
from pipelines.publish.repair import Repair, Step
from pipelines.publish.report import Report, report_of
from pipelines.publish.system import JOINT, System
from pipelines.publish.tell import ProtectedTable, tell
from pipelines.tables import CountedTable
from schemas.policy import Policy
from schemas.problems import ReleaseStopped, problem


@dataclass(frozen=True)
class Protected:
    """All tables of a release, what proves them safe, and how much of them is told."""

    tables: tuple[ProtectedTable, ...]
    report: Report
    system: System
    provers: tuple[Prover | Gaps, ...] = ()


def protect(
    tables: Sequence[CountedTable],
    policy: Policy,
    areas: Areas = (),
    *,
    earlier: Sequence[Earlier] = (),
    is_rebase: bool = False,
    providers: Providers | None = None,
    until: str = "",
) -> Protected:
    """Tell as much as is safe of all tables at once; rates need the population of the `areas`.

    `earlier` are the releases so far; `providers` are the same tables, counted over the cases of one provider each;
    `until` is the last month that is counted, empty where all years are whole.

    Raises:
        ReleaseStopped: The tables contradict each other, or could not be shown to be safe.
    """
    counted = [table for table in tables if table.is_counted]
    cells = list_cells(counted)
    system = System.of(cells, policy.steps[0], *remember(cells, earlier, is_rebase=is_rebase))
    system = join_cyclic(system, counted)
    if policy.profile == "exact":
        provers: Sequence[Prover | Gaps]
        provers, log = _exact(system, counted, policy, providers or {})
    else:
        provers, log = _rounded(system, counted, policy, providers or {})
    if not system.holds(cells.counts):
        raise ReleaseStopped(problem("TIP-E310"))
    rows = dict(zip((id(table) for table in counted), cells.rows, strict=True))
    told = tuple(tell(table, system, rows.get(id(table)), policy, areas, until) for table in tables)
    return Protected(told, report_of(counted, system, log, policy), system, tuple(provers))


def goal_of(policy: Policy) -> Goal:
    """The rule as numbers: below what a count may be small, and how far from zero it must possibly be."""
    return Goal(policy.smallest_shown, policy.least_values - 1)


def _rounded(
    system: System, tables: Sequence[CountedTable], policy: Policy, providers: Providers
) -> tuple[Sequence[Prover], Sequence[Step]]:
    """Rounded and banded numbers, coarsened until nobody learns too much."""
    _require_steps(system, policy)
    goal = goal_of(policy)
    public = Reader.public(system, goal)
    readers = [public]
    if policy.providers:
        for name, own in sorted(providers.items()):
            readers.append(
                Reader.provider(name, system, own.own_cases(system.cells, tables), own.is_alone(system.cells), goal)
            )
    repair = Repair(system, readers, policy.steps)
    repair.mend()
    repair.clean_up()
    repair.mend(is_last=True)
    return public.provers, repair.log


def _require_steps(system: System, policy: Policy) -> None:
    """ReleaseStopped where frozen numbers were told in steps that the policy does not have.

    A reader takes every number of a release for told under its policy, and numbers that stay as they were are not.
    """
    is_told = system.is_fixed & ~system.cells.known & (system.steps != WITHHELD)
    others = int((is_told & ~np.isin(system.steps, policy.steps)).sum())
    if others:
        raise ReleaseStopped(problem("TIP-E315", cells=others, steps=", ".join(map(str, policy.steps))))


def _exact(
    system: System, tables: Sequence[CountedTable], policy: Policy, providers: Providers
) -> tuple[Sequence[Gaps], Sequence[Step]]:
    """Numbers as they are, with gaps where somebody could be worked out."""
    joint = [told.key for told in system.others if told.release == JOINT]
    if joint:
        names = ", ".join(sorted(name for name, _ in joint[0][1]))
        raise ReleaseStopped(problem("TIP-E312", universe=joint[0][0], names=names))
    if system.others:
        raise ReleaseStopped(problem("TIP-E311"))
    own = sorted(providers.items()) if policy.providers else []
    hidden, reasons = choose_hidden(system.cells, policy, [Insider.of(one, system.cells, tables) for _, one in own])
    readers = [PUBLIC, *(name for name, _ in own)]
    is_banded = policy.zeros == "banded"
    # What an organisation has hidden itself cannot be told exactly, whatever its size.
    hidden |= system.cells.most > system.cells.counts
    for cell in range(system.own):
        system.set_step(cell, WITHHELD if hidden[cell] else EXACT)
    system.least[: system.own][hidden] = 0.0 if is_banded else 1.0
    log = [
        Step(cell, EXACT, WITHHELD, "gap", "", readers[reader], () if company is None else (company,))
        for cell, reader, company in reasons
    ]
    return list(prove_gaps(system, goal_of(policy), is_banded=is_banded)), log

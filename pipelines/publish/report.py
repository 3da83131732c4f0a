"""What is said of a protection: how many numbers are told and how, publicly; step by step and why, in private."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.publish.certificate import cell_text
from pipelines.publish.intervals import EXACT, WITHHELD
from pipelines.publish.repair import Step
from pipelines.publish.system import System
from pipelines.tables import CountedTable
from schemas.policy import Policy

WHY = {
    "small": "the number itself",
    "cross": "how many are in both of two cells",
    "joint": "how many are in all of several cells",
    "group": "that nobody is outside of a group",
    "increment": "what has been added since an earlier release",
    "clean_up": "",
}


@dataclass(frozen=True)
class Report:
    """Numbers of cells, never their values. `log`: every step of the repair in words, private."""

    cells: int
    shown: int
    below: int
    withheld: int
    coarsened: int
    tables: tuple[tuple[str, int, int], ...]
    log: tuple[str, ...]

    @property
    def told(self) -> dict[str, int]:
        """What everybody may know of it."""
        parts = {"cells": self.cells, "shown": self.shown, "below": self.below, "withheld": self.withheld}
        return {**parts, "coarsened": self.coarsened, "hidden": self.cells - self.shown}


def report_of(tables: Sequence[CountedTable], system: System, log: Sequence[Step], policy: Policy) -> Report:
    """The report of a system as it is told."""
    least, steps = system.least[: system.own], system.steps
    below = (steps > EXACT) & (least == 0)
    withheld = steps == WITHHELD
    shown = ~(below | withheld | system.cells.known)
    coarsened = (steps != policy.steps[0]) & (steps > EXACT) if policy.profile == "public" else withheld
    each = tuple(
        (table.name, len(rows), int(shown[rows].sum())) for table, rows in zip(tables, system.cells.rows, strict=True)
    )
    told = (int(part.sum()) for part in (~system.cells.known, shown, below, withheld, coarsened))
    return Report(*told, each, tuple(_words(system, log)))  # type: ignore[call-arg,arg-type]  # five numbers


def _words(system: System, log: Iterable[Step]) -> Iterable[str]:
    for step in log:
        cell = cell_text(system.cells.keys[step.cell]) or "all"
        name = f"{system.cells.keys[step.cell][0]}: {cell}"
        if step.why == "gap":
            yield f"{name}: {_gap(system, step)}"
            continue
        change = f"{name}: from {_step(step.before)} to {_step(step.after)}"
        if step.why == "clean_up":
            yield f"{change}: this gives nothing away"
        else:
            who = f"to {step.reader}, which knows its own cases, " if step.reader else ""
            proof = "; ".join(_fact(system, number) for number in step.proof)
            yield f"{change}, because {who}the {step.side} of {WHY[step.why]} was told too well by: {proof}"


def _gap(system: System, step: Step) -> str:
    if not step.proof:
        return f"left out, because what is left of it is small to {step.reader}" if step.reader else "left out as small"
    who = f"by {step.reader}" if step.reader else "by everybody"
    others = ", ".join(cell_text(system.cells.keys[number]) or "all" for number in step.proof)
    return f"left out, because else {others} could be worked out {who}"


def _step(step: int) -> str:
    return "withheld" if step == WITHHELD else f"{step}s"


def _fact(system: System, number: int) -> str:
    if number < system.own:
        key, release = system.cells.keys[number], ""
    else:
        told = system.others[number - system.own]
        key, release = told.key, f" in {told.release}"
    most = system.most[number]
    end = "any" if np.isinf(most) else f"{int(most)}"
    return f"{key[0]} {cell_text(key) or 'all'}{release} ({int(system.least[number])} to {end})"

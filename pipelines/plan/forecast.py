"""How many cells of each table would be shown: by their size alone, and after all tables are proved safe together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipelines.publish import protect
from pipelines.publish.coarser import coarser, how
from pipelines.publish.intervals import Mask, interval
from pipelines.publish.limits import distinct, too_large
from pipelines.tables import CountedTable
from schemas.policy import Policy
from schemas.problems import Problem, ReleaseStopped

# A table of which less than this share is shown is too fine.
ENOUGH = 0.5


@dataclass(frozen=True)
class Outlook:
    """What would become of the cells of one table: numbers of cells, never what is counted in them."""

    table: str
    cells: int
    shown: int
    below: int
    coarsened: int
    withheld: int
    silent: int

    @property
    def told(self) -> int:
        """The cells that somebody has reported for."""
        return self.cells - self.silent

    @property
    def share(self) -> float:
        """How much of what somebody has reported is shown."""
        return self.shown / self.told if self.told else 1.0


@dataclass(frozen=True)
class Proposal:
    """A coarser form of a table that is too fine: what is left, how much of it is shown, and what to write where."""

    table: str
    words: str
    told: int
    shown: int
    how: str


@dataclass(frozen=True)
class Forecast:
    """All tables; `problem` where no release would be made of them, and `is_proved` where a release could be."""

    tables: tuple[Outlook, ...]
    distinct: int
    proposals: tuple[Proposal, ...]
    problem: Problem | None
    is_proved: bool


def forecast(
    tables: Sequence[CountedTable], policy: Policy, areas: Sequence[Mapping[str, Any]], *, prove: bool
) -> Forecast:
    """What the policy leaves of the counted tables; with `prove`, after the joint proof of all of them."""
    counted = [table for table in tables if table.is_counted]
    stopped = too_large(counted, policy, areas)
    outlooks = tuple(_by_size(table, policy) for table in counted)
    is_proved = False
    if prove and stopped is None:
        try:
            protected = protect(counted, policy, areas)
        except ReleaseStopped as stop:
            stopped = stop.problems[0]
        else:
            outlooks, is_proved = (
                tuple(_as_told(each.table.name, each.frame, policy) for each in protected.tables),
                True,
            )
    levels = {str(area["code"]): str(area["level"]) for area in areas}
    fine = [table for table, seen in zip(counted, outlooks, strict=True) if seen.share < ENOUGH]
    proposals = tuple(proposal for table in fine if (proposal := propose(table, policy, levels)))
    return Forecast(outlooks, distinct(counted), proposals, stopped, is_proved)


def _by_size(table: CountedTable, policy: Policy) -> Outlook:
    shown, silent = _large(table, policy), _silent(table)
    below = int((~shown & ~silent).sum())
    return Outlook(table.name, len(shown), int(shown.sum()), below, 0, 0, int(silent.sum()))


def _as_told(name: str, frame: pd.DataFrame, policy: Policy) -> Outlook:
    """Numbers of cells from the table as it would be published."""
    status = frame["status"]
    is_shown, is_below = (status == "shown").to_numpy(bool), (status == "below").to_numpy(bool)
    coarse = np.zeros(len(frame), dtype=bool)
    if policy.profile == "public":
        counts = frame["count"].fillna(0).to_numpy(np.int64)
        least, most = interval(counts, np.full(len(counts), policy.steps[0]))
        told = frame[["at_least", "at_most"]].fillna(-1).to_numpy(np.float64)
        coarse = (is_shown | is_below) & ((told[:, 0] != least) | (told[:, 1] != most))
    return Outlook(
        name,
        len(frame),
        int(is_shown.sum()),
        int(is_below.sum()),
        int(coarse.sum()),
        int(status.isin(["withheld", "hidden"]).sum()),
        int((status == "not_reported").sum()),
    )


def propose(table: CountedTable, policy: Policy, levels: Mapping[str, str]) -> Proposal | None:
    """The form with the most cells that are shown, of those of which enough is; else the one with the largest share.

    None where no form has a larger share than the table as it is.
    """
    shown, silent = _large(table, policy), _silent(table)
    now = _by_size(table, policy).share
    found = []
    for choices, rows in coarser(table, levels):
        seen, told = int((shown & rows).sum()), int((rows & ~silent).sum())
        share = seen / told if told else 0.0
        is_enough = share >= ENOUGH
        if share > now:
            found.append((is_enough, seen if is_enough else share, -len(choices), choices, told, seen))
    if not found:
        return None
    *_, choices, told, seen = max(found, key=lambda form: form[:3])
    words = ", ".join(choice.words for choice in choices)
    return Proposal(table.name, words, told, seen, how(table, choices))


def _large(table: CountedTable, policy: Policy) -> Mask:
    large: Mask = (table.frame["count"] >= policy.smallest_shown).to_numpy(bool)
    if policy.zeros == "shown":
        large |= (table.frame["count"] == 0).to_numpy(bool)
    return large & ~_silent(table)


def _silent(table: CountedTable) -> Mask:
    """Zeros that are none: nobody has reported for the cell."""
    if "is_reported" not in table.frame:
        return np.zeros(len(table.frame), dtype=bool)
    silent: Mask = (~table.frame["is_reported"] & (table.frame["count"] == 0)).to_numpy(bool)
    return silent

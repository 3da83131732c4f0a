"""Figures as they are told now, held against what is known of them once an organisation's own rows have changed."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipelines.count.reports import REPORTED
from pipelines.effect.words import Words, name_of
from pipelines.publish.foresee import NO_END, Known, step_of, told_value
from pipelines.tables import MOST, CountedTable
from schemas.policy import Policy

Cell = tuple[str, ...]
HAS_REPORT, SILENT = "has_report", "not_reported"
NOBODY = Known(0, 0)


class Told(NamedTuple):
    """What the published table says of a figure: what is known by it, the value told (0: the band) and its step."""

    status: str
    known: Known
    value: int
    step: int
    text: str


@dataclass(frozen=True)
class Found:
    """A figure that would change, or could."""

    cell: Cell
    now: str
    then: str
    is_certain: bool


Published = Mapping[Cell, Told]


def read_told(published: Path, name: str, dimensions: list[str], policy: Policy, words: Words) -> Published:
    """The figures of one table that readers see; none where there is no such table."""
    path = published / "tables" / f"{name}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {tuple(row[name] for name in dimensions): _told(row, policy, words) for row in csv.DictReader(file)}


def _told(row: Mapping[str, str], policy: Policy, words: Words) -> Told:
    first = step_of(NOBODY, 0, policy)
    if row.get(HAS_REPORT) == "True":
        return Told("shown", NOBODY, 0, first, words["report"])
    if HAS_REPORT in row or row["status"] == SILENT:
        return Told(SILENT, NOBODY, 0, first, words["no_report"])
    if not row["at_least"]:
        return Told(row["status"], Known(0, NO_END), 0, first, words["not_shown"])
    known, value = Known(int(row["at_least"]), int(row["at_most"])), int(row["count"] or 0)
    step = step_of(known, value, policy)
    return Told(row["status"], known, value, step, name_of(value, step))


def changes_of(
    before: CountedTable, after: CountedTable, told: Published, first: int, words: Words, *, is_released: bool
) -> Iterator[Found]:
    """The figures of one table; what is not published yet is told at the `first` step.

    Where there is a release, the next one says more than this one, and others have their part in that.
    """
    old, new = _counts(before), _counts(after)
    ends = _counts(after, MOST) if MOST in after.frame else new
    reported = _counts(after, REPORTED) if REPORTED in after.frame else {}
    for cell in dict.fromkeys((*new, *old)):
        change, now = new.get(cell, 0) - old.get(cell, 0), told.get(cell)
        if ends.get(cell, 0) > new.get(cell, 0):
            continue  # a part of it is hidden by the organisation itself
        if now is None or now.status == SILENT:
            if change or (now and reported.get(cell)):
                then = NOBODY.after(change, may_grow=is_released)
                yield Found(cell, now.text if now else words["absent"], words.range(then, first), is_certain=True)
        elif change and now.known.most != NO_END:
            then = now.known.after(change, may_grow=is_released)
            least, most = told_value(then.least, now.step), told_value(then.most, now.step)
            if not least == most == now.value:
                may_stay = least <= now.value <= most
                yield Found(cell, now.text, words.range(then, now.step), is_certain=not may_stay)


def new_reports(after: CountedTable, told: Published, words: Words, through: str) -> Iterator[Found]:
    """The periods for which a report is there that was not; of what is released, a late one changes nothing."""
    for cell, has_report in _counts(after, HAS_REPORT).items():
        now = told.get(cell)
        if has_report and cell[-1] > through and (now is None or now.status == SILENT):
            yield Found(cell, words["no_report"], words["report"], is_certain=True)


def _counts(table: CountedTable, column: str = "count") -> dict[Cell, int]:
    """A column of a table by its cells."""
    names = [dimension.name for dimension in table.dimensions]
    cells = zip(*(table.frame[name].astype("str").tolist() for name in names), strict=True)
    return dict(zip(cells, map(int, table.frame[column].tolist()), strict=True))

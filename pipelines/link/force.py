"""Which deliveries are in force, by the identity contract of their source."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.problems import Problem, problem


@dataclass(frozen=True)
class Delivery:
    """One conformed delivery of one record type; periods are months, YYYY-MM, and empty where undated.

    What was handed in together has the same `sequence`. `has_arrived` is false where all rows of this type wait.
    """

    source: str
    sequence: int
    record: str
    identity: str
    period_from: str
    period_to: str
    rows: int
    path: Path
    has_arrived: bool = True


def in_force(deliveries: Sequence[Delivery]) -> tuple[tuple[Delivery, ...], tuple[Problem, ...]]:
    """The deliveries that count, and why others do not.

    With ids all of them count, because later rows replace earlier ones. Without ids a delivery replaces the
    earlier ones whose whole period it covers. One that overlaps an earlier one in part is left out and said, and so
    is one of a longer period with less than half of the rows that it would replace: one wrong date can make a month
    look like a year.
    """
    kept: list[Delivery] = []
    problems: list[Problem] = []
    for new in sorted(deliveries, key=lambda delivery: (delivery.source, delivery.record, delivery.sequence)):
        if new.identity == "id" or not new.rows:
            kept.append(new)
            continue
        others = [old for old in kept if (old.source, old.record) == (new.source, new.record) and _meet(old, new)]
        partly = [old for old in others if not _covers(new, old)]
        file = f"{new.source}, delivery {new.sequence}"
        if partly:
            problems.append(problem("TIP-E168", file=file, new=_said(new), old=_said(partly[0])))
        elif any(_said(old) != _said(new) for old in others) and 2 * new.rows < sum(old.rows for old in others):
            problems.append(problem("TIP-E169", file=file, new=_said(new), old=_said(others[0])))
        else:
            kept = [old for old in kept if old not in others] + [new]
    return tuple(kept), tuple(problems)


def _meet(old: Delivery, new: Delivery) -> bool:
    """Whether the same month may stand in both; an undated delivery may speak of any."""
    if not (old.period_from and new.period_from):
        return True
    return old.period_from <= new.period_to and new.period_from <= old.period_to


def _covers(new: Delivery, old: Delivery) -> bool:
    """Whether nothing of the old one lies outside of the new one; undated, it does so for another undated one alone."""
    if not (old.period_from and new.period_from):
        return old.period_from == new.period_from
    return new.period_from <= old.period_from and old.period_to <= new.period_to


def _said(delivery: Delivery) -> str:
    return f"{delivery.period_from} to {delivery.period_to}" if delivery.period_from else "no period that is known"

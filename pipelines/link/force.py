"""Which deliveries are in force, by the identity contract of their source."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.problems import Problem, problem


@dataclass(frozen=True)
class Delivery:
    """One conformed delivery of one record type; periods are YYYY-MM, YYYY-Qn or YYYY, empty where undated."""

    source: str
    sequence: int
    record: str
    identity: str
    period_from: str
    period_to: str
    rows: int
    path: Path


def in_force(deliveries: Sequence[Delivery]) -> tuple[tuple[Delivery, ...], tuple[Problem, ...]]:
    """The deliveries that count, and why others do not.

    With ids all of them count, because later rows replace earlier ones. Without ids a delivery replaces the
    earlier ones whose whole period it covers; one that overlaps an earlier one in part is left out and said.
    """
    kept: list[Delivery] = []
    problems: list[Problem] = []
    for new in sorted(deliveries, key=lambda delivery: (delivery.source, delivery.record, delivery.sequence)):
        if new.identity == "id" or not new.rows:
            kept.append(new)
            continue
        others = [old for old in kept if (old.source, old.record) == (new.source, new.record) and _meet(old, new)]
        partly = [old for old in others if not _covers(new, old)]
        if partly:
            problems.append(
                problem(
                    "TIP-E168",
                    file=f"{new.source}, delivery {new.sequence}",
                    new=f"{new.period_from} to {new.period_to}",
                    old=f"{partly[0].period_from} to {partly[0].period_to}",
                )
            )
        else:
            kept = [old for old in kept if old not in others] + [new]
    return tuple(kept), tuple(problems)


def _meet(old: Delivery, new: Delivery) -> bool:
    return old.period_from <= _end(new) and new.period_from <= _end(old)


def _covers(new: Delivery, old: Delivery) -> bool:
    return new.period_from <= old.period_from and _end(old) <= _end(new)


def _end(delivery: Delivery) -> str:
    """A text that sorts after every month of the last period."""
    return f"{delivery.period_to}~"

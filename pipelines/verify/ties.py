"""What earlier releases told is tied to what this one tells: it stays the same, or has only grown."""

import re
from collections.abc import Iterator

import numpy as np

from pipelines.verify.folder import Rule
from pipelines.verify.proof import JOINT, Facts, Ints, Mask, Sums
from schemas.problems import Problem, problem

REBASE = "-rebase-"
PERIOD = re.compile(r"(\d{4})(?:-(?:Q(\d)|(\d\d)|undated))?")
UNKNOWN = "unknown"


def check_ties(facts: Facts, sums: Sums, rule: Rule) -> Iterator[Problem]:
    """Ties that say less than everybody knows, or tie two different numbers."""
    ties = np.flatnonzero(np.isin(sums.kind, ("grows", "same")))
    lines = [(tie, int(sums.whole[tie]), int(part)) for tie in ties.tolist() for part in sums.parts_of(tie)]
    strangers = [whole for _, whole, part in lines if _key(facts, whole) != _key(facts, part)]
    weak = [part for tie, _, part in lines if sums.kind[tie] == "grows" and is_frozen(facts, part)]
    loose = np.flatnonzero(told_again(facts, rule) & ~_tied(facts, sums, rule)).tolist()
    for found, what in (
        (strangers, "{} is tied to another number"),
        (weak, "{} is of a period that stays the same, and is only said to grow"),
        (loose, "nothing ties {} to this release"),
    ):
        if found:
            said = what.format(f"{facts.name(found[0])} of release {facts.release[found[0]]}")
            yield problem("TIP-E542", file="proof/sums.csv", what=said, count=len(found))


def told_again(facts: Facts, rule: Rule) -> Mask:
    """The facts of earlier releases of which this one tells the number as well."""
    own = {_key(facts, fact) for fact in facts.of(rule.release).tolist()}
    others = {rule.release, JOINT}
    is_again = [told not in others and _key(facts, fact) in own for fact, told in enumerate(facts.release)]
    return np.array(is_again, dtype=bool)


def same_numbers(facts: Facts, sums: Sums) -> Ints:
    """For each fact the first of all facts that it is tied to be the same as."""
    first = np.arange(len(facts))
    is_same = (sums.kind == "same")[sums.of_part]
    whole, part = sums.whole[sums.of_part][is_same], sums.parts[is_same]
    before = first[:0]
    while not np.array_equal(before, first):
        before = first.copy()
        np.minimum.at(first, part, first[whole])
        np.minimum.at(first, whole, first[part])
    return first


def is_frozen(facts: Facts, fact: int) -> bool:
    """Whether a number of an earlier release speaks of nothing after its last month, as an unknown period does not."""
    periods = [pair.partition("=")[2] for pair in facts.cell[fact].split(";") if pair.startswith("period=")]
    if not periods:
        return False
    end, last = _last_month(periods[0]), _last_month(facts.release[fact])
    return periods[0] == UNKNOWN or "" < end <= last


def _last_month(text: str) -> str:
    """The last month of a period, or of the period that the name of a release begins with; empty for other text."""
    found = PERIOD.match(text)
    if not found:
        return ""
    year, quarter, month = found.groups()
    return f"{year}-{int(quarter) * 3 if quarter else int(month or 12):02d}"


def _tied(facts: Facts, sums: Sums, rule: Rule) -> Mask:
    """The facts that ties lead to from those of this release, straight or over releases between.

    Nothing has to lead to releases before the last re-base; the newest of the earlier ones stands first.
    """
    reached = np.zeros(len(facts), dtype=bool)
    reached[facts.of(rule.release)] = True
    is_tie = np.isin(sums.kind, ("grows", "same"))[sums.of_part]
    whole, part = sums.whole[sums.of_part][is_tie], sums.parts[is_tie]
    before = -1
    while reached.sum() > before:
        before = int(reached.sum())
        reached[part[reached[whole]]] = True
    is_after = not rule.is_rebase
    for release in dict.fromkeys(told for told in facts.release if told not in {rule.release, JOINT}):
        if not is_after:
            reached[facts.of(release)] = True
        is_after &= REBASE not in release
    return reached


def _key(facts: Facts, fact: int) -> tuple[str, str]:
    return facts.universe[fact], facts.cell[fact]

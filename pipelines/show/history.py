"""What was told before: the releases so far, and the facts of the last one that a re-base has told otherwise."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.show.facts import Fact, Facts, read_facts
from pipelines.show.settled import REBASE, end_of

LEDGER = "ledger.jsonl"
# A release of the proof that never was one: cells that no table shows.
NO_RELEASE = "joint"


@dataclass(frozen=True)
class Released:
    """One release as the public ledger tells it."""

    id: str
    period: str
    kind: str
    released_on: str
    reasons: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class History:
    """All releases, the oldest first, and each fact that was revised, as it was and as it is, by its number.

    `previous` is the release before this one, empty where there is none.
    """

    releases: tuple[Released, ...] = ()
    previous: str = ""
    revised: Mapping[int, tuple[Fact, Fact]] = field(default_factory=dict)


def read_history(published: Path, told: Mapping[str, Any], facts: Facts) -> History:
    """The history of the release in a folder; `told` is its release.json, and `facts` are its facts."""
    this: Mapping[str, Any] = told.get("release") or {}
    releases, previous = _releases(published / LEDGER), str(this.get("previous") or "")
    if not previous or this.get("kind") != REBASE:
        return History(releases, previous)
    named = [one.period for one in releases if one.id == previous]
    through = end_of(str(this.get("previous_period") or "".join(named)))
    is_same = through == end_of(str(this.get("period") or ""))
    earlier = read_facts(published, previous)
    revised = {
        fact.number: (earlier[key], fact)
        for key, fact in facts.items()
        if key in earlier and (is_same or _is_over(key[1], through)) and _said(earlier[key]) != _said(fact)
    }
    return History(releases, previous, revised)


def _releases(path: Path) -> tuple[Released, ...]:
    if not path.is_file():
        return ()
    # A note may hold other signs that part lines.
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return tuple(
        Released(
            str(line["id"]),
            str(line["period"]),
            str(line["kind"]),
            str(line["released_on"]),
            tuple(line.get("revision_reasons", ())),
            str(line["revision_note"]),
        )
        for line in lines
    )


def _said(fact: Fact) -> tuple[int, int | None]:
    return fact.at_least, fact.at_most


def _is_over(cell: str, through: str) -> bool:
    """Whether a cell speaks only of periods up to a month: other numbers of a later release have grown with time."""
    periods = [pair.partition("=")[2] for pair in cell.split(";") if pair.startswith("period=")]
    return bool(through) and bool(periods) and (periods[0] == "unknown" or "" < end_of(periods[0]) <= through)

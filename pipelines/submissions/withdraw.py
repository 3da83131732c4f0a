"""Data that somebody takes back: first the act in the ledger, then out of every place, also after a kill."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.project import Project
from pipelines.releases.periods import months_later
from pipelines.settled import write_settled
from pipelines.submissions.ledger import Act, add_acts
from pipelines.submissions.room import Room, acts_given
from pipelines.submissions.stones import Stones
from pipelines.submissions.tombstone import salt_of
from schemas.problems import FileStopped, Problem, problem

UNFINISHED = ".unfinished"
SHORTEST = 6  # characters of a hash that name a file


def withdraw_record(room: Room, record: str, reason: str, on: date) -> list[Problem]:
    """Take one record back: every version of it, wherever it stands; notes on what else is to be done."""
    if room.declared.identity != "id":
        raise FileStopped(problem("TIP-E787"))
    stones = Stones(room.declared, salt_of(room.project.submissions), frozenset())
    stones = replace(stones, known=stones.of(record.strip()))
    touched = room.touched(stones)
    if not touched:
        raise FileStopped(problem("TIP-E785", what="such record"))
    act = Act(
        act="withdrawn",
        on=on,
        source=room.name,
        reason=reason,
        counts={"rows": sum(touched.values())},
        touched=tuple(sorted(touched)),
        tombstones=tuple(sorted(stones.known)),
    )
    return _carry_out(room, [act])


def withdraw_file(room: Room, named: str, reason: str, on: date) -> list[Problem]:
    """Take one delivery back, named by its number or by the beginning of its hash."""
    given = acts_given(room)
    found = [
        act
        for number, act in given.items()
        if (named.isdecimal() and int(named) == number and len(named) < SHORTEST)
        or (len(named) >= SHORTEST and act.sha256.startswith(named.casefold()))
    ]
    if len(found) != 1:
        raise FileStopped(problem("TIP-E785", what="single delivery of that number or hash"))
    return _carry_out(room, [_gone(room, act, "withdrawn", reason, on) for act in found])


def withdraw_all(room: Room, reason: str, on: date) -> list[Problem]:
    """Take back everything that a source has handed in."""
    given = acts_given(room)
    if not given:
        raise FileStopped(problem("TIP-E785", what="delivery"))
    return _carry_out(room, [_gone(room, act, "withdrawn", reason, on) for act in given.values()])


def purge(room: Room, on: date) -> tuple[int, list[Problem]]:
    """Remove the deliveries that are past the time for which they may be kept; how many there were."""
    months = room.declared.agreement.keep_months
    given = acts_given(room).values()
    due = [act for act in given if months and act.on and months_later(act.on, months) <= on]
    return len(due), _carry_out(room, [_gone(room, act, "purged", "", on) for act in due]) if due else []


def finish(project: Project) -> None:
    """Do what a kill has left undone."""
    marker = project.submissions / UNFINISHED
    if marker.exists():
        name = marker.read_text(encoding="utf-8")
        if name in project.sources:
            Room(project, name).clean()
        marker.unlink()


def is_unfinished(project: Project) -> bool:
    """Whether a kill has left something undone."""
    return (project.submissions / UNFINISHED).exists()


def _gone(room: Room, given: Act, kind: str, reason: str, on: date) -> Act:
    counts = {"rows": given.counts.get("delivered", 0)}
    told = {"act": kind, "on": on, "source": room.name, "delivery": given.delivery, "sha256": given.sha256}
    return Act.model_validate({**told, "reason": reason, "counts": counts})


def _carry_out(room: Room, acts: Sequence[Act]) -> list[Problem]:
    finish(room.project)
    write_settled(_marker(room.project), room.name)
    add_acts(room.project.submissions, acts)
    notes = Room(room.project, room.name).clean()
    _marker(room.project).unlink()
    return notes


def _marker(project: Project) -> Path:
    project.submissions.mkdir(parents=True, exist_ok=True)
    return project.submissions / UNFINISHED

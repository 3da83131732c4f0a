"""What a provider gets back for a delivery: whether it waits as a whole, what it replaces, and the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.conform import Outcome, stopped
from pipelines.conform.share import too_few
from pipelines.freshness import digest_of_files
from pipelines.link import Delivery, in_force
from pipelines.project import CHECKOUT
from pipelines.receive import read_stored
from pipelines.receive.folders import sequence_of
from pipelines.submissions import Act, Room, Told, add_acts, write_receipt
from pipelines.submissions.stored import TAKEN_BACK
from schemas.problems import FileStopped, Problem
from schemas.source import RecordName, Source

SCHEMA = digest_of_files(CHECKOUT / "schemas")[:12]


@dataclass(frozen=True)
class Taken:
    """One kind of record of a delivery: its stored rows, what became of them, and why some wait."""

    received: Path
    outcome: Outcome
    reasons: list[tuple[Problem, list[int]]]


def hold_back(source: Source, taken: dict[RecordName, Taken], folder: Path) -> bool:
    """Where too small a share of the rows is accepted, nothing of the delivery counts; whether that is so."""
    counts = [one.outcome.counts for one in taken.values()]
    taken_back = sum(
        found.count for one in taken.values() for found in one.outcome.problems if found.code == TAKEN_BACK
    )
    said = too_few(source.agreement.accept_from, counts, taken_back)
    if said is None:
        return False
    for name, one in taken.items():
        waiting = stopped(name, FileStopped(said, *one.outcome.problems), one.received, folder)
        taken[name] = replace(one, outcome=waiting)
    return True


def write_receipt_of(
    room: Room, delivery: Path, folder: Path, taken: Mapping[RecordName, Taken], *, waits: bool
) -> None:
    """Write the receipt of a delivery whose conformed rows lie in `folder`; what it replaces goes into the ledger."""
    outcomes = {name: one.outcome for name, one in taken.items()}
    number = sequence_of(delivery)
    stored = read_stored(min(delivery.glob("*.parquet")))
    act = room.past.given.get(number)
    earlier = [path for path in _conformed(room) if sequence_of(path) < number]
    rows = _rows_replaced(folder, earlier) if room.declared.identity == "id" else 0
    whole = () if room.declared.identity == "id" else _deliveries_replaced(room, number, folder, outcomes, earlier)
    _record(room, act, number, rows, whole)
    told = Told(
        holder=room.declared.holder,
        delivery=number,
        file=stored.file,
        on=act.on if act else None,
        sha256=act.sha256 if act else stored.sha256,
        schema=SCHEMA,
        waits=waits,
        replaced=rows,
        replaced_deliveries=whole,
    )
    has_policy = (room.project.root / "policy.toml").exists()
    rule = room.project.policy.release if has_policy else None
    write_receipt(
        room.folder / "reports",
        delivery.name,
        told,
        {str(name): one for name, one in outcomes.items()},
        room.project.community,
        rule,
    )


def _conformed(room: Room) -> list[Path]:
    return sorted((room.project.data("conformed") / room.name).glob("[0-9]*"))


def _ids(path: Path) -> pa.ChunkedArray:
    return pc.drop_null(pc.unique(pq.read_table(path, columns=["record_id"]).column("record_id")))


def _rows_replaced(folder: Path, earlier: list[Path]) -> int:
    """How many records of a delivery were handed in before."""
    replaced = 0
    for path in sorted(folder.glob("*.parquet")):
        if path.name.count(".") > 1 or not (new := _ids(path)):
            continue
        known = pa.array([False] * len(new))
        for before in earlier:
            if (before / path.name).exists():
                known = pc.or_(known, pc.is_in(new, _ids(before / path.name)))
        replaced += int(pc.sum(known).as_py() or 0)
    return replaced


def _deliveries_replaced(
    room: Room, number: int, folder: Path, outcomes: Mapping[RecordName, Outcome], earlier: list[Path]
) -> tuple[int, ...]:
    """The earlier deliveries whose whole period this one covers."""
    found: set[int] = set()
    for name, outcome in outcomes.items():
        told = {sequence_of(path): Outcome.from_json((path / f"{name}.json").read_text("utf-8")) for path in earlier}
        every = [_delivery(room, name, at, one, folder) for at, one in sorted(told.items())]
        before = {one.sequence for one in in_force(every)[0] if one.rows}
        after = {one.sequence for one in in_force([*every, _delivery(room, name, number, outcome, folder)])[0]}
        found |= before - after
    return tuple(sorted(found))


def _delivery(room: Room, name: RecordName, number: int, outcome: Outcome, path: Path) -> Delivery:
    return Delivery(
        source=room.name,
        sequence=number,
        record=name,
        identity=room.declared.identity,
        period_from=outcome.period_from,
        period_to=outcome.period_to,
        rows=outcome.counts.in_scope,
        path=path,
    )


def _record(room: Room, act: Act | None, number: int, rows: int, whole: tuple[int, ...]) -> None:
    """An act for what was replaced; once, also where the rows are conformed again."""
    is_said = any(one.act == "replaced" and one.delivery == number for one in room.past.acts)
    if is_said or not (rows or whole):
        return
    counts = {"records": rows} if rows else {"deliveries": len(whole)}
    told = {"act": "replaced", "on": act and act.on, "source": room.name, "delivery": number, "counts": counts}
    add_acts(
        room.project.submissions,
        [Act.model_validate(told)],
    )

"""The ledger of acts: what was handed in, and what became of it later. One line an act, each sealing the one before.

It holds numbers, days, hashes and counts; no file name, no value of a row, and of a record no more than a keyed hash.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pipelines.releases.ledger import LEDGER, Chained, check_lines, line_of, lines_of
from pipelines.settled import settle, write_settled
from schemas.problems import ReleaseStopped, problem

What = Literal["received", "refused", "replaced", "corrected", "withdrawn", "purged"]

# Why data may be taken back. The words are a closed list, because a free text would tell of a person.
REASONS = {
    "survivor": "the person asked for it",
    "consent": "the consent was taken back, or was never given",
    "provider": "the organisation asked for it",
    "mistake": "it was handed in by mistake",
    "agreement": "the agreement has ended",
    "law": "a law or a court asks for it",
}


class Act(Chained):
    """One act. `on` is the day that was passed in; `delivery` is 0 where the act is about no single delivery.

    `touched` are the deliveries that lost rows; `tombstones` are keyed hashes of records that may not come back;
    `codes` are those of the problems for which a file was refused.
    """

    act: What
    on: date | None = None
    source: str
    delivery: int = 0
    sha256: str = ""
    reason: str = ""
    counts: dict[str, int] = {}
    codes: tuple[str, ...] = ()
    touched: tuple[int, ...] = ()
    tombstones: tuple[str, ...] = ()


def read_acts(folder: Path) -> tuple[Act, ...]:
    """Every act in order; ReleaseStopped where a line of the ledger is not as it was written."""
    path = folder / LEDGER
    if not path.exists():
        return ()
    state = path.stat()
    return _read(path, state.st_ino, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _read(path: Path, *_state: int) -> tuple[Act, ...]:
    """The acts of a file in one of its states: a run asks for them again and again."""
    problems, acts = check_lines(lines_of(path), Act)
    if problems:
        file = f"{path.parent.name}/{LEDGER}"
        raise ReleaseStopped(*(problem("TIP-E780", file=file, row=found.row) for found in problems))
    return tuple(acts)


def add_acts(folder: Path, new: Iterable[Act]) -> tuple[Act, ...]:
    """Write acts behind those that are there: the whole next ledger under another name, then one rename."""
    acts = list(read_acts(folder))
    known = len(acts)
    for act in new:
        placed = {"number": len(acts) + 1, "previous": acts[-1].hash if acts else "", "hash": ""}
        acts.append(Act.model_validate_json(line_of(act.model_copy(update=placed))))
    if len(acts) > known:
        folder.mkdir(parents=True, exist_ok=True)
        write_settled(folder / LEDGER, "".join(map(line_of, acts)))
        settle(folder)
    return tuple(acts)

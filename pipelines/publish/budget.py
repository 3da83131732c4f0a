"""What releases with noise have told so far, and the noise that they drew: a file to which lines are only added.

Every line carries the hash of the line before, so that a change by hand shows. A draw stands in its line: a second
draw for the same release would let a reader average the noise away.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from pydantic import Field, ValidationError

from schemas.declaration import Declared
from schemas.policy import Dp
from schemas.problems import Problem, ReleaseStopped, problem

FILE = "budget.jsonl"
FIRST = "0" * 64


class Spent(Declared):
    """One draw: for which release and table, what it tells of any one person, and what all up to it tell together."""

    id: str
    table: str
    what: str
    epsilon: float = Field(gt=0, allow_inf_nan=False)
    total: float = 0
    noisy: dict[str, int] = Field(repr=False)
    before: str = ""
    hash: str = ""


def read_budget(folder: Path) -> list[Spent]:
    """Every draw so far; none where there is no file.

    Raises:
        ReleaseStopped: A line does not follow from those before it.
    """
    path = folder / FILE
    read: list[Spent] = []
    for row, line in enumerate(path.read_bytes().splitlines(keepends=True) if path.exists() else (), 1):
        spent = _spent(line)
        is_known = spent is not None and _found(read, spent.id, spent.table) is not None
        if spent is None or is_known or spent != _follower(read, spent):
            raise ReleaseStopped(problem("TIP-E622", file=FILE, row=row))
        read.append(spent)
    return read


def find_draw(folder: Path, release_id: str, table: str) -> Spent | None:
    """What the release has drawn for the table, if it has."""
    return _found(read_budget(folder), release_id, table)


def spend(folder: Path, drawn: Spent) -> None:
    """Add a draw, with its total and its hashes worked out; it is on the disk before anybody sees a number of it."""
    read = read_budget(folder)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{FILE}.new"
    with fresh.open("wb") as file:
        file.writelines(_bytes(spent) + b"\n" for spent in (*read, _follower(read, drawn)))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / FILE)


def check_budget(folder: Path, dp: Dp) -> list[Problem]:
    """What stands against one more draw: a file that was changed by hand, or a budget that is used up."""
    try:
        read = read_budget(folder)
    except ReleaseStopped as stopped:
        return list(stopped.problems)
    if _total(read, dp.epsilon_each) <= _exactly(dp.epsilon_total):
        return []
    spent = read[-1].total if read else 0
    return [
        problem("TIP-E621", file=FILE, spent=f"{spent:g}", each=f"{dp.epsilon_each:g}", total=f"{dp.epsilon_total:g}")
    ]


def _follower(read: Sequence[Spent], spent: Spent) -> Spent:
    """The draw as its line has to be after those before it."""
    before = read[-1].hash if read else FIRST
    follows = spent.model_copy(update={"total": float(_total(read, spent.epsilon)), "before": before, "hash": ""})
    return follows.model_copy(update={"hash": hashlib.sha256(_bytes(follows)).hexdigest()})


def _total(read: Sequence[Spent], epsilon: float) -> Decimal:
    return sum((_exactly(spent.epsilon) for spent in read), _exactly(epsilon))


def _exactly(epsilon: float) -> Decimal:
    """As people write it: 0.1 ten times is 1."""
    return Decimal(repr(epsilon))


def _found(read: Sequence[Spent], release_id: str, table: str) -> Spent | None:
    return next((spent for spent in read if (spent.id, spent.table) == (release_id, table)), None)


def _bytes(spent: Spent) -> bytes:
    return json.dumps(spent.model_dump(), sort_keys=True, ensure_ascii=False, allow_nan=False).encode()


def _spent(line: bytes) -> Spent | None:
    """The draw in a line; None where a character of it is another one than was written."""
    try:
        spent = Spent.model_validate_json(line)
    except ValidationError:
        return None
    return spent if _bytes(spent) + b"\n" == line else None

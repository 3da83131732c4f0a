"""What became of one delivery, in numbers and in words that hold no value of a row."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.problems import Problem


@dataclass(frozen=True)
class Counts:
    """Rows of one delivery. Accepted rows are in scope, out of scope, held back for want of consent, or subtotals."""

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    duplicate: int = 0
    blank: int = 0
    out_of_scope: int = 0
    held_back: int = 0
    subtotal: int = 0

    @property
    def balances(self) -> bool:
        """Whether every row that was read is accounted for, once."""
        return self.read == self.accepted + self.rejected + self.duplicate + self.blank

    @property
    def in_scope(self) -> int:
        """Accepted rows that enter the statistics."""
        return self.accepted - self.out_of_scope - self.held_back - self.subtotal

    @property
    def has_arrived(self) -> bool:
        """Whether rows could be taken, or there were none to take: where all of them wait, nothing has arrived."""
        return self.accepted + self.duplicate > 0 or self.read == self.blank


@dataclass(frozen=True)
class Outcome:
    """What became of one delivery. `problems` are grouped: one of each kind, with its first row and its count."""

    counts: Counts
    problems: tuple[Problem, ...] = ()
    period_from: str = ""
    period_to: str = ""
    columns: int = 0

    def to_json(self) -> str:
        """The outcome as JSON with a fixed order of keys."""
        return json.dumps(asdict(self), sort_keys=True, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Outcome":
        """The outcome that `to_json` wrote."""
        content = json.loads(text)
        content["counts"] = Counts(**content["counts"])
        content["problems"] = tuple(Problem(**entry) for entry in content["problems"])
        return cls(**content)


def grouped(reasons: Iterable[tuple[Problem, list[int]]]) -> tuple[Problem, ...]:
    """One problem of each kind, most frequent first, with its first row and how many rows have it."""
    rows: dict[Problem, list[int]] = {}
    for found, numbers in reasons:
        rows.setdefault(replace(found, found="", nearest=""), []).extend(numbers)
    whole = [replace(found, row=min(numbers), count=len(numbers)) for found, numbers in rows.items()]
    return tuple(sorted(whole, key=lambda found: (-found.count, found)))


def write_rejected(reasons: Sequence[tuple[Problem, list[int]]], file: str, path: Path) -> None:
    """Every rejected row with its file, row, column and reason in words, one line a reason; no value of the row."""
    rows = sorted((number, found.column, found.code, str(found)) for found, numbers in reasons for number in numbers)
    table = pa.table(
        {
            "file": pa.array([file] * len(rows), pa.string()),
            "row": pa.array([row[0] for row in rows], pa.int32()),
            "column": pa.array([row[1] for row in rows], pa.string()),
            "code": pa.array([row[2] for row in rows], pa.string()),
            "reason": pa.array([row[3] for row in rows], pa.string()),
        }
    )
    pq.write_table(table, path, compression="zstd")

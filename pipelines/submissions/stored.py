"""Taking rows out of stored deliveries, and putting in rows that were corrected; the equation of each stays whole."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.receive.store import KEY, REJECTED
from pipelines.submissions.stones import Stones

TAKEN_BACK = "TIP-E781"


def rows_taken(folder: Path, stones: Stones) -> int:
    """How many rows of a stored delivery are those of records that were taken back."""
    return sum(int(stones.rows(pq.read_table(path)).sum()) for path in sorted(folder.glob("*.parquet")))


def strip_stored(folder: Path, stones: Stones) -> int:
    """Take those rows out; they count as waiting from then on, each with its number and the reason."""
    taken = 0
    for path in sorted(folder.glob("*.parquet")):
        table = pq.read_table(path)
        rows = stones.rows(table)
        if not rows.any():
            continue
        told = json.loads(pq.read_metadata(path).metadata[KEY])
        lost = table.column("row").filter(pa.array(rows)).to_pylist()
        # once each, also where a kill came between the two files
        waiting = list(dict.fromkeys([*_waiting(path), *((number, TAKEN_BACK) for number in lost)]))
        told |= {"delivered": told["delivered"] - len(lost), "rejected": told["rejected"] + len(lost)}
        write_stored(path, table.filter(pa.array(~rows)), told, waiting)
        taken += len(lost)
    return taken


def write_stored(path: Path, table: pa.Table, told: dict[str, Any], waiting: Sequence[tuple[int, str]]) -> None:
    """A file of stored rows, with the rows that wait beside it; the second is there before the first says so."""
    if waiting:
        beside = path.parent / REJECTED / path.name
        beside.parent.mkdir(parents=True, exist_ok=True)
        rows, codes = zip(*waiting, strict=True)
        listed = pa.table({"row": pa.array(rows, pa.int32()), "code": pa.array(codes, pa.string())})
        pq.write_table(listed, beside.with_name(f".{path.name}"))
        beside.with_name(f".{path.name}").replace(beside)
    partial = path.with_name(f".{path.name}.part")
    kept = table.replace_schema_metadata({KEY: json.dumps(told, sort_keys=True).encode()})
    pq.write_table(kept, partial, compression="zstd", compression_level=1, write_statistics=False)
    partial.replace(path)


def _waiting(path: Path) -> list[tuple[int, str]]:
    beside = path.parent / REJECTED / path.name
    if not beside.exists():
        return []
    return [(row["row"], row["code"]) for row in pq.read_table(beside).to_pylist()]

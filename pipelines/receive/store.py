"""Received rows on disk: one Parquet file per kind of record, with where it came from and its equation inside."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.overlap import ahead
from pipelines.receive.reader import Reader, text_schema
from schemas.problems import Problem, problem

KEY = b"tipstats"
REJECTED = "rejected"


@dataclass(frozen=True)
class Stored:
    """One file of received rows: read = delivered + rejected + blank, and `skipped` are part of blank."""

    file: str
    sha256: str
    sequence: int
    read: int
    delivered: int
    rejected: int
    blank: int
    skipped: int
    notes: tuple[Problem, ...]
    rows_rejected: tuple[Problem, ...] = ()
    letters: tuple[str, ...] = ()
    first_blank: int = 0


def write_rows(reader: Reader, path: Path, sha256: str, sequence: int, file: str) -> None:
    """Write all chunks of a reader, and its rejected rows (numbers and codes alone) in a folder beside them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = text_schema(reader.headers)
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1, write_statistics=False) as writer:
        for chunk in ahead(reader.chunks()):
            writer.write_table(chunk)
        told = {"file": file, "sha256": sha256, "sequence": sequence, **asdict(reader.counts)}
        told |= {"letters": reader.letters, "first_blank": reader.first_blank}
        told["notes"] = [asdict(note) for note in reader.notes]
        writer.add_key_value_metadata({KEY: json.dumps(told, sort_keys=True).encode()})
    if reader.rejected_codes:
        rows, codes = zip(*reader.rejected_codes, strict=True)
        beside = path.parent / REJECTED / path.name
        beside.parent.mkdir(exist_ok=True)
        pq.write_table(pa.table({"row": pa.array(rows, pa.int32()), "code": pa.array(codes, pa.string())}), beside)


def read_stored(path: Path) -> Stored:
    """What a file of received rows tells about itself, the rejected rows included."""
    told = json.loads(pq.read_metadata(path).metadata[KEY])
    notes = tuple(Problem(**note) for note in told.pop("notes"))
    told["letters"] = tuple(told.get("letters", ()))
    rejected: tuple[Problem, ...] = ()
    if told["rejected"]:
        rows = pq.read_table(path.parent / REJECTED / path.name).to_pylist()
        rejected = tuple(problem(row["code"], file=told["file"], row=row["row"]) for row in rows)
    return Stored(**told, notes=notes, rows_rejected=rejected)

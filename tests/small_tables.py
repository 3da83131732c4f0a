"""Small tables, written in a test as text, through conform and link; everybody in them is made up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pipelines.conform import Context, Outcome, conform, write_empty
from pipelines.conform.edge import schema_on_disk, stamped
from pipelines.link import Delivery, in_force, link
from pipelines.project import CHECKOUT, SQL
from schemas.areas import Area
from schemas.community import Calendar, Community, read_community
from schemas.problems import Problem
from schemas.source import RecordName, Source

AREAS = (
    Area("N", "North", "district", "", 100),
    Area("N1", "Northfell", "area", "N", 40, ("Old Town",)),
    Area("S", "South", "district", "", 60),
)
CONTEXT = Context("US", AREAS)
TOKENS = {name: f"{place:02x}" * 32 for place, name in enumerate("abcdef", 16)}


@dataclass
class Done:
    """What conform made of a small table: the accepted rows in order, and all it says."""

    outcome: Outcome
    rows: list[dict[str, Any]]
    reasons: list[tuple[Problem, list[int]]]
    written: list[pa.Table]

    def values(self, name: str) -> list[Any]:
        return [row[name] for row in self.rows]

    @property
    def told(self) -> set[tuple[str, str, int]]:
        """Code, column and row of every rejected cell."""
        return {(found.code, found.column, row) for found, rows in self.reasons for row in rows}

    @property
    def notes(self) -> dict[str, int]:
        return {found.code: found.count for found in self.outcome.problems if found.level == "note"}


def table(text: str) -> pa.Table:
    """Text rows as receive gives them: cells between bars, the header first, row 2 below it."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    columns = {name: pa.array([line[at] for line in lines], pa.string()) for at, name in enumerate(header)}
    return pa.table({"row": pa.array(range(2, len(lines) + 2), pa.int32()), **columns})


def declared(record: dict[str, Any], name: RecordName = "identification", **source: Any) -> Source:
    """A source of one kind of record; what a test does not speak of is left out."""
    said = {"name": "house", "holder": "Made-up house", "kind": "shelter", "agreement": {"legal_basis": "consent"}}
    identity = "id" if record.get("id") else "none"
    return Source.model_validate({**said, "identity": identity, "record": {name: record}, **source})


def done(
    record: dict[str, Any], text: str, name: RecordName = "identification", chunk: int = 1000, **source: Any
) -> Done:
    """A small table conformed, in chunks of so many rows."""
    rows = table(text)
    written: list[pa.Table] = []
    headers = [header for header in rows.column_names if header != "row"]
    outcome, reasons = conform(
        declared(record, name, **source), name, headers, _chunks(rows, chunk), CONTEXT, written.append
    )
    assert outcome.counts.balances
    return Done(outcome, [row for part in written for row in part.to_pylist()], reasons, written)


def _chunks(rows: pa.Table, size: int) -> Iterator[pa.Table]:
    for start in range(0, max(rows.num_rows, 1), size):
        yield rows.slice(start, size)


@dataclass(frozen=True)
class Drop:
    """One small delivery of a source."""

    record: dict[str, Any]
    text: str
    name: RecordName = "identification"
    source: str = "house"
    kind: str = "shelter"


def linked(folder: Path, drops: Sequence[Drop], years: tuple[int, int] = (2022, 2024)) -> dict[str, pd.DataFrame]:
    """The linked tables of small deliveries, in the order of their arrival."""
    write_empty(folder / "empty")
    sources: dict[str, Source] = {}
    found = []
    for sequence, drop in enumerate(drops, 1):
        source = declared(drop.record, drop.name)
        source = source.model_copy(update={"name": drop.source, "kind": drop.kind, "date_order": "iso"})
        sources[drop.source] = source
        made = done(drop.record, drop.text, drop.name)
        path = folder / f"{sequence}.parquet"
        schema = schema_on_disk(drop.name)
        parts = [stamped(part, source, sequence, schema) for part in made.written]
        pa.parquet.write_table(pa.concat_tables(parts), path)
        period = made.outcome.period_from, made.outcome.period_to
        rows = made.outcome.counts.in_scope
        found.append(Delivery(drop.source, sequence, drop.name, source.identity, *period, rows, path))
    target = folder / "linked"
    target.mkdir()
    kept, _ = in_force(found)
    link(kept, folder / "empty", sources, community(years), SQL / "linked", target)
    return {path.stem: pd.read_parquet(path) for path in sorted(target.glob("*.parquet"))}


def community(years: tuple[int, int] = (2022, 2024)) -> Community:
    """The sample community with another calendar."""
    return read_community(CHECKOUT).model_copy(update={"calendar": Calendar(from_year=years[0], to_year=years[1])})

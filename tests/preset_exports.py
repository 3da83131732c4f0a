"""A made-up export as a tool writes it, and what becomes of it under a preset."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.conform import Outcome, conform
from pipelines.conform.edge import with_read
from pipelines.project import PRESETS
from pipelines.receive import read_joined, read_rows
from schemas.source import read_source
from tests.small_tables import CONTEXT

HEAD = 'extends = "{preset}"\nholder = "Made-up house"\n[agreement]\nlegal_basis = "consent"\n'
# One question with one answer, one with several: what every survey of this file asks.
ASKED = """
[record.response.questions.knows]
text = "Knows a number"
header = "{one}"
answers = {{ yes = "Yes, one", no = "No" }}
[record.response.questions.help]
text = "Help"
header = "{several}"
split = "{split}"
answers = {{ legal = "Legal help", clinic = "Doctor or clinic" }}
"""


@dataclass
class Came:
    """What became of one file: its account, and the accepted rows by record."""

    outcomes: dict[str, Outcome]
    rows: dict[str, list[dict[str, Any]]]

    def values(self, field: str, record: str = "response") -> list[Any]:
        """The values of a field in the rows that count."""
        return [row[field] for row in self.rows[record] if row["status"] == "in_scope"]

    def counts(self, record: str = "response") -> tuple[int, int, int, int]:
        """Read, in scope, out of scope and held back; the equation holds."""
        found = self.outcomes[record].counts
        assert found.balances
        return found.read - found.blank, found.in_scope, found.out_of_scope, found.held_back


def came(tmp_path: Path, preset: str, path: Path, more: str = "", head: str = HEAD) -> Came:
    """A file, or a folder of tables, read and conformed as a source that extends the preset."""
    folder = tmp_path / f"source_of_{preset}"
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(head.format(preset=preset) + more, encoding="utf-8")
    source = read_source(folder, PRESETS)
    outcomes, rows = {}, {}
    for name, record in source.record.items():
        reader = read_joined(path, record, source.file) if path.is_dir() else read_rows(path, source.file)
        written: list[pa.Table] = []
        outcome, _ = conform(source, name, reader.headers, reader.chunks(), CONTEXT, written.append)
        outcomes[name] = with_read(outcome, reader.counts, [found for _, found in reader.rejected], ())
        rows[name] = [row for part in written for row in part.to_pylist()]
    return Came(outcomes, rows)


def export(path: Path, lines: Sequence[Sequence[str]], delimiter: str = ",", *, bom: bool = False) -> Path:
    """A CSV as the tools write it: a byte order mark where asked for, every field in quotes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(lines)
    return path

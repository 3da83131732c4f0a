"""What a published folder or a built site says, read as it lies there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc

from schemas.problems import ReleaseStopped, problem

NUMBERS = ("count", "at_least", "at_most")
# A release of this kind is tied to no earlier one: late reports, corrections and withdrawals are in it.
REBASE = ("rebase", "re-base")


@dataclass(frozen=True)
class Rule:
    """What a release promises: a number that may be below `smallest` may be 0 and may be `several` or more."""

    profile: str
    smallest: int
    steps: tuple[int, ...]
    several: int
    shows_zeros: bool
    release: str
    is_rebase: bool


@dataclass(frozen=True)
class Table:
    """One table of counts: its declaration in release.json, and its cells."""

    said: dict[str, Any]
    cells: pa.Table

    @property
    def name(self) -> str:
        """The name of the table, which is that of its files."""
        return str(self.said["name"])

    @property
    def dimensions(self) -> tuple[dict[str, Any], ...]:
        """Name and kind of each dimension, and how its values add up."""
        return tuple(self.said["structure"])

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The values of every cell, in the order of the dimensions."""
        return list(zip(*(self.texts(dimension["name"]) for dimension in self.dimensions), strict=True))

    def texts(self, name: str) -> list[str]:
        """One column of words."""
        found: list[str] = self.cells[name].to_pylist()
        return found

    def numbers(self, name: str) -> list[int | None]:
        """One column of numbers, None where nothing is told."""
        found: list[int | None] = self.cells[name].to_pylist()
        return found


@dataclass(frozen=True)
class Folder:
    """Where the published files lie: as `publish` writes them, or below data/ in a site."""

    root: Path

    @classmethod
    def find(cls, site: Path) -> "Folder":
        """The folder with release.json, here or in data/."""
        return cls(site / "data" if (site / "data" / "release.json").exists() else site)

    def name(self, path: Path) -> str:
        """The file as the reader of a message finds it."""
        return path.relative_to(self.root).as_posix()

    @property
    def proof(self) -> Path:
        """The folder of the certificate."""
        return self.root / "proof"

    def table(self, name: str, ending: str) -> Path:
        """One file of a table."""
        below = self.root / "tables" / f"{name}.{ending}"
        return below if below.exists() else self.root / f"{name}.{ending}"

    def release(self) -> dict[str, Any]:
        """The content of release.json."""
        path = self.root / "release.json"
        with self.reading(path):
            said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return said

    def rule(self, release: dict[str, Any]) -> "Rule":
        """The rule that the release says it keeps."""
        with self.reading(self.root / "release.json"):
            policy = release["policy"]
            return Rule(
                profile=str(release["profile"]),
                smallest=int(policy["smallest_shown"]),
                steps=tuple(int(step) for step in policy["steps"]),
                several=int(policy["least_values"]) - 1,
                shows_zeros=policy["zeros"] == "shown",
                release=str(release["release"]["id"]),
                is_rebase=str(release["release"]["kind"]) in REBASE,
            )

    def tables(self, release: dict[str, Any]) -> tuple[Table, ...]:
        """The tables of counts; one that only says yes or no has no numbers to check."""
        with self.reading(self.root / "release.json"):
            counted = [said for said in release["tables"] if "count" in {column["name"] for column in said["columns"]}]
        return tuple(self._table(said) for said in counted)

    def _table(self, said: dict[str, Any]) -> Table:
        with self.reading(self.root / "release.json"):
            texts = [str(dimension["name"]) for dimension in said["structure"]]
            path = self.table(said["name"], "csv")
        types = {**dict.fromkeys((*texts, "status"), pa.string()), **dict.fromkeys(NUMBERS, pa.int64())}
        cells = self.lines(path, types)
        return Table(said, cells)

    def lines(self, path: Path, types: dict[str, pa.DataType]) -> pa.Table:
        """A file of comma-separated values that has these columns at least."""
        with self.reading(path):
            lines = pc.read_csv(path, convert_options=pc.ConvertOptions(column_types=types))
            missing = set(types) - set(lines.column_names)
            if missing:
                raise KeyError(min(missing))
            return lines

    @contextmanager
    def reading(self, path: Path) -> Iterator[None]:
        """Whatever is wrong with a file is said of the file."""
        try:
            yield
        except (OSError, ValueError, KeyError, TypeError, AttributeError, pa.ArrowException) as error:
            kind = "is missing" if isinstance(error, FileNotFoundError) else "is not in the form that it should have"
            raise ReleaseStopped(problem("TIP-E540", file=self.name(path), what=kind)) from error

"""A built site as an outsider finds it: its files, what it says of itself, and the numbers that it registers."""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

RELEASE = "data/release.json"
PLACES = "data/places.csv"
FACTS = "data/proof/facts.csv"
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
PLACE_COLUMNS = ("page", "figure", "part", "text", "table", "column", "fact")


class Unreadable(Exception):
    """A file that is not what its name says; the message says why, and holds nothing from it."""


# What reading raises where a file has another form than it should.
MALFORMED = (Unreadable, AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True)
class Built:
    """The folder of a site. Nothing of it is trusted: every file is read by readers of its own."""

    root: Path

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every file and every link, by its path below the site."""
        found = (path for path in self.root.rglob("*") if path.is_symlink() or not path.is_dir())
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in found))

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """Every folder below the site."""
        found = (path for path in self.root.rglob("*") if path.is_dir() and not path.is_symlink())
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in found))

    def has(self, name: str) -> bool:
        """Whether the file is there, and is no link to another place."""
        return name in self.names and not (self.root / name).is_symlink()

    def content(self, name: str) -> bytes:
        """The bytes of a file."""
        return (self.root / name).read_bytes()

    def text(self, name: str) -> str:
        """The text of a file.

        Raises:
            Unreadable: It is no text.
        """
        try:
            text = self.content(name).decode("utf-8")
        except UnicodeDecodeError:
            raise Unreadable("it is no text in UTF-8") from None
        if NO_TEXT.search(text):
            raise Unreadable("it holds bytes that are no text")
        return text

    def rows(self, name: str) -> list[dict[str, str]]:
        """The lines of a CSV file by the names of its columns; empty where there is no such file.

        Raises:
            Unreadable: It is no text, or a line has more or fewer cells than there are columns.
        """
        if not self.has(name):
            return []
        lines = list(csv.reader(io.StringIO(self.text(name), newline="")))
        head = lines[0] if lines else []
        if any(len(line) != len(head) for line in lines):
            raise Unreadable("its lines are of different lengths")
        return [dict(zip(head, line, strict=True)) for line in lines[1:]]

    @cached_property
    def release(self) -> Mapping[str, Any]:
        """What release.json says; empty where it cannot be read."""
        try:
            told = read_json(self.text(RELEASE)) if self.has(RELEASE) else {}
        except Unreadable:
            return {}
        return told if isinstance(told, dict) else {}

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, Any]]:
        """What release.json says of each table."""
        listed = self.release.get("tables", [])
        return {str(entry["name"]): entry for entry in listed if isinstance(entry, dict) and "name" in entry}

    @cached_property
    def places(self) -> list[dict[str, str]]:
        """Every number that the site registers; none where the file cannot be read."""
        try:
            rows = self.rows(PLACES)
        except Unreadable:
            return []
        return rows if not rows or set(PLACE_COLUMNS) <= set(rows[0]) else []


def read_json(text: str) -> Any:
    """JSON as it is meant: no key twice, of which readers would see one only, and no NaN.

    Raises:
        Unreadable: It is no such JSON.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise Unreadable("it has a key twice")
        return dict(pairs)

    def never(name: str) -> float:
        raise Unreadable(f"it holds {name}")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=never)
    except json.JSONDecodeError:
        raise Unreadable("it is no JSON") from None

"""What a field and a record type are.

One declaration per field: the pandera schema, the mapping of a source and the data dictionary are made from it.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "id",
    "token",
    "text",
    "date",
    "period",
    "integer",
    "number",
    "word",
    "words",
    "countries",
    "area",
    "answers",
    "consent",
]

LIST_KINDS = ("word", "words")


@dataclass(frozen=True)
class Field:
    """One column of a record.

    `kind` says how text becomes a value; `list` names the closed list of a word; `low` and `high` bound a number.
    Fields that are only `read` help to derive another one and are not kept. A number that its holder `may_hide` has a
    second column, named by most_of: the most that it can be.
    """

    name: str
    kind: Kind
    means: str
    list: str = ""
    low: float | None = None
    high: float | None = None
    required: bool = False
    kept: bool = True
    may_hide: bool = False


def most_of(name: str) -> str:
    """The column that says how large a hidden number can be."""
    return f"{name}_most"


@dataclass(frozen=True)
class RecordType:
    """One kind of record: its IC-TIP unit, what one row is, and its fields in their public order."""

    name: str
    unit: str
    means: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of that name; a KeyError where there is none."""
        return {field.name: field for field in self.fields}[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all fields, kept or only read."""
        return tuple(field.name for field in self.fields)

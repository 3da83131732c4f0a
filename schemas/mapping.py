"""Which of a source's columns and words become which of ours: one `Record` per kind of record in its files."""

from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from schemas.declaration import Declared

# Flags are packed into the bits of one 64-bit number.
MOST_FLAGS = 62


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class Join(Declared):
    """One further table of a relational delivery; `on` is a column so far, `to` the column of the new table."""

    table: str
    on: str
    to: str | None = None


class _HasPlace(Protocol):
    header: tuple[str, ...]
    split: tuple[str, ...]
    flags: dict[str, str]


Placed = TypeVar("Placed", bound=_HasPlace)


def _some_place(self: Placed) -> Placed:
    if not self.header and not self.flags:
        raise ValueError("name a `header`, or one `flags` column per value")
    if len(set(self.flags.values())) > MOST_FLAGS:
        raise ValueError(f"at most {MOST_FLAGS} values can have a column of their own")
    if "" in self.split:
        raise ValueError("a separator in `split` cannot be empty")
    return self


class Column(Declared):
    """Where a field comes from: one column, or one column per value (`flags`), or both."""

    header: Texts = ()
    split: Texts = ()
    flags: dict[str, str] = {}
    yes: Texts = ("1", "yes", "true", "y", "x", "t", "si", "sí")
    trust: Literal["flags", "column"] = "flags"
    optional: bool = False

    _place = model_validator(mode="after")(_some_place)


def _as_column(value: object) -> object:
    return {"header": value} if isinstance(value, str | list) else value


class Question(Declared):
    """One closed question of a survey; `answers` maps their word to the label that is published."""

    text: str
    answers: dict[str, str]
    header: Texts = ()
    split: Texts = ()
    flags: dict[str, str] = {}
    yes: Texts = ("1", "yes", "true", "y", "x", "t")

    _place = model_validator(mode="after")(_some_place)


class Filter(Declared):
    """Rows whose cell is exactly one of these texts; there is no way to search for a part of a text."""

    column: str
    isin: Texts = Field(alias="is")


class Record(Declared):
    """One kind of record that the source's files hold."""

    id: Texts = ()
    table: str | None = None
    join: tuple[Join, ...] = ()
    columns: dict[str, Annotated[Column, BeforeValidator(_as_column)]] = {}
    fixed: dict[str, str] = {}
    scheme: Texts = ("generic",)
    words: dict[str, dict[str, str]] = {}
    missing: dict[str, str] = {}
    filter: tuple[Filter, ...] = ()
    questions: dict[str, Question] = {}
    totals: dict[str, Texts] = {}

    @property
    def identity(self) -> Literal["id", "none"]:
        """`id`: a row that comes again replaces the old one. `none`: every row is another person or event."""
        return "id" if self.id else "none"

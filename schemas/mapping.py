"""Which of a source's columns and words become which of ours: one `Record` per kind of record in its files."""

from collections import Counter
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import BeforeValidator, Field, field_validator, model_validator

from schemas.declaration import Declared
from schemas.words import fold

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


def _from_least_to_most(hidden: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    for text, (least, most) in hidden.items():
        if not fold(text) or not 0 <= least <= most:
            raise ValueError(f'"{text}": write the least and the most that it stands for, such as [1, 4]')
    return hidden


class Column(Declared):
    """Where a field comes from: one column, or one column per value (`flags`), or both.

    `hidden`: texts that stand for a count which its holder has hidden itself, each with the least and the most that
    it can be, such as "<5" = [1, 4].
    """

    header: Texts = ()
    split: Texts = ()
    flags: dict[str, str] = {}
    yes: Texts = ("1", "yes", "true", "y", "x", "t", "si", "sí")
    trust: Literal["flags", "column"] = "flags"
    optional: bool = False
    hidden: dict[str, tuple[int, int]] = {}

    _place = model_validator(mode="after")(_some_place)
    _ranges = field_validator("hidden")(_from_least_to_most)


def _as_column(value: object) -> object:
    return {"header": value} if isinstance(value, str | list) else value


class QuestionTranslation(Declared):
    """A question and its published labels in another language."""

    text: str
    answers: dict[str, str]


class Question(Declared):
    """One closed question of a survey; `answers` maps their word to the label that is published."""

    text: str
    answers: dict[str, str]
    translations: dict[str, QuestionTranslation] = {}
    header: Texts = ()
    split: Texts = ()
    flags: dict[str, str] = {}
    yes: Texts = ("1", "yes", "true", "y", "x", "t")
    optional: bool = False

    _place = model_validator(mode="after")(_some_place)

    @property
    def known(self) -> dict[str, str]:
        """Folded text to answer: their word, and the label where no other answer has it; tools export either."""
        labels = Counter(fold(label) for label in self.answers.values())
        own = {fold(label): answer for answer, label in self.answers.items() if labels[fold(label)] == 1}
        return own | {fold(answer): answer for answer in self.answers}


class Filter(Declared):
    """Rows whose cell is exactly one of these texts; there is no way to search for a part of a text.

    A file without an `optional` column is read as if nothing had been said about it.
    """

    column: str
    isin: Texts = Field(alias="is")
    optional: bool = False


def _not_empty(marks: tuple[str, ...]) -> tuple[str, ...]:
    if "" in marks:
        raise ValueError("a mark cannot be empty")
    return marks


class Record(Declared):
    """One kind of record that the source's files hold.

    `spellings`: other headers under which a declared column may stand. `held_unless`: rows that do not fit every one
    of these wait at the source. `option_marks`: what stands between a question and one of its answers in the header
    of a yes/no column.
    `width` says of a column of numbers how many digits each has, so that lost zeros are found.
    """

    id: Texts = ()
    table: str | None = None
    join: tuple[Join, ...] = ()
    columns: dict[str, Annotated[Column, BeforeValidator(_as_column)]] = {}
    fixed: dict[str, str] = {}
    scheme: Texts = ("generic",)
    words: dict[str, dict[str, str]] = {}
    missing: dict[str, str] = {}
    filter: tuple[Filter, ...] = ()
    held_unless: tuple[Filter, ...] = ()
    spellings: dict[str, Texts] = {}
    option_marks: Texts = ()
    questions: dict[str, Question] = {}
    totals: dict[str, Texts] = {}
    width: dict[str, Annotated[int, Field(ge=2, le=64)]] = {}

    _marks = field_validator("option_marks")(_not_empty)

    def spelled(self, *names: str) -> tuple[str, ...]:
        """The names, each with the other headers under which its column may stand."""
        return tuple(dict.fromkeys(text for name in names for text in (name, *self.spellings.get(name, ()))))

    @property
    def identity(self) -> Literal["id", "none"]:
        """`id`: a row that comes again replaces the old one. `none`: every row is another person or event."""
        return "id" if self.id else "none"

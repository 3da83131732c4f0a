"""What sources/<name>/source.toml may say: who holds the data, what a row is, which of their words is which of ours."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from schemas.declaration import Declared, declare, mistake, read_toml
from schemas.fields import LIST_KINDS
from schemas.problems import DeclarationMistake, Problem
from schemas.records import record_types
from schemas.words import MISSING, SCHEMES, word_list

RecordName = Literal["identification", "incident", "suspect", "response", "tally"]
SourceKind = Literal["police", "shelter", "legal_aid", "hotline", "health", "government", "ngo", "survey", "research"]


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class FileFormat(Declared):
    """How the holder's files are written; nothing about it is guessed."""

    encoding: Literal["utf-8", "utf-16", "cp1252", "mac-roman"] = "utf-8"
    delimiter: Literal[",", ";", "\t", "|"] = ","
    sheet: str | None = None
    skip_rows: int = Field(default=0, ge=0)
    header_rows: int = Field(default=1, ge=1, le=5)
    header: Literal["first", "last", "joined"] = "last"
    footer: Texts = ()
    skip_where: dict[str, Texts] = {}
    max_lines_in_cell: int = Field(default=50, ge=1)


class Join(Declared):
    """One further table of a relational delivery; `on` is a column so far, `to` the column of the new table."""

    table: str
    on: str
    to: str | None = None


class Column(Declared):
    """Where a field comes from: one column, or one column per value (`flags`), or both."""

    header: Texts = ()
    split: Texts = ()
    flags: dict[str, str] = {}
    yes: Texts = ("1", "yes", "true", "y", "x", "t", "si", "sí")
    trust: Literal["flags", "column"] = "flags"
    optional: bool = False

    @model_validator(mode="after")
    def _some_place(self) -> "Column":
        if not self.header and not self.flags:
            raise ValueError("name a `header`, or one `flags` column per value")
        return self


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


class Agreement(Declared):
    """On what terms the data are held."""

    legal_basis: str
    consent: str = "not needed for this legal basis"
    keep_months: int | None = Field(default=None, ge=1)


class Source(Declared):
    """One providing organisation."""

    name: str = ""
    extends: str | None = None
    holder: str
    kind: SourceKind
    contact: str = ""
    date_order: Literal["iso", "dmy", "mdy"] = "iso"
    time_zone: str | None = None
    caveats: Texts = ()
    identity: Literal["id", "none"]
    agreement: Agreement
    file: FileFormat = FileFormat()
    record: dict[RecordName, Record] = Field(min_length=1)


def read_source(folder: Path, presets: Path) -> Source:
    """The declaration of one source, its preset merged in; a DeclarationMistake names every mistake in it."""
    path = folder / "source.toml"
    content = read_toml(path)
    extends = content.get("extends")
    if isinstance(extends, str):
        preset = presets / f"{extends}.toml"
        if not preset.exists():
            known = ", ".join(sorted(file.stem for file in presets.glob("*.toml")))
            raise DeclarationMistake(mistake(path, ("extends",), f"extends: no preset of that name; there are {known}"))
        content = _merged(read_toml(preset), content)
    source = declare(Source, {**content, "name": folder.name}, path)
    problems = [found for name, record in source.record.items() for found in _check(path, source, name, record)]
    if problems:
        raise DeclarationMistake(*problems)
    return source


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`over` on `base`: tables are merged, everything else is replaced."""
    result = dict(base)
    for key, value in over.items():
        below = base.get(key)
        result[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return result


def _check(path: Path, source: Source, name: str, record: Record) -> list[Problem]:
    """What pydantic cannot see: fields and words that do not exist, an identity contract that is not kept."""
    at = ("record", name)
    found = _check_fields(path, name, record) + _check_words(path, name, record)
    if source.identity != record.identity:
        what = f'identity = "{source.identity}" but the record has {len(record.id)} id column(s)'
        found.append(mistake(path, (*at, "id"), what))
    for scheme in record.scheme:
        if scheme not in SCHEMES:
            found.append(mistake(path, (*at, "scheme"), f"scheme {scheme}: allowed: {', '.join(SCHEMES)}"))
    for text, word in record.missing.items():
        if word not in MISSING:
            found.append(mistake(path, (*at, "missing", text), f"{word}: allowed: {', '.join(MISSING)}"))
    if name == "response" and not record.questions:
        found.append(mistake(path, at, "a survey needs at least one [record.response.questions.<name>]"))
    return found


def _check_fields(path: Path, name: str, record: Record) -> list[Problem]:
    """Every field that is mapped must exist, and words need a column that they are the words of."""
    names = record_types()[name].names
    at = ("record", name)
    found = [
        mistake(path, (*at, place, field), f"{field}: no field of {name}; allowed: {', '.join(names)}")
        for place in ("columns", "fixed", "words")
        for field in getattr(record, place)
        if field not in names
    ]
    mapped = {*record.columns, *record.fixed}
    found += [
        mistake(path, (*at, "words", field), f"{field}: words are mapped but no column is")
        for field in record.words
        if field in names and field not in mapped
    ]
    return found


def _check_words(path: Path, name: str, record: Record) -> list[Problem]:
    """Every word that is mapped to must be in the closed list of its field."""
    found = []
    kind = record_types()[name]
    for field in kind.fields:
        if field.kind not in LIST_KINDS:
            continue
        allowed = word_list(field.list).allowed
        column = record.columns.get(field.name)
        mapped = {**record.words.get(field.name, {}), **(column.flags if column else {})}
        for text, word in mapped.items():
            if word not in allowed:
                place = "words" if text in record.words.get(field.name, {}) else "columns"
                keys = ("record", name, place, field.name, text)
                found.append(
                    mistake(
                        path,
                        keys,
                        f'{field.name}: "{word}" is no word of the list; allowed: {", ".join(allowed)}',
                    )
                )
    return found

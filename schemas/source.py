"""What sources/<name>/source.toml may say: who holds the data, how the files are written, what a row is."""

from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, field_validator, model_validator

from schemas.declaration import Declared, declare, mistake, read_toml, undecided
from schemas.labels import phrase
from schemas.mapping import Column, Filter, Join, Question, Record, Texts
from schemas.problems import DeclarationMistake, Problem
from schemas.records import record_types
from schemas.source_rules import check_record, without_mistakes

__all__ = [
    "Agreement",
    "Column",
    "FileFormat",
    "Filter",
    "Join",
    "Question",
    "Record",
    "RecordName",
    "Source",
    "read_source",
]


def _is_record(name: str) -> str:
    if name not in record_types():
        raise ValueError(f"no such record; there are {', '.join(record_types())}")
    return name


# The folder schemas/records is the registry of the names.
RecordName = Annotated[str, AfterValidator(_is_record)]
Rhythm = Literal["month", "quarter", "year"]
SourceKind = Literal["police", "shelter", "legal_aid", "hotline", "health", "government", "ngo", "survey", "research"]


class FileFormat(Declared):
    """How the holder's files are written; nothing about it is guessed. A file above `largest_mb` is not read."""

    encoding: Literal["utf-8", "utf-16", "cp1252", "mac-roman"] = "utf-8"
    delimiter: Literal[",", ";", "\t", "|"] = ","
    sheet: str | None = None
    skip_rows: int = Field(default=0, ge=0)
    comment: str = ""
    header_rows: int = Field(default=1, ge=1, le=5)
    header: Literal["first", "last", "joined"] = "last"
    footer: Texts = ()
    skip_where: dict[str, Texts] = {}
    max_lines_in_cell: int = Field(default=50, ge=1)
    drop: Texts = ()
    largest_mb: int = Field(default=1000, ge=1)


class Agreement(Declared):
    """On what terms the data are held."""

    legal_basis: str
    consent: str = "not needed for this legal basis"
    keep_months: int | None = Field(default=None, ge=1)
    accept_from: float | None = Field(default=None, gt=0, le=1)


class SourceTranslation(Declared):
    """What a source says to readers in another language, in the order of the English caveats."""

    caveats: Texts = ()


class Source(Declared):
    """One providing organisation. `rhythm`: for every month, quarter or year it hands something in."""

    name: str = ""
    extends: str | None = None
    holder: str
    kind: SourceKind
    contact: str = ""
    date_order: Literal["iso", "dmy", "mdy"] = "iso"
    time_zone: str | None = None
    caveats: Texts = ()
    translations: dict[str, SourceTranslation] = {}
    rhythm: Rhythm | None = None
    identity: Literal["id", "none"]
    agreement: Agreement
    file: FileFormat = FileFormat()
    record: dict[RecordName, Record] = Field(min_length=1)

    def hides(self, language: str = "en") -> str:
        """What readers must know of counts that the organisation has hidden itself; empty where it hides none."""
        columns = (column for record in self.record.values() for column in record.columns.values())
        ranges = dict.fromkeys(pair for column in columns for pair in column.hidden.items())
        one = phrase("stands_for", language)
        said = [one.format(text=text, least=least, most=most) for text, (least, most) in ranges]
        return phrase("hides", language).format(ranges=phrase("and", language).join(said)) if said else ""

    @field_validator("time_zone")
    @classmethod
    def _is_zone(cls, name: str | None) -> str | None:
        try:  # listing all zones that there are takes longer than everything else about a declaration
            return name if name is None else ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("no such time zone; write it as America/Chicago") from None

    @model_validator(mode="after")
    def _all_from_tables(self) -> "Source":
        if len({record.table is None for record in self.record.values()}) > 1:
            raise ValueError("every record, or none, comes from a `table` of a folder")
        return self


def read_source(folder: Path, presets: Path) -> Source:
    """The declaration of one source, its preset merged in; a DeclarationMistake names every mistake in it."""
    path = folder / "source.toml"
    content = read_toml(path)
    if waiting := undecided(path, content):
        raise DeclarationMistake(*waiting)
    extends = content.get("extends")
    if isinstance(extends, str):
        preset = presets / f"{extends}.toml"
        if not preset.exists():
            known = ", ".join(sorted(file.stem for file in presets.glob("*.toml")))
            raise DeclarationMistake(mistake(path, ("extends",), f"extends: no preset of that name; there are {known}"))
        content = _merged(read_toml(preset), content)
    whole = {**content, "name": folder.name}
    problems = [found for name, record in _records(content) for found in _check(path, content, name, record)]
    try:
        source = declare(Source, whole, path)
    except DeclarationMistake as mistakes:
        raise DeclarationMistake(*mistakes.problems, *problems) from None
    if problems:
        raise DeclarationMistake(*problems)
    return source


def _records(content: dict[str, Any]) -> list[tuple[str, Any]]:
    """The records that are declared under a name that exists."""
    records = content.get("record")
    return [pair for pair in records.items() if pair[0] in record_types()] if isinstance(records, dict) else []


def _check(path: Path, content: dict[str, Any], name: str, declared: Any) -> list[Problem]:
    record = without_mistakes(Record, declared) if isinstance(declared, dict) else None
    return check_record(path, name, record, content.get("identity")) if record else []


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`over` on `base`: tables are merged, everything else is replaced."""
    result = dict(base)
    for key, value in over.items():
        below = base.get(key)
        result[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return result

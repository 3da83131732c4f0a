"""What is read from which column, worked out once per file from the declaration and the headers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from pipelines.conform.cells import Place, date_parser, integer_parser, number_parser, period_parser
from pipelines.conform.context import Context, fixed_texts, unknown_areas
from pipelines.conform.headers import FileHeaders
from pipelines.conform.several import Flags
from pipelines.conform.texts import Parse, Reader
from pipelines.conform.words import area_parser, country_parser, word_parser, yes_no_parser
from schemas.fields import Field, RecordType
from schemas.problems import FileStopped
from schemas.records import record_types
from schemas.source import Column, Question, Record, RecordName, Source
from schemas.words import fold, missing_texts, word_list

__all__ = ["WORD", "Context", "Plan", "Reading", "make_plan"]

WORD = pa.dictionary(pa.int32(), pa.string())


@dataclass
class Reading:
    """Where one field, or one question of a survey, comes from, and how its texts are read."""

    field: Field
    header: str | None
    reader: Reader | None
    flags: Flags | None = None
    trust: str = "flags"
    declared: tuple[str, ...] = ()
    split: tuple[str, ...] = ()


@dataclass
class Plan:
    """Everything needed to conform the chunks of one file for one record type."""

    source: Source
    kind: RecordType
    record: Record
    readings: list[Reading]
    questions: list[tuple[str, Reading]] = field(default_factory=list)
    filters: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    totals: list[tuple[str, frozenset[str]]] = field(default_factory=list)


def make_plan(source: Source, name: RecordName, headers: Sequence[str], context: Context) -> Plan:
    """The plan for a file with these headers; FileStopped with every column that is missing."""
    record, kind = source.record[name], record_types()[name]
    find = FileHeaders(headers)
    missing = _missing_words(record)
    readings = [
        _reading(source, kind.field(field), column, record, missing, context, find)
        for field, column in record.columns.items()
    ]
    questions = [(key, _question(question, missing, find)) for key, question in record.questions.items()]
    filters = [(find(fil.column), frozenset(fold(text) for text in fil.isin)) for fil in record.filter]
    totals = [(find(column), frozenset(fold(text) for text in texts)) for column, texts in record.totals.items()]
    ids = [find(column) for column in record.id]
    if problems := [*find.problems, *unknown_areas(kind, record, context)]:
        raise FileStopped(*problems)
    return Plan(
        source=source,
        kind=kind,
        record=record.model_copy(
            update={"id": tuple(str(header) for header in ids), "fixed": fixed_texts(kind, record, context)}
        ),
        readings=[reading for reading in readings if reading.header or reading.flags],
        questions=questions,
        filters=[(str(header), texts) for header, texts in filters],
        totals=[(str(header), texts) for header, texts in totals],
    )


def _missing_words(record: Record) -> dict[str, str]:
    return {**missing_texts(), **_own_missing(record)}


def _own_missing(record: Record) -> dict[str, str]:
    return {fold(text): word for text, word in record.missing.items()}


def _reading(
    source: Source,
    field: Field,
    column: Column,
    record: Record,
    missing: Mapping[str, str],
    context: Context,
    find: FileHeaders,
) -> Reading:
    header = find(*column.header, optional=column.optional) if column.header else None
    flags = {found: word for name, word in column.flags.items() if (found := find(name, optional=column.optional))}
    place = Place(header or ", ".join(list(flags)[:1]))
    own = {fold(text): word for text, word in record.words.get(field.name, {}).items()}
    parse = _parser(source, field, column, record, own, missing, context, place)
    return Reading(
        field=field,
        header=header,
        reader=Reader(parse) if parse and header else None,
        flags=Flags(flags, column.yes, frozenset(missing)) if flags else None,
        trust=column.trust,
        declared=tuple(own),
        split=column.split or (";",) if field.kind in ("words", "countries") else (),
    )


def _parser(
    source: Source,
    field: Field,
    column: Column,
    record: Record,
    own: dict[str, str],
    missing: Mapping[str, str],
    context: Context,
    place: Place,
) -> Parse | None:
    """The parser of a field's kind; None for ids, tokens and plain text, which are read as whole columns."""
    crosswalk: dict[str, str] = {}
    if field.list and field.kind != "countries":
        for scheme in record.scheme:
            crosswalk |= word_list(field.list).crosswalk(scheme)
    said = {**_own_missing(record), **own}  # what the source itself declares goes before every scheme
    known = {**missing, **crosswalk, **said}
    blank = frozenset(missing)
    # -99 may be a count; only a source can say that it is none.
    no_number = frozenset(text for text in missing if text in said or not text.lstrip("-").isdecimal())
    areas = context.area_names
    makers: dict[str, Callable[[], Parse]] = {
        "date": lambda: date_parser(place, source.date_order, source.time_zone, blank),
        "integer": lambda: integer_parser(place, no_number),
        "number": lambda: number_parser(place, no_number),
        "period": lambda: period_parser(place),
        "word": lambda: word_parser(place, known, _expected(field, record), ()),
        "words": lambda: word_parser(place, known, _expected(field, record), column.split or (";",)),
        "countries": lambda: country_parser(place, missing, said, context.country, column.split or (";",)),
        "area": lambda: area_parser(
            place, {**areas, **{text: areas.get(fold(word), word) for text, word in own.items()}}, blank
        ),
        "consent": lambda: yes_no_parser(place, column.yes),
    }
    return makers[field.kind]() if field.kind in makers else None


def _expected(field: Field, record: Record) -> tuple[str, ...]:
    """What a provider is told is allowed: their own words, and one spelling of each word of the declared schemes."""
    words = word_list(field.list).words.values()
    spelled = (word.texts[scheme][0] for scheme in record.scheme for word in words if word.texts.get(scheme))
    return tuple(dict.fromkeys((*record.words.get(field.name, {}), *spelled))) or tuple(word.name for word in words)


def _question(question: Question, missing: Mapping[str, str], find: FileHeaders) -> Reading:
    header = find(*question.header) if question.header else None
    flags = {found: answer for name, answer in question.flags.items() if (found := find(name))}
    known = {**missing, **{fold(answer): answer for answer in question.answers}}
    parse = word_parser(Place(header or ""), known, tuple(question.answers), question.split)
    return Reading(
        field=Field("answers", "answers", question.text),
        header=header,
        reader=Reader(parse) if header else None,
        flags=Flags(flags, question.yes, frozenset(missing)) if flags else None,
    )

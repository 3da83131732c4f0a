"""What is read from which column, worked out once per file from the declaration and the headers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from pipelines.conform.cells import Place
from pipelines.conform.context import Context, fixed_texts, unknown_areas
from pipelines.conform.headers import FileHeaders
from pipelines.conform.options import option_flags
from pipelines.conform.parsers import known_words, missing_words, own_missing, parser_of
from pipelines.conform.several import Flags
from pipelines.conform.texts import Reader
from pipelines.conform.words import word_parser
from schemas.fields import Field, RecordType
from schemas.problems import FileStopped, Problem
from schemas.records import record_types
from schemas.source import Column, Filter, Question, Record, RecordName, Source
from schemas.words import fold

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
    held_unless: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    totals: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    notes: tuple[Problem, ...] = ()
    on: date | None = None


def make_plan(source: Source, name: RecordName, headers: Sequence[str], context: Context) -> Plan:
    """The plan for a file with these headers; FileStopped with every column that is missing."""
    record, kind = source.record[name], record_types()[name]
    find = FileHeaders(headers, record, name)
    missing = missing_words(record)
    readings = [
        _reading(source, kind.field(field), column, record, missing, context, find)
        for field, column in record.columns.items()
    ]
    questions = [(key, _question(question, record, missing, find)) for key, question in record.questions.items()]
    filters = _filters(record, record.filter, find)
    held_unless = _filters(record, record.held_unless, find)
    totals = [
        (find(*record.spelled(column), is_shared=True), frozenset(fold(text) for text in texts))
        for column, texts in record.totals.items()
    ]
    ids = [find(*record.spelled(column), is_shared=True) for column in record.id]
    width = {str(find(*record.spelled(column), is_shared=True)): digits for column, digits in record.width.items()}
    if problems := [*find.problems, *unknown_areas(kind, record, context)]:
        raise FileStopped(*problems)
    return Plan(
        source=source,
        kind=kind,
        record=record.model_copy(
            update={
                "id": tuple(str(header) for header in ids),
                "fixed": fixed_texts(kind, record, context),
                "width": width,
            }
        ),
        readings=[reading for reading in readings if reading.header or reading.flags],
        questions=[(key, reading) for key, reading in questions if reading.header or reading.flags],
        filters=filters,
        held_unless=held_unless,
        totals=[(str(header), texts) for header, texts in totals],
        notes=tuple(find.notes),
        on=context.on,
    )


def _filters(record: Record, filters: Sequence[Filter], find: FileHeaders) -> list[tuple[str, frozenset[str]]]:
    """Column and folded texts; an optional column that the file does not have is left out."""
    found = [(find(*record.spelled(each.column), optional=each.optional, is_shared=True), each) for each in filters]
    return [(header, frozenset(map(fold, each.isin))) for header, each in found if header]


def _reading(
    source: Source,
    field: Field,
    column: Column,
    record: Record,
    missing: Mapping[str, str],
    context: Context,
    find: FileHeaders,
) -> Reading:
    own = {fold(text): word for text, word in record.words.get(field.name, {}).items()}
    known = known_words(field, record, own, missing)
    named_by = record.spelled(*column.header)
    marks = record.option_marks if field.kind == "words" and not column.flags else ()
    options = option_flags(named_by, marks, find.headers, known, column.yes, frozenset(missing))
    # A cell that joins labels with blanks cannot be parted; the columns beside it say the same.
    header = find(*named_by, optional=column.optional, field=field.name) if named_by and not options else None
    flags = {
        found: word
        for name, word in column.flags.items()
        if (found := find(*record.spelled(name), optional=column.optional, is_flag=True))
    }
    place = Place(header or ", ".join(list(flags)[:1]))
    parse = parser_of(source, field, column, record, own, missing, context, place)
    return Reading(
        field=field,
        header=header,
        reader=Reader(parse) if parse and header else None,
        flags=Flags(flags, column.yes, frozenset(missing)) if flags else options,
        trust=column.trust,
        declared=tuple(own),
        split=column.split or (";",) if field.kind in ("words", "countries") else (),
    )


def _question(question: Question, record: Record, missing: Mapping[str, str], find: FileHeaders) -> Reading:
    known = {**missing, **own_missing(record), **question.known}
    named_by = record.spelled(*question.header)
    marks = record.option_marks if not question.flags else ()
    options = option_flags(named_by, marks, find.headers, known, question.yes, frozenset(missing))
    header = find(*named_by, optional=question.optional) if named_by and not options else None
    flags = {
        found: answer
        for name, answer in question.flags.items()
        if (found := find(*record.spelled(name), optional=question.optional, is_flag=True))
    }
    parse = word_parser(Place(header or ""), known, tuple(question.answers), question.split)
    return Reading(
        field=Field("answers", "answers", question.text),
        header=header,
        reader=Reader(parse) if header else None,
        flags=Flags(flags, question.yes, frozenset(missing)) if flags else options,
    )

"""Which column of a file is read as what, in words: what a person looks at before a file is handed in."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipelines.conform.headers import FileHeaders
from schemas.headers import HeaderIndex, Wanted, wanted
from schemas.labels import Language, field_label
from schemas.records import record_types
from schemas.source import RecordName, Source

_SAYS = {
    "en": {
        "id": "Number of the record",
        "filter": "Which rows count",
        "totals": "Which rows are totals",
        "question": "Question",
        "column": 'column "{header}"',
        "spelling": 'column "{header}", declared as "{name}": another spelling',
        "group": 'column "{header}", declared as "{name}": with or without its group',
        "synonym": 'column "{header}", in place of "{name}": another name for the same',
        "answers": "a yes/no column for each answer",
        "flags": "{count} of {of} yes/no columns",
        "none": "no column",
        "rest": "Columns that are not read: {count}",
    },
    "es": {
        "id": "Número del registro",
        "filter": "Qué filas cuentan",
        "totals": "Qué filas son totales",
        "question": "Pregunta",
        "column": "columna «{header}»",
        "spelling": "columna «{header}», declarada como «{name}»: otra forma de escribirla",
        "group": "columna «{header}», declarada como «{name}»: con su grupo o sin él",
        "synonym": "columna «{header}», en lugar de «{name}»: otro nombre de lo mismo",
        "answers": "una columna de sí o no para cada respuesta",
        "flags": "{count} de {of} columnas de sí o no",
        "none": "ninguna columna",
        "rest": "Columnas que no se leen: {count}",
    },
}


def mapping_lines(source: Source, record: RecordName, headers: Sequence[str], language: Language = "en") -> list[str]:
    """One line for each thing that is read: what it is, and which column of the file it comes from.

    Headers that are read are named; of the others only the number is told, as a header may be somebody's data.
    """
    declared, says = source.record[record], _SAYS[language]
    find, index = FileHeaders(headers, declared, record), HeaderIndex(headers)
    lines = list(_lines(list(wanted(declared)), find, index, record, language))
    answers = sum(any(mark in header for mark in declared.option_marks) for header in headers)
    rest = len(find.headers) - len({use.header for use in find.uses}) - answers
    return [*lines, says["rest"].format(count=rest)] if rest > 0 else lines


def _lines(
    every: list[Wanted], find: FileHeaders, index: HeaderIndex, record: RecordName, language: Language
) -> Iterator[str]:
    says = _SAYS[language]
    for (is_flag, what), group in groupby(every, lambda each: (each.is_flag, each.use.partition(": ")[0])):
        some = list(group)
        title = _title(what, record, language)
        if is_flag:
            count = sum(_found(find, each, index) is not None for each in some)
            yield f"{title}: {says['flags'].format(count=count, of=len(some))}"
            continue
        for each in some:
            before = len(find.uses)
            kind = _found(find, each, index)
            how = find.uses[-1] if len(find.uses) > before else None
            text = says[kind or "none"]
            yield f"{title}: {text.format(header=how.header, name=how.name) if how else text}"


def _found(find: FileHeaders, each: Wanted, index: HeaderIndex) -> str | None:
    """How a declared column was found, as a key of the sentences."""
    if each.marks and index.has_answers(each):
        return "answers"
    shared = each.use in ("id", "filter", "totals")
    header = find(*each.names, optional=each.is_optional, field=each.field, is_flag=each.is_flag, is_shared=shared)
    if header is None:
        return None
    how = find.uses[-1].how
    return "column" if how == "exact" else how


def _title(what: str, record: RecordName, language: Language) -> str:
    kind, says = record_types()[record], _SAYS[language]
    if what in kind.names:
        return field_label(kind.field(what), language)
    if what.startswith("question "):
        return f"{says['question']} {what.removeprefix('question ')}"
    return says.get(what, what)

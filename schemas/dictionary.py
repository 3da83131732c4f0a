"""The data dictionary of the records, read off the record types and the closed lists, so that nothing is said twice."""

import csv
import io
from dataclasses import astuple, dataclass, fields

from schemas.fields import Field, RecordType
from schemas.labels import Language, field_label, field_means, record_label, record_means, word_label, word_means
from schemas.records import record_types
from schemas.words import Word, missing_words, word_list

TEXTS = {
    "en": {
        "title": "Data dictionary",
        "head": "| Field | Kind | Word | Meaning |",
        "record": "record",
        "word": "allowed word",
        "not kept": "Read, not kept.",
        "low": "at least",
        "high": "at most",
        "records": "Kinds of records",
        "words": "Allowed words",
    },
    "es": {
        "title": "Diccionario de datos",
        "head": "| Campo | Tipo | Palabra | Significado |",
        "record": "registro",
        "word": "palabra permitida",
        "not kept": "Se lee, no se guarda.",
        "low": "mínimo",
        "high": "máximo",
        "records": "Tipos de registro",
        "words": "Palabras permitidas",
    },
}


@dataclass(frozen=True)
class Entry:
    """One row: a record type (no field), a field of it (no word), or a word that the field allows."""

    record: str
    field: str
    kind: str
    word: str
    means: str
    label: str


def dictionary(language: Language = "en") -> tuple[Entry, ...]:
    """Every record type with its fields, and every field with its words, in their public order."""
    return tuple(entry for record in record_types().values() for entry in _entries(record, language))


def as_csv(entries: tuple[Entry, ...], language: Language = "en") -> str:  # noqa: ARG001  # as the other forms
    """The entries as they are, one a line; the names of the columns stay the same in every language."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in fields(Entry))
    writer.writerows(astuple(entry) for entry in entries)
    return text.getvalue()


def as_markdown(entries: tuple[Entry, ...], language: Language = "en") -> str:
    """One section per record type, one table in it; words stand below their field."""
    texts = TEXTS[language]
    lines = [f"# {texts['title']}"]
    for entry in entries:
        if entry.field:
            field = "" if entry.word else f"`{entry.field}`"
            word = f"`{entry.word}`" if entry.word else ""
            kind = "" if entry.word else entry.kind
            lines.append(f"| {field} | {kind} | {word} | {entry.means.replace('|', '/')} |")
        else:
            lines += ["", f"## {entry.record}", "", entry.means, "", texts["head"], "| --- | --- | --- | --- |"]
    return "\n".join(lines) + "\n"


def words_of(field: Field) -> tuple[Word, ...]:
    """The words of the field's closed list, and the four ways of having no answer."""
    return (*word_list(field.list).words.values(), *missing_words().words.values()) if field.list else ()


def _entries(record: RecordType, language: Language) -> list[Entry]:
    texts = TEXTS[language]
    name = record.name
    found = [Entry(name, "", texts["record"], "", record_means(record, language), record_label(record, language))]
    for field in record.fields:
        means = field_means(field, language) + ("" if field.kept else f" {texts['not kept']}")
        found.append(Entry(name, field.name, _kind(field, language), "", means, field_label(field, language)))
        for word in words_of(field):
            told = word_means(word, language), word_label(word, language)
            found.append(Entry(name, field.name, texts["word"], word.name, *told))
    return found


def _kind(field: Field, language: Language) -> str:
    texts = TEXTS[language]
    bounds = [
        f"{texts[key]} {bound:g}" for key, bound in (("low", field.low), ("high", field.high)) if bound is not None
    ]
    return ", ".join((field.kind, *bounds))

"""What a mapping must keep beyond its form: fields and words that exist, and an identity contract that is kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schemas.declaration import mistake
from schemas.fields import Field
from schemas.lines import Keys
from schemas.mapping import Question, Record
from schemas.periods import PERIOD
from schemas.problems import Problem
from schemas.records import record_types
from schemas.words import MISSING, SCHEMES, word_list

FIXED_KINDS = ("word", "words", "countries", "period", "area")
SEVERAL_KINDS = ("words", "countries")
Said = tuple[Keys, str]


def check_record(path: Path, name: str, record: Record, identity: object) -> list[Problem]:
    """Every mistake of one record that pydantic cannot see; `identity` is what the source promises."""
    rules = (_identity(record, identity), _fields(name, record), _words(name, record), _questions(name, record))
    return [mistake(path, ("record", name, *keys), what) for rule in rules for keys, what in rule]


def without_mistakes(model: type[Record], content: dict[str, Any]) -> Record | None:
    """What is left of a record once its mistaken keys are taken out, so that the rest can be checked too."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        for detail in error.errors():
            content = _without(content, detail["loc"])
    try:
        return model.model_validate(content)
    except ValidationError:
        return None


def _without(content: Any, keys: tuple[int | str, ...]) -> Any:
    if not isinstance(content, dict) or not keys or keys[0] not in content:
        return content
    inner = content[keys[0]]
    left = {key: value for key, value in content.items() if key != keys[0]}
    if len(keys) > 1 and isinstance(inner, dict) and keys[1] in inner:
        left[str(keys[0])] = _without(inner, keys[1:])
    return left


def _identity(record: Record, identity: object) -> Iterator[Said]:
    if identity in ("id", "none") and identity != record.identity:
        yield ("id",), f'identity = "{identity}" but the record has {len(record.id)} id column(s)'
    for scheme in record.scheme:
        if scheme not in SCHEMES:
            yield ("scheme",), f"scheme {scheme}: allowed: {', '.join(SCHEMES)}"
    for text, word in record.missing.items():
        if word not in MISSING:
            yield ("missing", text), f"{word}: allowed: {', '.join(MISSING)}"


def _fields(name: str, record: Record) -> Iterator[Said]:
    """Every field that is mapped must exist, and words need a column that they are the words of."""
    known = {field.name: field for field in record_types()[name].fields}
    for place in ("columns", "fixed", "words"):
        for field in getattr(record, place):
            if field not in known:
                yield (place, field), f"{field}: no field of {name}; allowed: {', '.join(known)}"
    for field in record.words:
        if field in known and field not in {*record.columns, *record.fixed}:
            yield ("words", field), f"{field}: words are mapped but no column is"
    for field in set(record.columns) & set(record.fixed):
        yield ("fixed", field), f"{field}: comes from a column already"
    for field, column in record.columns.items():
        if column.flags and field in known and known[field].kind not in SEVERAL_KINDS:
            yield ("columns", field, "flags"), f"{field}: flags are for fields that may hold several words"
        if column.hidden and field in known and not known[field].may_hide:
            yield ("columns", field, "hidden"), f"{field}: only counts that somebody else made can be hidden"


def _words(name: str, record: Record) -> Iterator[Said]:
    """Every word that is mapped to must be in the closed list of its field."""
    for field in record_types()[name].fields:
        column = record.columns.get(field.name)
        if field.list:
            for text, word in record.words.get(field.name, {}).items():
                yield from _listed(("words", field.name, text), field, word)
            for text, word in (column.flags if column else {}).items():
                yield from _listed(("columns", field.name, "flags", text), field, word)
        if field.name not in record.fixed:
            continue
        keys, text = ("fixed", field.name), record.fixed[field.name]
        if field.kind not in FIXED_KINDS:
            yield keys, f"{field.name}: only words, areas and periods can be the same for all rows"
        elif field.list:
            yield from _listed(keys, field, text)
        elif field.kind == "period" and not PERIOD.fullmatch(text):
            yield keys, f"{field.name}: write 2024, 2024-Q1 or 2024-03"


def _listed(keys: Keys, field: Field, word: str) -> Iterator[Said]:
    allowed = word_list(field.list).allowed
    if word not in allowed:
        yield keys, f'{field.name}: "{word}" is no word of the list; allowed: {", ".join(allowed)}'


def _questions(name: str, record: Record) -> Iterator[Said]:
    if name == "response" and not record.questions:
        yield (), "a survey needs at least one [record.response.questions.<name>]"
    for key, question in record.questions.items():
        yield from _question(("questions", key), key, question)


def _question(keys: Keys, key: str, question: Question) -> Iterator[Said]:
    """Answers travel as question:answer;question:answer, so their keys hold neither mark."""
    for text in (key, *question.answers):
        if ":" in text or ";" in text:
            place = keys if text == key else (*keys, "answers", text)
            yield place, f'"{text}": a colon or semicolon cannot be part of it'
    for text, answer in question.flags.items():
        if answer not in question.answers and answer not in MISSING:
            allowed = ", ".join(question.answers)
            yield (*keys, "flags", text), f'"{answer}" is no answer of the question; allowed: {allowed}'

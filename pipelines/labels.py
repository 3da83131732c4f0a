"""What each value of a breakdown is called in a release, and what it means, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.count import TableSpec
from pipelines.tables import ANY_ANSWER, TOTAL
from schemas.community import Area, Community
from schemas.labels import phrase
from schemas.source import Source
from schemas.words import Word, list_names, missing_words, word_list

BASE = "en"
# Proper names, which are the same in every language, and lists that a community declares.
DECLARED = ("source", "question", "answer")


@dataclass(frozen=True)
class Named:
    """Whose names they are: the tables, the community with its areas, and its sources."""

    specs: Mapping[str, TableSpec]
    community: Community
    areas: Sequence[Area]
    sources: Mapping[str, Source]


def labels_of(name: str, values: Sequence[str], named: Named, language: str = BASE) -> dict[str, str]:
    """A label for every value of one dimension; in another language than English, for those that have one."""
    known = {TOTAL: phrase("total", language), ANY_ANSWER: phrase("any_answer", language)}
    known |= {word.name: _said(word, "label", language) for word in missing_words().words.values()}
    for spec in named.specs.values():
        known |= _of_table(spec, name, language)
    known |= _of_community(name, named, language)
    for source in named.sources.values() if name in ("question", "answer") else ():
        known |= _of_survey(source, language)
    return {value: label for value in values if (label := known.get(value) or _period(value, language))}


def meanings_of(name: str, values: Sequence[str], named: Named, language: str = BASE) -> dict[str, str]:
    """What the words of one dimension mean, where it has words of a closed list and a meaning in this language."""
    lists = {spec.dimensions[name].list for spec in named.specs.values() if name in spec.dimensions}
    closed = [word_list(found) for found in sorted(lists & set(list_names()))]
    if not closed:
        return {}
    words = {
        word.name: _said(word, "means", language) for one in (*closed, missing_words()) for word in one.words.values()
    }
    return {value: words[value] for value in values if words.get(value)}


def questions_of(source: Source) -> dict[str, Any]:
    """The questions of a survey by their names."""
    return {name: question for record in source.record.values() for name, question in record.questions.items()}


def _of_table(spec: TableSpec, name: str, language: str) -> dict[str, str]:
    dimension = spec.dimensions.get(name)
    if dimension is None:
        return {}
    listed = word_list(dimension.list).words if dimension.list and dimension.list not in DECLARED else {}
    known = {word.name: _said(word, "label", language) for word in listed.values()}
    if language == BASE:
        return known | dimension.values
    own = spec.translations.get(language)
    return known | (own.values.get(name, {}) if own else {})


def _of_community(name: str, named: Named, language: str) -> dict[str, str]:
    if name == "area":
        beside = phrase("unspecified", language)
        known = {area.code: area.name for area in named.areas}
        return known | {f"{area.code}-unspecified": beside.format(area=area.name) for area in named.areas if beside}
    if name == "source":
        return {source: declared.holder for source, declared in named.sources.items()}
    if name == "citizenship_group":
        return {"national": phrase("national", language).format(country=named.community.country)}
    return {}


def _of_survey(source: Source, language: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for name, question in questions_of(source).items():
        said = question if language == BASE else question.translations.get(language)
        if said is not None:
            known[name] = said.text
            known |= {f"{name}:{answer}": label for answer, label in said.answers.items()}
    return known


def _said(word: Word, what: str, language: str) -> str:
    return str(getattr(word, what if language == BASE else f"{what}_{language}", ""))


def _period(value: str, language: str) -> str:
    """2024-Q1 and 2024-03 as they are read aloud; nothing for what is no period, but the value itself in English."""
    year, _, part = value.partition("-")
    is_period = year.isdigit() and len(year) == len("2024")
    if is_period and part == "undated":
        return phrase("undated", language).format(year=year)
    if is_period and part.startswith("Q"):
        return f"{year} {phrase('quarter', language).format(number=part[1:])}" if phrase("quarter", language) else ""
    return value if is_period or language == BASE else ""

"""How the texts of one field are read: the words that its column may hold, and the parser of its kind."""

from collections.abc import Callable, Mapping

from pipelines.conform.cells import Place, count_parser, date_parser, integer_parser, number_parser, period_parser
from pipelines.conform.context import Context
from pipelines.conform.damage import named
from pipelines.conform.texts import Parse
from pipelines.conform.words import area_parser, country_parser, word_parser, yes_no_parser
from schemas.fields import Field
from schemas.source import Column, Record, Source
from schemas.words import fold, missing_texts, word_list


def missing_words(record: Record) -> dict[str, str]:
    """Folded text to missing word: those of every source, and what this one says."""
    return {**missing_texts(), **own_missing(record)}


def own_missing(record: Record) -> dict[str, str]:
    """Folded text to missing word, as far as the source says it itself."""
    return {fold(text): word for text, word in record.missing.items()}


def known_words(field: Field, record: Record, own: dict[str, str], missing: Mapping[str, str]) -> dict[str, str]:
    """Folded text to word; what the source itself declares goes before every scheme."""
    crosswalk: dict[str, str] = {}
    if field.list and field.kind != "countries":
        for scheme in record.scheme:
            crosswalk |= word_list(field.list).crosswalk(scheme)
    return {**missing, **crosswalk, **own_missing(record), **own}


def parser_of(
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
    said = {**own_missing(record), **own}
    known = known_words(field, record, own, missing)
    blank = frozenset(missing)
    # -99 may be a count; only a source can say that it is none.
    no_number = frozenset(text for text in missing if text in said or not text.lstrip("-").isdecimal())
    areas = context.area_names
    hidden = {fold(text): ends for text, ends in column.hidden.items()}
    makers: dict[str, Callable[[], Parse]] = {
        "date": lambda: date_parser(place, source.date_order, source.time_zone, blank),
        "integer": lambda: (
            count_parser(place, no_number, hidden) if field.may_hide else integer_parser(place, no_number)
        ),
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
    codes = {"word": known, "words": known, "area": areas}.get(field.kind, {})
    return named(makers[field.kind](), place, field.kind, codes) if field.kind in makers else None


def _expected(field: Field, record: Record) -> tuple[str, ...]:
    """What a provider is told is allowed: their own words, and one spelling of each word of the declared schemes."""
    words = word_list(field.list).words.values()
    spelled = (word.texts[scheme][0] for scheme in record.scheme for word in words if word.texts.get(scheme))
    return tuple(dict.fromkeys((*record.words.get(field.name, {}), *spelled))) or tuple(word.name for word in words)

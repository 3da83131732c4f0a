"""A score card in words: the same parts for the text and for the page, in either language."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.scorecard.card import Answers, Card, Given
from schemas.labels import Language, field_label, record_label
from schemas.records import record_types

COUNTS = ("answered", "unknown", "refused", "not_applicable", "not_collected")


@dataclass(frozen=True)
class Part:
    """A heading, the sentences below it, and a table where there is one."""

    title: str
    lines: tuple[str, ...]
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def title(card: Card, language: Language) -> str:
    """What the card is, and whose."""
    said = _words(language)
    return f"{said['title']}: {said['for'].format(holder=card.holder, period=card.period)}"


def private(language: Language) -> str:
    """To whom the card belongs."""
    return _words(language)["private"]


def parts(card: Card, language: Language) -> tuple[Part, ...]:
    """Everything that the card tells, in order; thanks stand last and are never left out."""
    return tuple(_parts(card, _words(language), language))


def _parts(card: Card, said: dict[str, str], language: Language) -> Iterator[Part]:
    open_months = [month for month in card.expected if month not in card.received]
    lines = [said[f"coverage_{card.rhythm}"].format(count=len(card.received), whole=len(card.expected))]
    lines = lines if card.expected else [said["coverage_none"]]
    lines += [said["coverage_open"].format(months=", ".join(open_months))] if open_months else []
    yield Part(said["coverage"], tuple(lines))
    if card.answers:
        why = said["completeness_says"].format(pct=_pct(card.asked_pct)), said["completeness_why"]
        head = (said["field"], *(said[name] for name in COUNTS))
        rows = tuple(
            (_name(card, each, language), *(str(getattr(each, name)) for name in COUNTS)) for each in card.answers
        )
        yield Part(said["completeness"], why, head, rows)
    if card.given or card.unusable:
        unusable = (said["unusable_says"].format(count=card.unusable),) if card.unusable else ()
        yield Part(said["validity"], ((_validity(card, said),) if card.given else ()) + unusable)
    if card.answers or card.dated:
        yield Part(said["defaults"], (_defaults(card, said, language),))
    if card.given:
        yield Part(said["timeliness"], tuple(dict.fromkeys(_days(each, said) for each in card.given)))
    if card.repeated:
        yield Part(said["repeated"], tuple(_repeated(card, said, language)))
    thanks = said["thanks_says"].format(count=card.records, period=card.period) if card.records else said["thanks_none"]
    yield Part(said["thanks"], (thanks,) if card.given else (said["nothing"], thanks))


def _validity(card: Card, said: dict[str, str]) -> str:
    usable, filled = sum(each.accepted for each in card.given), sum(each.filled for each in card.given)
    waiting = sum(each.waiting for each in card.given)
    return said["validity_says"].format(count=usable, whole=filled, pct=_pct(card.validity_pct), waiting=waiting)


def _defaults(card: Card, said: dict[str, str], language: Language) -> str:
    same = ", ".join(_name(card, each, language) for each in card.answers if each.same) or said["none"]
    return said["defaults_says"].format(
        pct=_pct(card.defaults_pct), new_year=card.new_years_days, dated=card.dated, same=same
    )


def _days(each: Given, said: dict[str, str]) -> str:
    key = "timeliness_unknown" if each.days is None else "timeliness_says"
    return said[key].format(number=each.number, first=each.period_from, last=each.period_to, days=each.days)


def _repeated(card: Card, said: dict[str, str], language: Language) -> Iterator[str]:
    for each in card.repeated:
        told = each.problem.told_in(language)
        yield said["repeated_says"].format(
            code=told.code,
            column=told.column or said["no_column"],
            says=told.says,
            deliveries=each.deliveries,
            rows=each.rows,
            mend=told.mend,
        )


def _name(card: Card, answers: Answers, language: Language) -> str:
    """The field's label, with the kind of record where there are several; a question has its own name."""
    record = record_types()[answers.record]
    fields = {field.name: field for field in record.fields}
    name = field_label(fields[answers.field], language) if answers.field in fields else answers.field
    several = len({each.record for each in card.answers}) > 1
    return f"{record_label(record, language)}: {name}" if several else name


def _pct(share: int | None) -> str:
    return "-" if share is None else f"{share}%"


@cache
def _words(language: Language) -> dict[str, str]:
    words: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return words[language]

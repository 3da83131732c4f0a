"""How the texts of a column become words: the scheme, what parts several of them, and those that nobody knows yet."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.conform.found import nearest
from pipelines.draft.seen import RARE, Seen
from schemas.fields import Field
from schemas.words import SCHEMES, countries, fold, missing_texts, word_list

SPLITS: tuple[tuple[str, ...], ...] = ((";",), (", ",), (",",), (", ", " & "), ("; ",), ("|",), (" / ",), (" ",))


@dataclass(frozen=True)
class Words:
    """What is known of a column of words. `known` and `unknown` are texts that may be shown; `hidden` counts others."""

    split: tuple[str, ...]
    known: tuple[str, ...]
    unknown: tuple[tuple[str, int, str], ...]
    hidden: int


def schemes_of(columns: Iterable[tuple[Field, Seen]], first: tuple[str, ...] = ("generic",)) -> tuple[str, ...]:
    """The schemes that are needed, those of the preset first: each further one only where it knows more texts."""
    columns = [(field, seen) for field, seen in columns if field.list and field.kind != "countries"]
    chosen = first
    while True:
        better = {scheme: _share((*chosen, scheme), columns) for scheme in SCHEMES if scheme not in chosen}
        best = max(better, key=lambda scheme: better[scheme], default="")
        if not best or better[best] <= _share(chosen, columns):
            return chosen
        chosen = (*chosen, best)


def words_of(field: Field, seen: Seen, schemes: tuple[str, ...], own: Mapping[str, str] | None = None) -> Words:
    """The texts of one column against the words of its list."""
    said = {fold(text): word for text, word in (own or {}).items()}
    known = {**missing_texts(), **known_texts(field, schemes), **said}
    split = _split(field, seen, known)
    parts: Counter[str] = Counter()
    for text, count in seen.answers.items():
        parts.update(dict.fromkeys(_parts(text, split, known), count))
    strange = {part: count for part, count in parts.items() if fold(part) not in known}
    may_show = Seen(parts, seen.rows).is_coded
    shown = sorted(part for part, count in strange.items() if may_show and count >= RARE)
    told = tuple((part, strange[part], nearest(part, list(known))) for part in shown)
    met = sorted(part for part in parts if fold(part) in known) if may_show else []
    return Words(split, tuple(met), told, len(strange) - len(shown))


def known_texts(field: Field, schemes: tuple[str, ...]) -> dict[str, str]:
    """Folded text to word."""
    if field.kind == "countries":
        return {text: region for text, (_, region) in countries().items()}
    return {text: word for scheme in schemes for text, word in word_list(field.list).crosswalk(scheme).items()}


def _share(schemes: tuple[str, ...], columns: list[tuple[Field, Seen]]) -> int:
    """How many different texts of all columns are known."""
    found = 0
    for field, seen in columns:
        known = known_texts(field, schemes)
        found += max(_known_parts(seen, split, known) for split in _ways(field))
    return found


def _ways(field: Field) -> tuple[tuple[str, ...], ...]:
    return SPLITS if field.kind in ("words", "countries") else ((),)


def _split(field: Field, seen: Seen, known: Mapping[str, str]) -> tuple[str, ...]:
    """What parts the texts so that most parts are known and fewest are not; the plainest of those that do."""
    ways = _ways(field)
    return max(ways, key=lambda split: _known_parts(seen, split, known) - _strange(seen, split, known))


def _known_parts(seen: Seen, split: tuple[str, ...], known: Mapping[str, str]) -> int:
    return len({fold(part) for text in seen.answers for part in _parts(text, split, known)} & set(known))


def _strange(seen: Seen, split: tuple[str, ...], known: Mapping[str, str]) -> int:
    return len({fold(part) for text in seen.answers for part in _parts(text, split, known)} - set(known))


def _parts(text: str, split: tuple[str, ...], known: Mapping[str, str]) -> list[str]:
    if not split or fold(text) in known:
        return [text]
    return [part.strip() for part in re.split("|".join(map(re.escape, split)), text) if part.strip()]

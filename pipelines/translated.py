"""What a release says in further languages: labels by dimension and value, and sentences by their English ones."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.labels import BASE, Named, labels_of, meanings_of
from schemas.community import Community
from schemas.crosswalk import crosswalk_in
from schemas.source import Source


def translations(named: Named, values: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """By language: `labels` and `means` as of the release itself; `said` leads from an English sentence to its own.

    Only what is declared is there; the pages say what they miss.
    """
    return {
        language: {
            "labels": {name: labels_of(name, found, named, language) for name, found in values.items()},
            "means": {name: meanings_of(name, found, named, language) for name, found in values.items()},
            "said": dict(sorted(_said(named, language))),
        }
        for language in named.community.languages
        if language != BASE
    }


def _said(named: Named, language: str) -> Iterator[tuple[str, str]]:
    """Every sentence of the declarations that has a translation."""
    for spec in named.specs.values():
        if own := spec.translations.get(language):
            yield spec.title, own.title
            yield from _pairs((spec.definition, own.definition), (spec.denominator, own.denominator))
            yield from zip(spec.notes, own.notes, strict=False)
            yield from ((spec.extras[name], text) for name, text in own.extras.items() if name in spec.extras)
    for source in named.sources.values():
        yield from _of_source(source, language)
        if source.hides(language):
            yield source.hides(), source.hides(language)
    yield from _of_community(named.community, language)
    yield from crosswalk_in(language)


def _pairs(*pairs: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Those that are said in both languages."""
    yield from (pair for pair in pairs if all(pair))


def _of_source(source: Source, language: str) -> Iterator[tuple[str, str]]:
    if own := source.translations.get(language):
        yield from zip(source.caveats, own.caveats, strict=False)


def _of_community(community: Community, language: str) -> Iterator[tuple[str, str]]:
    if own := community.translations.get(language):
        yield from _pairs(
            (community.name, own.name),
            (community.helpline.text, own.helpline),
            (community.contact.name, own.contact),
        )

"""What a release says of itself beside its tables: the community, its sources, and a label for every value."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.count import Asked, Names, TableSpec
from pipelines.tables import ANY_ANSWER, TOTAL
from schemas.community import Area, Community
from schemas.policy import Policy, explain
from schemas.source import Source
from schemas.words import list_names, missing_words, word_list

VERSION = "0.3.0"
_SUMS = {TOTAL: "All", ANY_ANSWER: "Any answer"}


def names_of(community: Community, areas: Sequence[Area], sources: Mapping[str, Source]) -> Names:
    """The values that the community and its sources declare."""
    calendar = community.calendar
    questions = {
        name: Asked(tuple(question.answers), several=bool(question.split or question.flags))
        for source in sources.values()
        for name, question in _questions(source).items()
    }
    return Names(
        areas=tuple(areas),
        years=tuple(range(calendar.from_year, calendar.to_year + 1)),
        sources=tuple(sorted(sources)),
        kinds=tuple(kind for kind in word_list("source_kind").words if kind in {one.kind for one in sources.values()}),
        questions=questions,
    )


def about(
    community: Community,
    areas: Sequence[Area],
    sources: Mapping[str, Source],
    specs: Mapping[str, TableSpec],
    values: Mapping[str, Sequence[str]],
    policy: Policy,
) -> dict[str, Any]:
    """The content of release.json but for its tables. `values`: dimension to its values in their public order."""
    calendar = community.calendar
    declared = community.model_dump(mode="json", include={"name", "country", "is_made_up", "languages", "contact"})
    period = {"from": str(calendar.from_year), "to": str(calendar.to_year)}
    return {
        "format": 1,
        "version": VERSION,
        "community": {
            **declared,
            "helpline": community.helpline.model_dump(mode="json"),
            "licence": community.licence.model_dump(mode="json"),
            "period": period,
        },
        "labels": {name: _labels(name, specs, community, areas, sources, found) for name, found in values.items()},
        "order": {name: list(found) for name, found in values.items()},
        "means": {name: _meanings(name, specs, found) for name, found in values.items()},
        "areas": [
            {key: getattr(area, key) for key in ("code", "name", "level", "parent", "population")} for area in areas
        ],
        "sources": [
            {
                "name": name,
                "holder": source.holder,
                "kind": source.kind,
                "records": sorted(source.record),
                "caveats": [*source.caveats, *filter(None, [source.hides])],
            }
            for name, source in sorted(sources.items())
        ],
        **rules(policy),
    }


def rules(policy: Policy) -> dict[str, Any]:
    """What a release says of its policy; "allowed" is null where everything is, which no policy.toml can say."""
    return {
        "profile": policy.profile,
        "policy": policy.model_dump(mode="json", exclude={"allow"}),
        "policy_in_words": [
            {"name": name, "value": value, "sentence": sentence} for name, value, sentence in explain(policy)
        ],
        "allowed": policy.allow.model_dump(mode="json", include={"charts", "downloads"}),
    }


def _questions(source: Source) -> dict[str, Any]:
    return {name: question for record in source.record.values() for name, question in record.questions.items()}


def _labels(
    name: str,
    specs: Mapping[str, TableSpec],
    community: Community,
    areas: Sequence[Area],
    sources: Mapping[str, Source],
    values: Sequence[str],
) -> dict[str, str]:
    """A label for every value of one dimension."""
    known = {**_SUMS, **{word.name: word.label for word in missing_words().words.values()}}
    for spec in specs.values():
        dimension = spec.dimensions.get(name)
        if dimension and dimension.list and dimension.list not in ("source", "question", "answer"):
            known |= {word.name: word.label for word in word_list(dimension.list).words.values()}
        if dimension:
            known |= dimension.values
    if name == "area":
        known |= {area.code: area.name for area in areas}
        known |= {f"{area.code}-unspecified": f"{area.name}, smaller area not known" for area in areas}
    if name == "source":
        known |= {source: declared.holder for source, declared in sources.items()}
    for source in sources.values() if name in ("question", "answer") else ():
        for question, asked in _questions(source).items():
            known[question] = asked.text
            known |= {f"{question}:{answer}": label for answer, label in asked.answers.items()}
    if name == "citizenship_group":
        known["national"] = f"Citizens of this country ({community.country})"
    return {value: known.get(value) or _period_label(value) for value in values}


def _meanings(name: str, specs: Mapping[str, TableSpec], values: Sequence[str]) -> dict[str, str]:
    """What the words of one dimension mean, where it has words of a closed list."""
    lists = {spec.dimensions[name].list for spec in specs.values() if name in spec.dimensions}
    closed = [word_list(found) for found in sorted(lists & set(list_names()))]
    if not closed:
        return {}
    words = {word.name: word.means for one in (*closed, missing_words()) for word in one.words.values()}
    return {value: words[value] for value in values if value in words}


def _period_label(value: str) -> str:
    """2024-Q1 and 2024-03 as they are read aloud; anything else as it is."""
    year, _, part = value.partition("-")
    if part == "undated":
        return f"{year}, month not known"
    return f"{year} {part}" if part.startswith("Q") else value

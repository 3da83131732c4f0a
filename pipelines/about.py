"""What a release says of itself beside its tables: the community, its sources, and a label for every value."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.count import Asked, Names, Reporter, TableSpec
from pipelines.labels import Named, labels_of, meanings_of, questions_of
from pipelines.translated import translations
from schemas.community import Area, Community
from schemas.crosswalk import crosswalk
from schemas.policy import Policy, explain
from schemas.source import Source
from schemas.words import list_names, word_list

VERSION = "0.4.0"


def names_of(community: Community, areas: Sequence[Area], sources: Mapping[str, Source]) -> Names:
    """The values that the community and its sources declare."""
    calendar = community.calendar
    questions = {
        name: Asked(tuple(question.answers), several=bool(question.split or question.flags))
        for source in sources.values()
        for name, question in questions_of(source).items()
    }
    return Names(
        areas=tuple(areas),
        years=tuple(range(calendar.from_year, calendar.to_year + 1)),
        sources=tuple(sorted(sources)),
        kinds=tuple(kind for kind in word_list("source_kind").words if kind in {one.kind for one in sources.values()}),
        questions=questions,
        reporters=tuple(Reporter(name, one.kind, tuple(sorted(one.record))) for name, one in sorted(sources.items())),
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
    calendar, named = community.calendar, Named(specs, community, areas, sources)
    values = {name: _with_kinds(found, name, specs, sources) for name, found in values.items()}
    declared = community.model_dump(mode="json", include={"name", "country", "is_made_up", "languages", "contact"})
    cited = community.model_dump(mode="json", include={"doi", "next_release"}, exclude_none=True)
    period = {"from": str(calendar.from_year), "to": str(calendar.to_year)}
    labels = {name: _every(found, labels_of(name, found, named)) for name, found in values.items()}
    return {
        "format": 1,
        "version": VERSION,
        "community": {
            **declared,
            **cited,
            "helpline": community.helpline.model_dump(mode="json"),
            "licence": community.licence.model_dump(mode="json"),
            "period": period,
            **({"site": community.site.model_dump(mode="json")} if community.site.quick_exit else {}),
        },
        "labels": labels,
        "translations": translations(named, values),
        "order": {name: list(found) for name, found in values.items()},
        "means": {name: meanings_of(name, found, named) for name, found in values.items()},
        "crosswalk": crosswalk(_lists(specs), labels, {name for spec in specs.values() for name in spec.reads}),
        "areas": [
            {key: getattr(area, key) for key in ("code", "name", "level", "parent", "population")} for area in areas
        ],
        "sources": [
            {
                "name": name,
                "holder": source.holder,
                "kind": source.kind,
                "records": sorted(source.record),
                "caveats": [*source.caveats, *filter(None, [source.hides()])],
            }
            for name, source in sorted(sources.items())
        ],
        **rules(policy),
    }


def _with_kinds(
    values: Sequence[str], name: str, specs: Mapping[str, TableSpec], sources: Mapping[str, Source]
) -> Sequence[str]:
    """Of kinds of source also those that stand in no table, because the pages name the kind of every source."""
    if not any(name in spec.dimensions and spec.dimensions[name].list == "source_kind" for spec in specs.values()):
        return values
    there = {*values, *(source.kind for source in sources.values())}
    words = tuple(word for word in word_list("source_kind").words if word in there)
    return (*words, *(value for value in values if value not in words))


def _lists(specs: Mapping[str, TableSpec]) -> dict[str, str]:
    """The closed list of each dimension that has one."""
    named = {name: one.list for spec in specs.values() for name, one in spec.dimensions.items()}
    return {name: found for name, found in named.items() if found in list_names()}


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


def _every(values: Sequence[str], labels: Mapping[str, str]) -> dict[str, str]:
    """A value without a label is called by its name."""
    return {value: labels.get(value, value) for value in values}

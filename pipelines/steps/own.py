"""What each source knows by itself: its own cases, which it must not be able to take from those of all."""

from collections.abc import Iterable, Mapping

from pipelines.count import Reporter, TableSpec
from pipelines.publish.providers import Value
from schemas.source import Source

# Below the counts of all: those of each source alone.
OWN = "own"


def own_tables(sources: Mapping[str, Source], specs: dict[str, TableSpec]) -> dict[str, dict[str, TableSpec]]:
    """For each source the tables in which it could subtract its own cases from those of others."""
    holders: dict[str, set[str]] = {
        record: {name for name, source in sources.items() if record in source.record}
        for record in {record for source in sources.values() for record in source.record}
    }
    holders["person"] = holders.get("identification", set())
    return {
        name: own
        for name in sources
        if (own := {table: spec for table, spec in specs.items() if _has_others(name, spec, holders)})
    }


def alone_in(reporters: Iterable[Reporter], source: str, specs: Mapping[str, TableSpec]) -> frozenset[Value]:
    """What only this source reports, as everybody knows: of its kind no other one hands in what is counted there."""
    records, names = dict[str, set[str]](), dict[str, set[str]]()
    for spec in specs.values():
        for universe in (spec.universe, *spec.universes.values()):
            records.setdefault(universe, set()).update(spec.records)
            by_kind = {name for name, dimension in spec.dimensions.items() if dimension.list == "source_kind"}
            names.setdefault(universe, set()).update(by_kind)
    every = tuple(reporters)
    kinds = {one.kind for one in every if one.source == source}
    return frozenset(
        (universe, name, kind)
        for universe, handed_in in records.items()
        for kind in kinds
        if {one.source for one in every if one.kind == kind and not handed_in.isdisjoint(one.records)} == {source}
        for name in names[universe]
    )


def _has_others(source: str, spec: TableSpec, holders: Mapping[str, set[str]]) -> bool:
    """Whether a table adds up the cases of a source and of others; by source or question each stands alone."""
    is_apart = any(dimension.list in ("source", "question") for dimension in spec.dimensions.values())
    counts = [holders.get(record, set()) for record in spec.reads]
    return spec.is_counted and not is_apart and any(source in own and len(own) > 1 for own in counts)

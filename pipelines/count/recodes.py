"""One question is broken down in one way: the difference of two ways (under 20, under 25) is a group of its own."""

from collections.abc import Iterator, Mapping

from pipelines.count.spec import DimensionSpec, TableSpec
from schemas.problems import DeclarationMistake, problem

# Kinds of which a community has one: its areas, and its periods.
ONE_OF_ITS_KIND = ("area", "period")


def refuse_recodes(specs: Mapping[str, TableSpec]) -> None:
    """DeclarationMistake where two tables of the same people break one question down in different ways."""
    first: dict[tuple[str, str], tuple[str, str, DimensionSpec]] = {}
    for table, spec in sorted(specs.items()):
        for name, dimension in spec.dimensions.items():
            for universe in _universes(spec):
                for question in _questions(name, dimension):
                    known = first.setdefault((universe, question), (table, name, dimension))
                    if (known[1], known[2].values) != (name, dimension.values):
                        found = problem("TIP-E595", table=table, dimension=name, other=known[0], before=known[1])
                        raise DeclarationMistake(found)


def _universes(spec: TableSpec) -> set[str]:
    return {spec.universe, *spec.universes.values()}


def _questions(name: str, dimension: DimensionSpec) -> Iterator[str]:
    """What a dimension asks: its name, and the list or the kind that it shares with any other way to ask it."""
    yield f"name {name}"
    if dimension.kind in ONE_OF_ITS_KIND:
        yield f"kind {dimension.kind}"
    elif dimension.list:
        yield f"list {dimension.list}"

"""The values that a community declares, and from them the levels of each dimension of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.count.levels import Asked, Levels, answer_levels, area_levels, group_levels, period_levels, word_levels
from pipelines.count.spec import DimensionSpec, TableSpec
from schemas.community import Area
from schemas.problems import DeclarationMistake, problem
from schemas.words import word_list


@dataclass(frozen=True)
class Reporter:
    """An organisation and the kinds of record that it hands in, as everybody can read."""

    source: str
    kind: str
    records: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """Values that a community declares: areas, years, sources and their kinds, questions with their answers.

    `reporters` are the sources, and those whose records a release has frozen. `until` is the last month that is
    counted, as 2024-09; empty, it is the last one of the last year.
    """

    areas: tuple[Area, ...]
    years: tuple[int, ...]
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    questions: Mapping[str, Asked]
    reporters: tuple[Reporter, ...]
    until: str = ""

    def of(self, spec: TableSpec) -> "Names":
        """The same for one table: of sources and their kinds those that hand in what it counts.

        A survey that asks no names can never identify anybody, which is neither a small number nor a missing report.
        """
        if not spec.records:
            return self
        able = [one for one in self.reporters if not set(spec.records).isdisjoint(one.records)]
        sources, kinds = {one.source for one in able}, {one.kind for one in able}
        return replace(
            self,
            sources=tuple(source for source in self.sources if source in sources),
            kinds=tuple(kind for kind in self.kinds if kind in kinds),
        )


def table_levels(spec: TableSpec, names: Names) -> list[Levels]:
    """The levels of every dimension of a table."""
    own = names.of(spec)
    return [levels_of(name, dimension, own) for name, dimension in spec.dimensions.items()]


def levels_of(name: str, spec: DimensionSpec, names: Names) -> Levels:
    """The levels of a dimension by its kind."""
    if spec.kind == "area":
        return area_levels(name, {area.code: area.parent for area in names.areas}, _below(spec.finest, names.areas))
    if spec.kind == "period":
        return period_levels(name, spec.finest, names.years, names.until)
    if spec.kind == "group":
        return group_levels(name, _group_values(spec, names))
    if spec.list == "answer":
        return answer_levels(name, spec, names.questions)
    if spec.list == "source_kind":
        return word_levels(name, spec, names.kinds)
    return word_levels(name, spec, tuple(spec.values) or tuple(word_list(spec.list).words))


def _group_values(spec: DimensionSpec, names: Names) -> tuple[str, ...]:
    declared: dict[str, Sequence[str]] = {"source": names.sources, "question": tuple(names.questions)}
    return tuple(spec.values) or tuple(declared[spec.list])


def _below(level: str, areas: Sequence[Area]) -> set[str]:
    """The codes of all areas that lie in one of that level; none where no level is named."""
    if not level:
        return set()
    around = {area.code: area for area in areas}
    known = sorted({area.level for area in areas})
    if level not in known:
        raise DeclarationMistake(problem("TIP-E594", level=level, known=", ".join(known)))
    inside = set()
    for area in areas:
        above = around.get(area.parent)
        while above is not None and above.level != level:
            above = around.get(above.parent)
        if above is not None:
            inside.add(area.code)
    return inside

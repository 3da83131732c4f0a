"""The values that a community declares, and from them the levels of each dimension of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.count.levels import Asked, Levels, answer_levels, area_levels, group_levels, period_levels, word_levels
from pipelines.count.spec import DimensionSpec
from schemas.community import Area
from schemas.problems import DeclarationMistake, problem
from schemas.words import word_list


@dataclass(frozen=True)
class Names:
    """Values that a community declares: areas, years, sources and their kinds, questions with their answers.

    `until` is the last month that is counted, as 2024-09; empty, it is the last one of the last year.
    """

    areas: tuple[Area, ...]
    years: tuple[int, ...]
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    questions: Mapping[str, Asked]
    until: str = ""


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

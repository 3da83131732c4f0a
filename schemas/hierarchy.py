"""Whether areas lie within each other as the sums of the tables need it: level by level, without gaps."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.areas import Area

NOTHING = "no area"


def level_mistakes(areas: Sequence["Area"]) -> Iterator[tuple[int, str]]:
    """Place of an area among all, and what is wrong with the level that it stands on."""
    levels = {area.code: area.level for area in areas}
    around = {area.code: levels.get(area.parent, "") if area.parent else NOTHING for area in areas}
    for place, area in enumerate(areas):
        level = around[area.code]
        others = [other for other in areas if other.level == area.level]
        usual = _most([around[other.code] for other in others])
        if not area.level:
            yield place, f"{area.code} has no level; every area has one, such as district"
        elif level == area.level:
            yield place, f"{area.code} and the area around it, {area.parent}, are both called {level}; name two levels"
        elif level != usual:
            first = next(at for at, other in enumerate(areas, 2) if other in others and around[other.code] == usual)
            yield place, f"{area.code} lies in {_one(level)}, but {area.level}s lie in {_one(usual)} (see line {first})"


def population_mistakes(areas: Sequence["Area"]) -> Iterator[tuple[int, str]]:
    """Areas whose parts have more people than they have."""
    for place, area in enumerate(areas):
        parts = [part for part in areas if part.parent == area.code and part.code != area.code]
        inside = sum(part.population or 0 for part in parts)
        if area.population is not None and inside > area.population:
            lines = ", ".join(str(at) for at, part in enumerate(areas, 2) if part in parts)
            yield place, f"{area.code} has {area.population:,} people, the areas in it have {inside:,} (lines {lines})"


def _most(levels: list[str]) -> str:
    """The most frequent; of several, the first."""
    return Counter(levels).most_common(1)[0][0]


def _one(level: str) -> str:
    return level if level == NOTHING else f"a {level}"

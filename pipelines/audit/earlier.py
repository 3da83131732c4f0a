"""What earlier releases told: their facts cannot be taken back, so an attacker has them beside those of this one."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipelines.audit.read import Row, Site
from pipelines.audit.registry import NOW, Key, Registry, Sum
from pipelines.audit.rule import INFINITE

JOINT = "joint"


def add_earlier(registry: Registry, site: Site) -> set[tuple[int, int]]:
    """Add the facts of earlier releases and the sums that hold for them; pairs (new, old) that are told to be equal.

    Sums hold as the site says that they did, and as they do now wherever an earlier release has all their cells,
    unless it is said that they had more parts then: one that is no value any more.
    """
    numbers = {row["fact"]: number for row in site.facts if (number := _number(registry, site, row)) is not None}
    own = list(registry.sums)
    told = list(_told_sums(site.sums, numbers, registry))
    longer: dict[tuple[str, int], list[set[int]]] = {}
    for one in told:
        longer.setdefault((one.kind, one.whole), []).append(set(one.parts))
    releases = sorted({key.release for key in registry.keys} - {NOW})
    for release in releases:
        for kind, whole, parts in own:
            then = [registry.index.get(registry.keys[cell]._replace(release=release)) for cell in (whole, *parts)]
            first, *others = [cell for cell in then if cell is not None] or [-1]
            is_whole = len(others) == len(then) - 1 and first >= 0
            if is_whole and not any(_had_more(registry, set(others), more) for more in longer.get((kind, first), ())):
                registry.sums[Sum(kind, first, tuple(others))] = None
    registry.sums |= dict.fromkeys(told)
    return set(_equal(told))


def _had_more(registry: Registry, parts: set[int], more: set[int]) -> bool:
    """Whether a sum had these parts and others, which are no values of this release any more."""
    return parts < more and all(
        registry.keys[part]._replace(release=NOW) not in registry.index for part in more - parts
    )


def _equal(told: Sequence[Sum]) -> Iterator[tuple[int, int]]:
    """Each number with those that it is told to be the same as, straight or over the releases between."""
    before: dict[int, set[int]] = {}
    for one in told:
        if one.kind == "same":
            before.setdefault(one.whole, set()).update(one.parts)
    for number, found in before.items():
        reached, new = set(found), set(found)
        while new:
            new = {part for one in new for part in before.get(one, ())} - reached
            reached |= new
        yield from ((number, part) for part in reached)


def _number(registry: Registry, site: Site, row: Row) -> int | None:
    """The number of a line of facts.csv; those of this release are known from its tables, or not at all."""
    pairs = frozenset(
        (name, value) for name, _, value in (pair.partition("=") for pair in row["cell"].split(";") if pair)
    )
    if row["release"] == JOINT:
        return None
    if row["release"] == site.release:
        return registry.index.get(Key(NOW, row["universe"], pairs))
    interval = float(row["at_least"]), float(row["at_most"]) if row["at_most"] else INFINITE
    return registry.tell(Key(row["release"], row["universe"], pairs), interval, f"release {row['release']}")


def _told_sums(lines: Sequence[Row], numbers: dict[str, int], registry: Registry) -> list[Sum]:
    """The published sums in which a fact of an earlier release has a part."""
    found = []
    for _, group in groupby(lines, lambda line: line["sum"]):
        rows = list(group)
        names = (rows[0]["whole"], *(row["part"] for row in rows))
        if all(name in numbers for name in names):
            whole, *parts = (numbers[name] for name in names)
            if any(registry.keys[number].release != NOW for number in (whole, *parts)):
                found.append(Sum(rows[0]["kind"], whole, tuple(parts)))
    return found

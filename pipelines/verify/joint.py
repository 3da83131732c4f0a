"""Whether the witnesses are people: numbers that add up come from some set of people where the tables allow no other.

Tables of one universe are a hypergraph: each is an edge over its dimensions, a dimension once for each set of values
that tables share of it. Without a circle (the ears of Graham, Yu and Ozsoyoglu come off) whole-number tables that agree
where they meet can be joined. With one they need not, and the joint cells must be among the facts. Answers of which
one person gives several are no such numbers: see `overlap`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from pipelines.verify.cells import TOTAL, Placed
from pipelines.verify.proof import JOINT, Facts, Ints, Mask, Proof
from schemas.problems import Problem, problem

Values = frozenset[str]
# The values of each dimension of one table.
Spans = Mapping[str, Values]
Edge = frozenset[tuple[str, Values]]


def check_joint(tables: Sequence[Placed], proof: Proof) -> list[Problem]:
    """Circles of tables that no joint cells close."""
    groups = {dimension["name"] for placed in tables for dimension in placed.table.dimensions if _is_group(dimension)}
    spans: dict[str, list[Spans]] = defaultdict(list)
    for placed in tables:
        for world in dict.fromkeys(placed.worlds):
            pairs = (own for own, where in zip(placed.pairs, placed.worlds, strict=True) if where == world)
            spans[world].append(_spans(pairs))
    joined = _joint_spans(proof.facts, groups, _sums(tables, "partitions"))
    words = {name: max(map(len, covers.values()), default=0) for name, covers in _sums(tables, "covers").items()}
    found: dict[tuple[str, str], None] = {}
    for world, own in sorted(spans.items()):
        universe = world.partition(" ")[0]
        joint = joined.get(universe, [])
        linked = edges([*own, *joint])
        is_closed = is_acyclic(linked) and not _unjoined(tables, proof, universe, joint).any()
        if not is_acyclic(edges(own)) and not is_closed:
            found[universe, "its tables link in a circle that no joint cells close"] = None
        if what := overlap(linked, words):
            found[universe, what] = None
    return [problem("TIP-E547", file="proof/facts.csv", universe=universe, what=what) for universe, what in found]


def overlap(tables: Sequence[Edge], words: Mapping[str, int]) -> str:
    """How answers that overlap make tables hang together in ways that no sum says; empty where they do not.

    Everybody with an answer, and those with each answer, are some people wherever the latter cover the former. Of two
    such answers they are some people in one table of both only by chance; and of three words or more, how many gave
    two of them is open, so that two tables may be about people who gave other pairs.
    """
    largest = [table for table in tables if not any(table < other for other in tables)]
    for table in largest:
        several = sorted({name for name, _ in table if words.get(name, 0) > 1})
        if len(several) > 1:
            return f"people may give several answers to {several[0]} and to {several[1]}, which stand in one table"
    for name in sorted(name for name, size in words.items() if size > 2):
        if len({table for table in largest if name in {other for other, _ in table}}) > 1:
            return f"people may give several answers to {name}, which links tables"
    return ""


def _is_group(dimension: Mapping[str, object]) -> bool:
    return dimension["kind"] == "group"


def _spans(cells: Iterable[Sequence[tuple[str, str]]]) -> Spans:
    found: dict[str, set[str]] = defaultdict(set)
    for cell in cells:
        for name, value in cell:
            found[name].add(value)
    return {name: frozenset(values) for name, values in found.items()}


def _sums(tables: Sequence[Placed], kind: str) -> dict[str, dict[str, Values]]:
    """For each dimension the values that are sums of others, or are covered by them, with those others."""
    found: dict[str, dict[str, Values]] = defaultdict(dict)
    for placed in tables:
        for dimension in placed.table.dimensions:
            for declared in (dimension, *(dimension.get("per_group") or {}).values()):
                for whole, parts in declared.get(kind, {}).items():
                    known = found[dimension["name"]].get(whole, frozenset())
                    found[dimension["name"]][whole] = max(known, frozenset(parts), key=len)
    return found


def _joint_spans(
    facts: Facts, groups: set[str], partitions: Mapping[str, Mapping[str, Values]]
) -> dict[str, list[Spans]]:
    """For each universe the values of its joint cells, those of the same dimensions together, with their sums."""
    cells: dict[tuple[str, tuple[str, ...]], list[list[tuple[str, str]]]] = defaultdict(list)
    for fact in facts.of(JOINT).tolist():
        pairs = [(pair.partition("=")[0], pair.partition("=")[2]) for pair in facts.cell[fact].split(";")]
        own = [pair for pair in pairs if pair[0] not in groups]
        cells[facts.universe[fact], tuple(sorted(name for name, _ in own))].append(own)
    found: dict[str, list[Spans]] = defaultdict(list)
    for (universe, _), joint in cells.items():
        spans = {name: _closed(values, partitions.get(name, {})) for name, values in _spans(joint).items()}
        found[universe].append(spans)
    return found


def _closed(values: Values, partitions: Mapping[str, Values]) -> Values:
    """Values, and all that are sums of them."""
    while True:
        more = {whole for whole, parts in partitions.items() if parts <= values} - values - {TOTAL}
        if not more:
            return values
        values |= more


def edges(tables: Sequence[Spans]) -> list[Edge]:
    """Each table as the dimensions it has, at every set of values that it has all of."""
    sets: dict[str, set[Values]] = defaultdict(set)
    for spans in tables:
        for name, values in spans.items():
            sets[name].add(values)
    for own in sets.values():
        own |= {one & other for one, other in combinations(sorted(own, key=sorted), 2) if one & other}
    return [
        frozenset((name, values) for name, span in spans.items() for values in sets[name] if values <= span)
        for spans in tables
    ]


def is_acyclic(tables: Sequence[Edge]) -> bool:
    """Take off what is in one table alone, and tables within others, until nothing changes: is anything left?"""
    left = list(dict.fromkeys(tables))
    while True:
        places = [place for table in left for place in table]
        once = {place for place in places if places.count(place) == 1}
        smaller = list(dict.fromkeys(table - once for table in left))
        smaller = [table for table in smaller if not any(table < other for other in smaller)]
        if smaller == left:
            return len(left) <= 1
        left = smaller


def _unjoined(tables: Sequence[Placed], proof: Proof, universe: str, joint: Sequence[Spans]) -> Mask:
    """Cells of the tables that the joint cells link, which are neither sums of other cells nor of joint cells."""
    facts, sums = proof.facts, proof.sums
    found = np.zeros(len(facts), dtype=bool)
    for placed in tables:
        names = {name for pairs in placed.pairs for name, _ in pairs}
        if any(names <= spans.keys() for spans in joint):
            found[[fact for fact in placed.facts if facts.universe[fact] == universe]] = True
    is_joint = np.array([release == JOINT for release in facts.release], dtype=bool)
    if len(sums):
        joint_parts: Ints = np.add.reduceat(is_joint[sums.parts].astype(np.int64), sums.starts[:-1])
        is_whole = (joint_parts == 0) | (joint_parts == np.diff(sums.starts))
        found[sums.whole[(sums.kind == "adds_up") & is_whole]] = False
    return found & ~facts.is_structural

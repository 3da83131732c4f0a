"""The sums are the structure: all that follow from what the tables are, in this release and in those before it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.verify.cells import Placed, Values
from pipelines.verify.folder import Rule
from pipelines.verify.proof import JOINT, Facts, Sums
from schemas.problems import Problem, problem

Sum = tuple[str, int, tuple[int, ...]]
KINDS = {"partitions": "adds_up", "covers": "covers"}


def check_sums(tables: Sequence[Placed], facts: Facts, sums: Sums, rule: Rule) -> list[Problem]:
    """Sums that follow from the structure of the tables and are not in sums.csv."""
    needed = dict.fromkeys(each for table in tables for each in sums_of(table))
    held = {
        (str(sums.kind[number]), int(sums.whole[number]), tuple(sorted(sums.parts_of(number).tolist())))
        for number in range(len(sums))
    }
    problems = []
    incomplete = [each for each in needed if -1 in (each[1], *each[2])]
    if incomplete:
        what = "a sum of its structure has a part that no table shows"
        problems.append(problem("TIP-E542", file="release.json", what=what, count=len(incomplete)))
    same = set(sums.parts[(sums.kind == "same")[sums.of_part]].tolist())
    older = [each for each in _older(needed, facts, rule) if not {each[1], *each[2]} <= same]
    complete = [each for each in needed if -1 not in (each[1], *each[2])]
    missing = [each for each in complete if each not in held]
    gone = _gone(facts, rule)
    missing += [each for each in older if each not in held and not _had_more(each, held, gone, facts)]
    if missing:
        kind, whole, _ = missing[0]
        what = f"a sum is not there: what {kind.replace('_', ' ')} to {facts.name(whole)}"
        problems.append(problem("TIP-E542", file="proof/sums.csv", what=what, count=len(missing)))
    return problems


def sums_of(placed: Placed) -> Iterator[Sum]:
    """Every sum of one table: along each dimension, for every combination of values of the others."""
    groups = [at for at, other in enumerate(placed.table.dimensions) if other["kind"] == "group"]
    for position, dimension in enumerate(placed.table.dimensions):
        lines: dict[Values, dict[str, int]] = {}
        for values, fact in zip(placed.rows, placed.facts, strict=True):
            lines.setdefault((*values[:position], "", *values[position + 1 :]), {})[values[position]] = fact
        for rest, line in lines.items():
            own = dimension.get("per_group") or {}
            declared = own.get(rest[groups[0]], {}) if own and groups else dimension
            yield from _along(declared, line)


def _along(declared: Mapping[str, Any], line: Mapping[str, int]) -> Iterator[Sum]:
    for said, kind in KINDS.items():
        for whole, parts in declared.get(said, {}).items():
            if parts and (whole in line or any(part in line for part in parts)):
                yield kind, line.get(whole, -1), tuple(sorted(line.get(part, -1) for part in parts))


def _had_more(each: Sum, held: set[Sum], gone: set[int], facts: Facts) -> bool:
    """Whether a sum of an earlier release is told with more parts along the same breakdown, that are no values now."""
    kind, whole, parts = each
    return any(
        (kind, whole) == (one, of)
        and set(parts) < set(more)
        and gone.issuperset(set(more) - set(parts))
        and _are_alike(facts, more)
        for one, of, more in held
    )


def _gone(facts: Facts, rule: Rule) -> set[int]:
    """The facts of numbers that this release does not tell."""
    own = {(facts.universe[fact], facts.cell[fact]) for fact in facts.of(rule.release).tolist()}
    return {fact for fact in range(len(facts)) if (facts.universe[fact], facts.cell[fact]) not in own}


def _are_alike(facts: Facts, parts: Sequence[int]) -> bool:
    """Whether numbers are of one release and differ in the value of one breakdown alone."""
    pairs = [facts.cell[part].split(";") for part in parts]
    names = {tuple(pair.partition("=")[0] for pair in each) for each in pairs}
    others = set.intersection(*map(set, pairs))
    are_of_one = len({(facts.release[part], facts.universe[part]) for part in parts}) == 1
    return are_of_one and len(names) == 1 and len(others) == len(pairs[0]) - 1


def _older(needed: Mapping[Sum, None], facts: Facts, rule: Rule) -> Iterator[Sum]:
    """The same sums between the numbers that an earlier release told, where it told all of them."""
    index = {(facts.release[fact], facts.universe[fact], facts.cell[fact]): fact for fact in range(len(facts))}
    for release in sorted(set(facts.release) - {rule.release, JOINT}):
        old = {
            fact: index.get((release, facts.universe[fact], facts.cell[fact]), -1)
            for fact in facts.of(rule.release).tolist()
        }
        for kind, whole, parts in needed:
            earlier = (old.get(whole, -1), *(old.get(part, -1) for part in parts))
            if -1 not in earlier:
                yield kind, earlier[0], tuple(sorted(earlier[1:]))

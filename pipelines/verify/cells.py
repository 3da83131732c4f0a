"""The facts are the tables: every cell is one fact with the interval that the table tells, and nothing else is one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.verify.folder import Rule, Table
from pipelines.verify.proof import NO_END, Facts
from schemas.problems import Problem, problem

TOTAL = "total"
Values = tuple[str, ...]
# What tells the pairs of a cell from each other, and a value from its dimension.
MARKS = (";", "=")


@dataclass(frozen=True)
class Placed:
    """A table with the number of the fact that each of its cells is; -1 where there is none."""

    table: Table
    rows: Sequence[Values]
    facts: tuple[int, ...]
    pairs: tuple[tuple[tuple[str, str], ...], ...]
    worlds: tuple[str, ...]


def place(table: Table, index: dict[tuple[str, str], int]) -> Placed:
    """Each cell by its universe and its pairs of dimension and value, as facts.csv names them."""
    rows, facts, pairs, worlds = table.rows, [], [], []
    fixed = {str(name): str(value) for name, value in table.said.get("fixed", {}).items()}
    universes: dict[str, str] = table.said.get("universes", {})
    names = [str(dimension["name"]) for dimension in table.dimensions]
    groups = {str(dimension["name"]) for dimension in table.dimensions if dimension["kind"] == "group"}
    for values in rows:
        said = dict(zip(names, values, strict=True))
        group = next((name for name in groups if said[name] in universes), "")
        universe = universes[said.pop(group)] if group else str(table.said["universe"])
        own = {name: value for name, value in said.items() if value != TOTAL or name in groups}
        cell = tuple(sorted((fixed | own).items()))
        facts.append(index.get((universe, cell_name(cell)), -1))
        pairs.append(tuple(pair for pair in cell if pair[0] not in groups))
        worlds.append(f"{universe} {cell_name([pair for pair in cell if pair[0] in groups])}".rstrip())
    return Placed(table, rows, tuple(facts), tuple(pairs), tuple(worlds))


def cell_name(pairs: Sequence[tuple[str, str]]) -> str:
    """A cell as facts.csv writes it."""
    return ";".join(f"{name}={value}" for name, value in pairs)


def check_cells(tables: Sequence[Table], facts: Facts, rule: Rule) -> tuple[list[Placed], list[Problem]]:
    """The tables with the fact of each cell, and whatever is not the same in both."""
    index: dict[tuple[str, str], int] = {}
    problems = []
    for fact in facts.of(rule.release).tolist():
        if index.setdefault((facts.universe[fact], facts.cell[fact]), fact) != fact:
            problems.append(_differs("proof/facts.csv", f"{facts.name(fact)} stands there twice"))
    placed = [place(table, index) for table in tables]
    for each in placed:
        problems += check_table(each, facts, rule)
    told = {fact for each in placed for fact in each.facts}
    strays = [fact for fact in index.values() if fact not in told]
    if strays:
        what = f"{facts.name(strays[0])} is in no table"
        problems.append(_differs("proof/facts.csv", what, len(strays)))
    return placed, problems


def check_table(placed: Placed, facts: Facts, rule: Rule) -> Iterator[Problem]:
    """Every cell of one table against its fact; one problem for each way in which cells differ."""
    table, found = placed.table, dict[str, list[int]]()
    told = zip(table.texts("status"), *(table.numbers(name) for name in ("count", "at_least", "at_most")), strict=True)
    for row, (fact, values, said) in enumerate(zip(placed.facts, placed.rows, told, strict=True), 2):
        if what := _difference(fact, values, said, facts, rule):
            found.setdefault(what, []).append(row)
    for what, rows in found.items():
        yield _differs(f"{table.name}.csv", what, len(rows), rows[0])
    if len(set(placed.facts)) < len(placed.facts) and -1 not in placed.facts:
        yield _differs(f"{table.name}.csv", "a cell stands there twice")


def _difference(
    fact: int, values: Values, said: tuple[str, int | None, int | None, int | None], facts: Facts, rule: Rule
) -> str:
    """How a cell differs from its fact, or from what its status may say; empty if it does not."""
    if any(mark in value for mark in MARKS for value in values):
        return "a value holds one of the marks ; and =, so that its cell cannot be named"
    if fact < 0:
        return "the cell is no fact of this release"
    status, count, least, most = said
    told = int(facts.least[fact]), int(facts.most[fact])
    if status in {"shown", "below"}:
        if (least, most) != told:
            return "at_least and at_most are not those of the fact"
        is_so = _interval(status, count, int(facts.step[fact]), rule) == told
    else:
        is_so = (count, least, most) == (None, None, None) and _silent(status, rule) == (*told, facts.step[fact])
    return "" if is_so else f"a cell that is {status} tells something else than its fact"


def _silent(status: str, rule: Rule) -> tuple[int, int, int] | None:
    """Least, most and step of a cell that tells no number."""
    hidden = (int(rule.shows_zeros), NO_END, 0) if rule.profile == "exact" else None
    return {"withheld": (0, NO_END, 0), "not_reported": (0, 0, 1), "hidden": hidden}.get(status)


def _interval(status: str, count: int | None, step: int, rule: Rule) -> tuple[int, int] | None:
    """What a reader may conclude from a cell of this step: the band, or all numbers that are rounded to the count."""
    if status == "shown" and count is not None and rule.profile == "exact" and step == 1:
        return (count, count) if count or rule.shows_zeros else None
    if step not in rule.steps:
        return None
    if status == "below":
        return (0, step - 1) if count is None else None
    if count is None or count < step or count % step:
        return None
    return max(step, count - step // 2), count + (step - 1) // 2


def _differs(file: str, what: str, count: int = 1, row: int = 0) -> Problem:
    return problem("TIP-E541", file=file, what=what, count=count, row=row)

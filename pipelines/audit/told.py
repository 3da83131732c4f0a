"""From a site to all that is told: every table's cells with their intervals, what was told before, and shares."""

from dataclasses import dataclass

from pipelines.audit.earlier import add_earlier
from pipelines.audit.joint import add_joint_cells
from pipelines.audit.own import Own
from pipelines.audit.quantities import Quantity, protected
from pipelines.audit.rates import COLUMNS
from pipelines.audit.read import Row, Site, Table
from pipelines.audit.registry import Registry
from pipelines.audit.rule import INFINITE, Interval, Rule
from pipelines.audit.shares import Loose, loose_shares
from pipelines.audit.system import System, facts_of
from pipelines.audit.words import told_words
from schemas.problems import Problem, ReleaseStopped, problem

MOST_TOLD = 20
CHECKED = {"count", "at_least", "at_most", "status", "base", "pct", "population", *COLUMNS}


@dataclass(frozen=True)
class Told:
    """What an attacker has: numbers and sums, printed shares that say more than they should, what is protected."""

    site: Site
    registry: Registry
    loose: tuple[Loose, ...]
    quantities: tuple[Quantity, ...]
    unread: tuple[str, ...]

    def system(self, own: Own | None = None) -> System:
        """Everything as one system; a provider knows that each number is at least its own, or is its own.

        Raises:
            ReleaseStopped: Nothing is left for a number.
        """
        lower, upper = list(self.registry.least), list(self.registry.most)
        for number, count in own.counts.items() if own else ():
            lower[number] = max(lower[number], count)
            upper[number] = min(upper[number], count) if own and number in own.alone else upper[number]
        facts = [*facts_of(list(self.registry.sums))]
        for fact in (fact for loose in self.loose for fact in loose.facts):
            if len(fact.weights) == 1:
                number = fact.weights[0][0]
                lower[number], upper[number] = max(lower[number], fact.least), min(upper[number], fact.most)
            else:
                facts.append(fact)
        empty = [number for number in range(len(lower)) if lower[number] > upper[number]]
        if empty:
            raise ReleaseStopped(problem("TIP-E503", what=told_words(self.registry, empty[0])))
        return System.of(lower, upper, facts)


def all_told(site: Site) -> Told:
    """Everything that a site tells.

    Raises:
        ReleaseStopped: A row is no possible row under the site's policy, or tables are linked in too large a circle.
    """
    registry, problems, loose = Registry(), list[Problem](), list[Loose]()
    for table in site.tables:
        intervals = [_interval(table, row, site.rule, problems) for row in table.rows]
        numbers = registry.add_table(table, intervals)
        registry.silent |= {n for row, n in zip(table.rows, numbers, strict=True) if row["status"] == "not_reported"}
        try:
            loose += loose_shares(table, numbers, site.areas)
        except ValueError:
            what = "a share, its base or a population is no number"
            problems.append(problem("TIP-E502", file=f"{table.name}.csv", what=what))
    if problems:
        raise ReleaseStopped(*problems[:MOST_TOLD])
    try:
        unchanged = add_earlier(registry, site)
    except (KeyError, ValueError):
        raise ReleaseStopped(problem("TIP-E502", file="facts.csv", what="a line of it is no fact")) from None
    joint = add_joint_cells(registry, site.tables)
    quantities = protected(registry, joint, site.rule, unchanged)
    return Told(site, registry, tuple(loose), tuple(quantities), _unread(site))


def _interval(table: Table, row: Row, rule: Rule, problems: list[Problem]) -> Interval:
    """What a row says a number may be, if that is what rounding its count gives."""
    try:
        count = int(row["count"]) if row["count"] else None
        possible = rule.told(row["status"], count)
        if row["at_least"] or row["at_most"]:
            said = float(row["at_least"]), float(row["at_most"])
        else:
            said = (0.0, 0.0) if row["status"] == "not_reported" else (possible[0][0], INFINITE)
    except (ValueError, IndexError, KeyError):
        possible, said = [], (0.0, INFINITE)
    if said not in possible:
        cell = ", ".join(f"{dimension.name}={row[dimension.name]}" for dimension in table.dimensions)
        problems.append(problem("TIP-E504", table=table.name, cell=cell))
    return said


def _unread(site: Site) -> tuple[str, ...]:
    """Columns that say something which no arithmetic can follow, such as weighted shares."""
    return tuple(
        f"{table.name}.{column}"
        for table in site.tables
        for column in table.columns
        if column not in CHECKED and column not in {dimension.name for dimension in table.dimensions}
    )

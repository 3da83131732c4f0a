"""Percentages and rates: they follow from published numbers, or each of them is one more fact about the true ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.audit.rates import loose_rates
from pipelines.audit.read import TOTAL, Row, Table
from pipelines.audit.rule import INFINITE

BASES = ("any_answer", TOTAL)
Values = tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """Something known of several numbers: `least <= sum of weights * numbers <= most`, with whole weights."""

    weights: tuple[tuple[int, int], ...]
    least: float
    most: float


@dataclass(frozen=True)
class Loose:
    """A printed share that does not follow from what else is published, with the facts that it is."""

    table: str
    column: str
    number: int
    printed: str
    facts: tuple[Fact, ...]


def loose_shares(table: Table, rows: Sequence[int], areas: Sequence[Mapping[str, Any]]) -> list[Loose]:
    """Every base, percentage and rate of a table that says more than its published counts."""
    numbers = {table.values(row): number for row, number in zip(table.rows, rows, strict=True)}
    shares = _Shares(table, numbers, {table.values(row): row["count"] for row in table.rows}, populations(areas))
    return [*shares.bases(), *shares.percentages(), *shares.rates()]


def populations(areas: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """People living in each area, and in all of them together where every top area's number is known."""
    known = {str(area["code"]): int(area["population"]) for area in areas if area.get("population")}
    top = [str(area["code"]) for area in areas if not area.get("parent")]
    return known | ({TOTAL: sum(known[code] for code in top)} if top and set(top) <= set(known) else {})


@dataclass(frozen=True)
class _Shares:
    table: Table
    numbers: Mapping[Values, int]
    counts: Mapping[Values, str]
    people: Mapping[str, int]

    def bases(self) -> Iterator[Loose]:
        """Bases that are no published count of a cell the row could be a share of."""
        for row in self.table.rows:
            base = row.get("base", "")
            if base and not any(self.counts[whole] == base for whole in self._wholes(row)):
                yield self._loose(row, "base", base, ())

    def percentages(self) -> Iterator[Loose]:
        for row, text, printed, scale in self._printed("pct"):
            wholes = self._wholes(row)
            base = row.get("base", "")
            whole = next((whole for whole in wholes if base and self.counts[whole] == base), None)
            known = int(base) if whole else 0
            if not (known and row["count"] and abs(printed * known - 100 * scale * int(row["count"])) * 2 <= known):
                facts = self._share(row, whole or next(iter(wholes), None), printed, scale)
                yield self._loose(row, "pct", text, facts)

    def rates(self) -> Iterator[Loose]:
        """Rates, and what is told with them."""
        for row, column, printed, least, most in loose_rates(self.table, self.people):
            fact = Fact(((self.numbers[self.table.values(row)], 1),), least, most)
            yield self._loose(row, column, printed, (fact,) if most < INFINITE else ())

    def _share(self, row: Row, whole: Values | None, printed: int, scale: int) -> tuple[Fact, ...]:
        """Two inequalities: a percentage that is rounded lies within half a unit of its last decimal."""
        number = self.numbers[self.table.values(row)]
        if whole is None:
            return ()
        over, under = ((self.numbers[whole], edge - 2 * printed) for edge in (1, -1))
        return (
            Fact(((number, 200 * scale), over), 0.0, INFINITE),
            Fact(((number, 200 * scale), under), -INFINITE, 0.0),
        )

    def _printed(self, column: str) -> Iterator[tuple[Row, str, int, int]]:
        """Each printed value as a whole number of units of the last decimal that the column uses."""
        texts = [(row, row.get(column, "")) for row in self.table.rows]
        scale = 10 ** max((len(text.partition(".")[2].rstrip("0")) for _, text in texts), default=0)
        for row, text in texts:
            if text:
                yield row, text, round(float(text) * scale), scale

    def _wholes(self, row: Row) -> list[Values]:
        """Cells that differ from a row in one breakdown, of which they hold any answer, or all."""
        values = self.table.values(row)
        other = [
            (*values[:at], base, *values[at + 1 :])
            for base in BASES
            for at, dimension in enumerate(self.table.dimensions)
            if dimension.kind != "group"
        ]
        return [whole for whole in other if whole in self.counts and whole != values]

    def _loose(self, row: Row, column: str, printed: str, facts: tuple[Fact, ...]) -> Loose:
        return Loose(self.table.name, column, self.numbers[self.table.values(row)], printed, facts)

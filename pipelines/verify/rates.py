"""Rates, their intervals and the limits around them, worked out again from published numbers by arithmetic alone."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf, sqrt
from typing import Any

from pipelines.verify.cells import TOTAL, Placed, Values

RATES = ("rate_per_100k", "rate_low", "rate_high", "funnel_low", "funnel_high")
PEOPLE = 100_000
# A rate is told to one decimal.
HALF = 0.05 + 1e-6
# 95 per cent of a normal distribution lie within so many standard deviations.
Z = 1.959963984540054
Numbers = Mapping[str, float | None]


def wrong_rates(placed: Placed, areas: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """Column and line of every number about a rate that does not follow from the counts of its table."""
    table = placed.table
    columns = [name for name in ("population", *RATES) if name in table.cells.column_names]
    if not columns:
        return
    known = populations(areas)
    area = next(at for at, dimension in enumerate(table.dimensions) if dimension["kind"] == "area")
    told = [table.numbers(name) for name in ("count", "at_least", "at_most")]
    own = {
        row: dict(zip(("count", "at_least", "at_most"), numbers, strict=True))
        for row, *numbers in zip(placed.rows, *told, strict=True)
    }
    for column in columns:
        for line, (row, printed) in enumerate(zip(placed.rows, table.numbers(column), strict=True), 2):
            if printed is not None and not _follows(column, float(printed), row, area, own, known):
                yield column, line


def _follows(
    column: str, printed: float, row: Values, area: int, told: Mapping[Values, Numbers], known: Mapping[str, float]
) -> bool:
    people = known.get(row[area])
    if not people:
        return False
    if column == "population":
        return printed == people
    numbers = told[row]
    if column.startswith("funnel"):
        share = people / known.get(TOTAL, inf)
        whole = told.get((*row[:area], TOTAL, *row[area + 1 :]), {})
        numbers = {name: None if number is None else number * share for name, number in whole.items()}
    expected = _expected(column, numbers)
    return expected is not None and abs(printed - PEOPLE * expected / people) <= HALF


def _expected(column: str, told: Mapping[str, float | None]) -> float | None:
    """People, before they are set against the population."""
    least, most = told.get("at_least"), told.get("at_most")
    match column:
        case "rate_per_100k":
            return told.get("count")
        case "rate_low" if least is not None:
            return least * (1 - 1 / (9 * least) - Z / (3 * sqrt(least))) ** 3 if least else 0.0
        case "rate_high" if most is not None:
            return (most + 1) * (1 - 1 / (9 * (most + 1)) + Z / (3 * sqrt(most + 1))) ** 3
        case "funnel_low" if least is not None:
            return max(0.0, least - Z * sqrt(least) + (Z * Z - 1) / 6)
        case "funnel_high" if most is not None:
            return most + Z * sqrt(most) + (Z * Z - 1) / 6
    return None


def populations(areas: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """People living in each area; in all of them together where every top area's number is known."""
    known = {str(area["code"]): float(area["population"]) for area in areas if area.get("population")}
    top = [str(area["code"]) for area in areas if not area.get("parent")]
    return known | ({TOTAL: sum(known[code] for code in top)} if set(top) <= set(known) else {})

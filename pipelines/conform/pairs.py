"""Fields of which a cell gives two values: a day and how much of it is known, or between what a hidden count lies."""

import pyarrow as pa

from pipelines.conform.plan import WORD
from pipelines.conform.texts import Cell, Parsed
from schemas.fields import most_of


def day_and_precision(name: str, parsed: Parsed) -> dict[str, pa.Array]:
    """A date and, beside it, how much of it the source gave: a day, a month or a year."""
    return {
        name: _part(parsed, 0).array(pa.date32()),
        f"{name}_precision": _part(parsed, 1).array(WORD),
    }


def least_and_most(name: str, parsed: Parsed) -> dict[str, pa.Array]:
    """The least that a count can be and, beside it, the most: the same number where nobody has hidden it."""
    return {name: _part(parsed, 0).array(pa.int32()), most_of(name): _part(parsed, 1).array(pa.int32())}


def _part(parsed: Parsed, place: int) -> Parsed:
    return Parsed(parsed.codes, [Cell(cell.value[place] if cell.value else None) for cell in parsed.cells])

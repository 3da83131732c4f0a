"""What one provider knows when it reads exact numbers: its own cases, and where there are no others."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.publish.cells import Cells
from pipelines.publish.intervals import Counts, Mask
from pipelines.publish.providers import Provider
from pipelines.tables import CountedTable


@dataclass(frozen=True)
class Insider:
    """How many of each number are its own cases, and of which it knows that nobody else's case is among them."""

    own: Counts
    is_alone: Mask

    @classmethod
    def of(cls, provider: Provider, cells: Cells, tables: Sequence[CountedTable]) -> "Insider":
        """One provider of the counted tables."""
        return cls(provider.own_cases(cells, tables), _empty(cells, cells.known | provider.is_alone(cells)))


def _empty(cells: Cells, empty: Mask) -> Mask:
    """The numbers that are zero because others are: sums of empty parts, and parts of empty sums."""
    before = -1
    while before < (before := int(empty.sum())):
        for whole, parts, _ in cells.relations:
            empty[whole] |= bool(empty[list(parts)].all())
            empty[list(parts)] |= empty[whole]
    return empty

"""Which numbers can be set in an order: only those whose published intervals do not overlap."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.cells import Cell


@dataclass(frozen=True)
class Span:
    """From the least to the most that a number can be."""

    least: float
    most: float


def span(cell: Cell) -> Span:
    """What is told of a cell; of a withheld one, nothing."""
    return Span(cell.at_least, math.inf if cell.at_most is None else cell.at_most)


def may_be_largest(spans: Sequence[Span]) -> list[int]:
    """The places of those that no other is surely larger than; one alone is surely the largest."""
    floor = max((one.least for one in spans), default=0)
    return [at for at, one in enumerate(spans) if one.most >= floor]


def may_be_smallest(spans: Sequence[Span]) -> list[int]:
    """The places of those that no other is surely smaller than."""
    ceiling = min((one.most for one in spans), default=0)
    return [at for at, one in enumerate(spans) if one.least <= ceiling]

"""What is protected, and what is found to be told too well."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.program import FAR, SLACK, Answer, Indices


@dataclass(frozen=True)
class Quantity:
    """A sum of columns less a sum of columns that nobody may pin down.

    `low`: it may be 0, or is surely not small; `high`: it may be as large as the rule asks.
    """

    why: str
    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    low: bool = True
    high: bool = True


@dataclass(frozen=True)
class Disclosure:
    """A quantity that is told too well, its bound, and the columns whose least or most prove it."""

    quantity: Quantity
    side: str
    bound: float
    at_least: Indices
    at_most: Indices


@dataclass(frozen=True)
class Goal:
    """The rule: a number that may be below `small` may be 0 and may be `reach`."""

    small: int
    reach: int


def matrix_of(quantities: Sequence[Quantity], size: int) -> sparse.csr_array:
    """The quantities as rows over so many columns."""
    rows = [row for row, q in enumerate(quantities) for _ in (*q.plus, *q.minus)]
    columns = [column for q in quantities for column in (*q.plus, *q.minus)]
    signs = [sign for q in quantities for sign in (*[1.0] * len(q.plus), *[-1.0] * len(q.minus))]
    return sparse.csr_array((signs, (rows, columns)), shape=(len(quantities), size))


def binding(answer: Answer, least: Numbers, most: Numbers) -> tuple[Mask, Mask]:
    """Columns whose least, and whose most, holds the objective where it is: the proof."""
    at_least = (answer.duals > SLACK) & np.isfinite(least)
    at_most = (answer.duals < -SLACK) & (most < FAR)
    return at_least, at_most

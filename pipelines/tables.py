"""The tables that `count` hands to `publish`: cells with their dimensions and the sums that tie them together."""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

DimensionKind = Literal["single", "multi", "area", "period", "group"]

# The most that a count can be, where others have hidden a part of it.
MOST = "most"
TOTAL = "total"
ANY_ANSWER = "any_answer"
# Ends the code of the part of a larger area of which nobody recorded the smaller one: no place of its own.
UNSPECIFIED = "-unspecified"


@dataclass(frozen=True)
class Dimension:
    """One breakdown of a table, and what an outsider knows of how its values add up.

    `partitions` maps a value to children that add up to it exactly, e.g. "2024" to its quarters.
    `covers` maps a value to words that overlap (one person, several answers): each is at most the
    value, and together they are at least the value. A dimension of kind "group" has no total.
    """

    name: str
    kind: DimensionKind
    partitions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    covers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    per_group: "dict[str, Dimension]" = field(default_factory=dict)


@dataclass(frozen=True)
class CountedTable:
    """One table of counts with every level of every dimension present as a row, true zeros included.

    `frame` has one text column per dimension, an int64 column "count", and the `extras`, columns
    that are hidden together with their row. A column "is_reported" is false where no source has reported,
    so that a 0 is none. A column "most" is above the count where those who made it have hidden a part of it: the
    count is then the least that it can be. Two cells are the same number when their universe and
    their (dimension, value) pairs other than "total" are equal, also across tables: `fixed` pairs belong to every
    cell of the table, and `universes` gives the values of a group dimension that are whole universes of their own.
    `reported_by` is the dimension that says whose reports of `records` make a cell reported.
    """

    name: str
    title: str
    universe: str
    unit: str
    dimensions: tuple[Dimension, ...]
    frame: pd.DataFrame
    definition: str = ""
    denominator: str = ""
    records: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    universes: dict[str, str] = field(default_factory=dict)
    reported_by: str = ""

    @property
    def is_counted(self) -> bool:
        """False for tables that say yes or no, such as the coverage of each source."""
        return "count" in self.frame.columns

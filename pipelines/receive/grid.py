"""A run of rows as they stand in the file: text columns by position, and which rows have too many or too few cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pyarrow as pa

TOO_MANY, TOO_FEW = "TIP-E110", "TIP-E111"
ROWS_AT_ONCE = 4096


@dataclass(frozen=True)
class Width:
    """How many columns there are, and how many cells a row `needs` (columns after the last header may be absent)."""

    columns: int
    needs: int


@dataclass(frozen=True)
class Grid:
    """Columns of equal length, one text array each; `odd` maps the place of a row to what is wrong with it."""

    columns: list[Any]
    odd: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns[0])


def grids_of(rows: Iterable[Sequence[str]], width: Width) -> Iterator[Grid]:
    """Rows of any length as grids of one width."""
    iterator = iter(rows)
    while batch := list(islice(iterator, ROWS_AT_ONCE)):
        odd: dict[int, str] = {}
        if set(map(len, batch)) != {width.columns}:
            for place, row in enumerate(batch):
                if len(row) < width.needs:
                    odd[place] = TOO_FEW
                elif any(cell.strip() for cell in row[width.columns :]):
                    odd[place] = TOO_MANY
            spare = [""] * width.columns
            batch = [[*row, *spare][: width.columns] for row in batch]
        yield Grid([pa.array(column, pa.string()) for column in zip(*batch, strict=True)], odd)

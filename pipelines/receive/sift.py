"""Which rows of a grid are data: not the blank ones, totals, the footer, nor those with cells too many or too few."""

from collections import Counter
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.receive.grid import Grid
from pipelines.receive.headers import ROW, Headers
from schemas.source import FileFormat

Mask = npt.NDArray[np.bool_]


class Sieve:
    """Goes over the grids of one file in order and keeps count of every row that it takes out."""

    def __init__(self, headers: Headers, how: FileFormat, first_row: int) -> None:
        self._headers = headers
        self._how = how
        self._next_row = first_row
        self._is_over = False
        self.read = self.empty = self.skipped = self.first_empty = 0
        self.rejected: list[tuple[int, str]] = []
        self.ignored: Counter[int] = Counter()

    def keep(self, grid: Grid) -> pa.Table:
        """The rows that are data, under their headers and with their numbers."""
        size = len(grid)
        numbers = np.arange(self._next_row, self._next_row + size, dtype=np.int32)
        self._next_row += size
        self.read += size
        empty = _empty(grid.columns)
        skipped = self._skipped(grid.columns, empty)
        # A printed number in a column without a name makes no row of an empty one.
        named = [column for name, column in zip(self._headers.names, grid.columns, strict=True) if name]
        nameless = _empty(named) & ~empty & ~skipped
        self._count_ignored(grid.columns, nameless)
        empty = (empty | nameless) & ~skipped
        odd = np.zeros(size, dtype=np.bool_)
        odd[list(grid.odd)] = True
        odd &= ~(empty | skipped)
        self.rejected += [(int(numbers[place]), grid.odd[place]) for place in np.flatnonzero(odd).tolist()]
        self.empty += int(empty.sum())
        if empty.any() and not self.first_empty:
            self.first_empty = int(numbers[empty][0])
        self.skipped += int(skipped.sum())
        return self._named(grid.columns, numbers, ~(empty | skipped | odd))

    def _skipped(self, columns: list[Any], empty: Mask) -> Mask:
        """Totals rows, and from the footer on everything."""
        if self._is_over:
            return np.ones(len(empty), dtype=np.bool_)
        skipped = np.zeros(len(empty), dtype=np.bool_)
        for header, texts in self._how.skip_where.items():
            cells = pc.utf8_trim_whitespace(columns[self._headers.names.index(header)])
            skipped |= _as_mask(pc.is_in(cells, pa.array([text.strip() for text in texts], pa.string())))
        if self._how.footer:
            starts = np.flatnonzero(_begins(columns, self._how.footer) & ~empty)
            if len(starts):
                self._is_over = True
                skipped[starts[0] :] = True
        return skipped

    def _named(self, columns: list[Any], numbers: npt.NDArray[np.int32], kept: Mask) -> pa.Table:
        is_all = bool(kept.all())
        mask = pa.array(kept)
        named = {ROW: pa.array(numbers if is_all else numbers[kept])}
        for name, column in zip(self._headers.names, columns, strict=True):
            if name:
                named[name] = column if is_all else column.filter(mask)
        self._count_ignored(columns, kept)
        return pa.table(named)

    def _count_ignored(self, columns: list[Any], rows: Mask) -> None:
        """Filled cells under no name, which are not read."""
        for place, (name, column) in enumerate(zip(self._headers.names, columns, strict=True)):
            if not name and rows.any() and (filled := int((~_empty([column]) & rows).sum())):
                self.ignored[place] += filled


def _empty(columns: list[Any]) -> Mask:
    """The rows whose cells are all empty or blank; most often the first column shows that there are none."""
    empty = np.ones(len(columns[0]), dtype=np.bool_)
    for column in columns:
        empty &= _as_mask(pc.equal(pc.utf8_trim_whitespace(column), ""))
        if not empty.any():
            break
    return empty


def _begins(columns: list[Any], texts: tuple[str, ...]) -> Mask:
    """The rows whose first filled cell starts with one of the texts."""
    trimmed = [pc.utf8_trim_whitespace(column) for column in columns]
    first = pc.coalesce(*(pc.if_else(pc.equal(cells, ""), None, cells) for cells in trimmed), "")
    return reduce(np.logical_or, (_as_mask(pc.starts_with(first, text)) for text in texts))


def _as_mask(array: Any) -> Mask:
    mask: Mask = np.asarray(array, dtype=np.bool_)
    return mask

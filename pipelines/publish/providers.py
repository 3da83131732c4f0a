"""What one provider of records knows: its own cases, and that in some cells there can be nobody else's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.publish.cells import Cells
from pipelines.publish.intervals import Counts, Mask
from pipelines.tables import CountedTable

# A universe, a dimension of it, and a value.
Value = tuple[str, str, str]


@dataclass(frozen=True)
class Provider:
    """One organisation: the tables of its own cases alone, and the values that only it reports."""

    tables: Sequence[CountedTable]
    alone_in: frozenset[Value] = frozenset()

    def own_cases(self, cells: Cells, tables: Sequence[CountedTable]) -> Counts:
        """How many of each number are its own cases; 0 in tables that it has none of."""
        known = np.zeros(len(cells.counts), dtype=np.int64)
        by_name = {table.name: table for table in self.tables}
        for table, rows in zip(tables, cells.rows, strict=True):
            if table.name in by_name:
                names = [dimension.name for dimension in table.dimensions]
                counts = by_name[table.name].frame.set_index(names)["count"]
                known[rows] = counts.reindex(table.frame.set_index(names).index, fill_value=0).to_numpy()
        return known

    def is_alone(self, cells: Cells) -> Mask:
        """The cells in which everybody knows that there is nobody else's case."""
        alone = [any((universe, *pair) in self.alone_in for pair in pairs) for universe, pairs in cells.keys]
        return np.array(alone, dtype=bool)


Providers = Mapping[str, Provider]

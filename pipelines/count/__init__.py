"""count: one select per file over the linked records, then every level of every dimension as a cell."""

from pipelines.count.counted import Part, count, read_counted, to_cells
from pipelines.count.levels import Asked
from pipelines.count.names import Names, Reporter, levels_of, table_levels
from pipelines.count.recodes import refuse_recodes
from pipelines.count.spec import TableSpec, read_specs

__all__ = [
    "Asked",
    "Names",
    "Part",
    "Reporter",
    "TableSpec",
    "count",
    "levels_of",
    "read_counted",
    "read_specs",
    "refuse_recodes",
    "table_levels",
    "to_cells",
]

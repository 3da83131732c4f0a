"""count: one select per file over the linked records, then every level of every dimension as a cell."""

from pipelines.count.counted import Names, count, read_counted
from pipelines.count.levels import Asked
from pipelines.count.spec import TableSpec, read_specs

__all__ = ["Asked", "Names", "TableSpec", "count", "read_counted", "read_specs"]

"""conform: text rows to valid rows. Reads what `receive` wrote, and nothing else; a row is accepted or says why not."""

from pipelines.conform.chunk import Conformed, conform_chunk
from pipelines.conform.delivery import conform
from pipelines.conform.edge import conform_received, stopped, write_empty
from pipelines.conform.outcome import Counts, Outcome
from pipelines.conform.plan import Context, Plan, make_plan

__all__ = [
    "Conformed",
    "Context",
    "Counts",
    "Outcome",
    "Plan",
    "conform",
    "conform_chunk",
    "conform_received",
    "make_plan",
    "stopped",
    "write_empty",
]

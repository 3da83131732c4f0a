"""The allow-list: what the policy does not name cannot leave."""

from collections.abc import Sequence

from pipelines.tables import CountedTable
from schemas.policy import Policy
from schemas.problems import ReleaseStopped, problem


def require_allowed(tables: Sequence[CountedTable], policy: Policy) -> None:
    """ReleaseStopped for every table that the policy does not name with all of its dimensions."""
    found = [
        problem("TIP-E313", table=table.name, names=", ".join(unnamed))
        for table in tables
        if (unnamed := policy.allow.unnamed(table.name, [dimension.name for dimension in table.dimensions]))
    ]
    if found:
        raise ReleaseStopped(*found)

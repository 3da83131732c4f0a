"""A site of the profile dp: nothing but numbers with noise in them may stand there, and those are no hard facts."""

from dataclasses import replace

from pipelines.audit.read import Site, Table
from schemas.problems import ReleaseStopped, problem


def require_noisy(site: Site) -> int:
    """The number of counts with noise.

    Raises:
        ReleaseStopped: A table has a count of another kind.
    """
    for table in site.tables:
        if not _is_noisy(table):
            raise ReleaseStopped(problem("TIP-E511", table=table.name))
    return sum(len(table.rows) for table in site.tables)


def without_noise(site: Site) -> Site:
    """The site but for its tables of counts with noise."""
    return replace(site, tables=tuple(table for table in site.tables if not _is_noisy(table)))


def _is_noisy(table: Table) -> bool:
    return "error_95" in table.columns and all(row["status"] == "noisy" for row in table.rows)

"""One provider's own counts: a folder of CSV files named like the tables, with their breakdowns and a count.

A column "alone" may say yes where everybody knows that nobody but this provider has cases.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from pipelines.audit.read import Site
from pipelines.audit.registry import NOW, Key, Registry
from schemas.problems import ReleaseStopped, problem


@dataclass(frozen=True)
class Own:
    """How many of each number are the provider's own, and the numbers in which it is alone."""

    counts: dict[int, int]
    alone: frozenset[int]


def read_own(folder: Path, site: Site, registry: Registry) -> Own:
    """What the provider knows; a row that is left out is none of its own.

    Raises:
        ReleaseStopped: A file is no table of the site, or one of its rows no cell of it.
    """
    tables = {table.name: table for table in site.tables}
    found, alone = dict[int, int](), set[int]()
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in tables:
            raise ReleaseStopped(problem("TIP-E513", file=path.name, what="the site has no table of this name"))
        table = tables[path.stem]
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), 2):
                try:
                    number = registry.index[Key(NOW, *table.key(table.values(row)))]
                    found[number] = max(found.get(number, 0), int(row["count"]))
                    alone |= {number} if row.get("alone") == "yes" else set()
                except (KeyError, TypeError, ValueError):
                    what = "it is no cell of this table with a whole number as its count"
                    raise ReleaseStopped(problem("TIP-E513", file=path.name, row=line, what=what)) from None
    if not found:
        raise ReleaseStopped(problem("TIP-E513", file=folder.name, what="there is no count in it"))
    return Own(found, frozenset(alone))

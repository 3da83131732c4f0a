"""What a new release says otherwise than the last one, in numbers of tables: the values stay where they are."""

import csv
from pathlib import Path

from schemas.periods import PERIOD, last_month

# Columns behind the dimensions of a table.
SAID = ("count", "at_least", "at_most", "status", "has_report")
Cells = dict[tuple[tuple[str, str], ...], tuple[str, ...]]


def changed_tables(now: Path, before: Path, through: str) -> list[str]:
    """The tables in which both speak of a cell and say different things of it. Both are published folders.

    `through` is the last month of the release before. Where the new one speaks of later months, its totals grow with
    them: then only cells of a period up to that month are compared.
    """
    return [
        path.stem
        for path in sorted((now / "tables").glob("*.csv"))
        if (before / "tables" / path.name).exists() and _differ(path, before / "tables" / path.name, through)
    ]


def _differ(now: Path, before: Path, through: str) -> bool:
    new, old = _cells(now), _cells(before)
    return any(old[cell] != said for cell, said in new.items() if cell in old and _is_told(cell, through))


def _cells(path: Path) -> Cells:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    names = lines[0]
    end = min((names.index(name) for name in SAID if name in names), default=len(names))
    kept = [at for at, name in enumerate(names) if name in SAID]
    return {tuple(zip(names[:end], line[:end], strict=True)): tuple(line[at] for at in kept) for line in lines[1:]}


def _is_told(cell: tuple[tuple[str, str], ...], through: str) -> bool:
    """Whether a cell is of a period that was over; always, where no month is named."""
    periods = [value for name, value in cell if name == "period" and PERIOD.fullmatch(value)]
    return not through or any(last_month(period) <= through for period in periods)

"""The areas that a community counts by, from areas.csv: code, name, level, parent, population, also."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.hierarchy import level_mistakes, population_mistakes
from schemas.problems import DeclarationMistake, Problem, problem
from schemas.words import fold

NEEDED = ("code", "level", "name", "parent", "population")
# Words that stand for sums and for no area in every table.
KEPT = ("total", "any_answer", "unknown")


@dataclass(frozen=True)
class Area:
    """One area; `also` are other names that sources write for it."""

    code: str
    name: str
    level: str
    parent: str
    population: int | None
    also: tuple[str, ...] = ()

    @property
    def texts(self) -> frozenset[str]:
        """Everything, folded, that a source may write for the area."""
        return frozenset(map(fold, (self.code, self.name, *self.also)))


def read_area_file(path: Path) -> tuple[Area, ...]:
    """The areas in the order of their file; every mistake in the file is named with its line."""
    rows = _rows(path)
    bad = [(line, what) for line, row in enumerate(rows, 2) for what in _cell_mistakes(row)]
    areas = tuple(map(_area, rows))
    bad += [(line, what) for line, area in enumerate(areas, 2) for what in _tree_mistakes(area, areas)]
    if not bad:  # what lies in what is known
        bad += [(place + 2, what) for place, what in (*level_mistakes(areas), *population_mistakes(areas))]
    if bad:
        raise DeclarationMistake(*(_problem(path, line, what) for line, what in sorted(bad)))
    return areas


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        do = f"Write the columns {', '.join(NEEDED)}, also; the sample community shows how."
        raise DeclarationMistake(problem("TIP-E002", file=path.name, what=f"areas file {path.name}", do=do))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [{key: (row[key] or "").strip() for key in row if key is not None} for row in reader]
    except (UnicodeDecodeError, csv.Error):
        raise DeclarationMistake(_problem(path, 1, "the file must be a CSV file in UTF-8")) from None
    if not rows or not set(NEEDED) <= set(rows[0]):
        raise DeclarationMistake(_problem(path, 1, f"the columns must be {', '.join(NEEDED)}, and there must be rows"))
    return rows


def _problem(path: Path, line: int, what: str) -> Problem:
    return problem("TIP-E001", file=path.name, line=line, what=what)


def _area(row: dict[str, str]) -> Area:
    population = row["population"]
    return Area(
        code=row["code"],
        name=row["name"],
        level=row["level"],
        parent=row["parent"],
        population=int(population) if population.isdecimal() else None,
        also=tuple(text.strip() for text in row.get("also", "").split(";") if text.strip()),
    )


def _cell_mistakes(row: dict[str, str]) -> Iterator[str]:
    if not row["code"] or not row["name"]:
        yield "every area has a code and a name"
    if row["code"] in KEPT:
        yield f"{row['code']} cannot be a code; it has another meaning in the tables"
    if row["population"] and not row["population"].isdecimal():
        yield "population must be a whole number or empty"


def _tree_mistakes(area: Area, areas: tuple[Area, ...]) -> Iterator[str]:
    parents = {other.code: other.parent for other in areas}
    if area.code and [other.code for other in areas].count(area.code) > 1:
        yield f"{area.code} is there more than once"
    if area.parent and area.parent not in parents:
        yield f"the parent of {area.code} is no code of this file"
    above = [area.code]
    while (parent := parents.get(above[-1], "")) and parent not in above:
        above.append(parent)
    if parents.get(above[-1]) == area.code:
        yield f"{area.code} lies within itself"
    others = Counter(text for other in areas if other.code != area.code for text in other.texts)
    if shared := sorted(text for text in area.texts if text and others[text]):
        yield f'{area.code} shares "{shared[0]}" with another area, and a source that writes it means only one'

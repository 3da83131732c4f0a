"""What conform must know of the community, and the areas that a declaration names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas.community import Area
from schemas.fields import RecordType
from schemas.problems import Problem, problem
from schemas.source import Record
from schemas.words import fold


@dataclass(frozen=True)
class Context:
    """What conform must know of the community. Dates after the day `on` get a note."""

    country: str
    areas: tuple[Area, ...]
    on: date | None = None

    @property
    def area_names(self) -> dict[str, str]:
        """Folded code, name or other name to the code of the area."""
        return {text: area.code for area in self.areas for text in area.texts}


def unknown_areas(kind: RecordType, record: Record, context: Context) -> Iterator[Problem]:
    """Areas that the declaration names and the community does not have."""
    known = context.area_names
    for entry in kind.fields:
        if entry.kind == "area":
            declared = [*record.words.get(entry.name, {}).values(), *filter(None, [record.fixed.get(entry.name)])]
            for text in declared:
                if fold(text) not in known:
                    yield problem("TIP-E158", column=f"{entry.name} in the declaration", expected="areas.csv")


def fixed_texts(kind: RecordType, record: Record, context: Context) -> dict[str, str]:
    """What is the same for all rows; an area by its code."""
    known = context.area_names
    return {
        name: known.get(fold(text), text) if kind.field(name).kind == "area" else text
        for name, text in record.fixed.items()
    }

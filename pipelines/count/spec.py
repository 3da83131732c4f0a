"""What a table says about itself: the comment lines at the top of its SQL file."""

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from pipelines.tables import DimensionKind
from schemas.declaration import MARK, Declared, declare, read_toml
from schemas.problems import DeclarationMistake, problem
from schemas.words import list_names

# People are what linking makes of identifications.
LINKED = {"person": "identification"}


class DimensionSpec(Declared):
    """One dimension: its kind, and where its values come from (a closed list, or the table itself).

    `finest`: the smallest period (month, where nothing is said), or the level of the smallest areas.
    """

    kind: DimensionKind
    list: str = ""
    values: dict[str, str] = {}
    finest: str = ""

    @model_validator(mode="after")
    def _has_values(self) -> "DimensionSpec":
        own = {"group": ("source", "question"), "multi": ("answer",), "single": ("source_kind",)}
        if self.kind in own and not self.values and self.list not in (*own[self.kind], *list_names()):
            raise ValueError("name its `values`, or a `list` of schemas/words")
        if self.kind == "period" and self.finest not in ("", "month", "quarter", "year"):
            raise ValueError("finest must be month, quarter or year")
        if self.finest and self.kind not in ("area", "period"):
            raise ValueError("finest belongs to a period, or to an area and is then a level of the areas file")
        return self


class TableTranslation(Declared):
    """What a table says of itself in another language; notes stand in the order of the English ones."""

    title: str
    definition: str = ""
    denominator: str = ""
    notes: tuple[str, ...] = ()
    extras: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}


class TableSpec(Declared):
    """A table of warehouse/counted: title and declaration from the comments, and the select itself.

    `definition` says what is counted, `denominator` what a percentage or a rate is of.
    """

    name: str
    title: str
    universe: str
    unit: str
    definition: str = ""
    denominator: str = ""
    dimensions: dict[str, DimensionSpec] = Field(min_length=1)
    fixed: dict[str, str] = {}
    universes: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    extras: dict[str, str] = {}
    reported_by: Literal["source", "source_kind"] | None = None
    translations: dict[str, TableTranslation] = {}
    sql: str

    def title_in(self, language: str) -> str:
        """The title in a language; in English where it has no translation."""
        return self.translations[language].title if language in self.translations else self.title

    @property
    def reads(self) -> frozenset[str]:
        """The linked tables that the select reads."""
        return frozenset(re.findall(r"\blinked\.(\w+)", self.sql))

    @property
    def records(self) -> tuple[str, ...]:
        """The records of sources that the table is made of; none for a table of what was handed in at all."""
        return tuple(sorted({LINKED.get(name, name) for name in self.reads}))

    @property
    def is_counted(self) -> bool:
        """Whether the select counts; a table such as the coverage of each source says yes or no."""
        return re.search(r'\bas\s+"?count\b', self.sql, re.IGNORECASE) is not None

    @property
    def reads_deliveries(self) -> bool:
        """Whether the table depends on which periods the deliveries cover."""
        return self.reported_by is not None or "community.delivery" in self.sql


def read_specs(folder: Path) -> dict[str, TableSpec]:
    """Every table of the folder by its name; the folder is the registry."""
    return {path.stem: read_spec(path) for path in sorted(folder.glob("*.sql"))}


def read_spec(path: Path) -> TableSpec:
    """The table that one SQL file declares; a DeclarationMistake names every mistake in its comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith("-- "):
        what = "the first line must be a comment: the title that a reader sees"
        raise DeclarationMistake(problem("TIP-E001", file=path.name, line=1, what=what))
    sql = "\n".join(line for line in lines if not line.startswith(MARK))
    return declare(TableSpec, {**read_toml(path), "name": path.stem, "title": lines[0][3:], "sql": sql}, path)

"""Whose file it is, told by its headers alone: the source whose declared columns are there, or a known format."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemas.declaration import read_toml
from schemas.headers import HeaderIndex, Wanted, wanted
from schemas.mapping import Record
from schemas.problems import FileStopped, problem
from schemas.source import Source
from schemas.source_rules import without_mistakes

# A column that is missing speaks against a source as strongly as two that are there speak for it.
MISSING_COSTS = 2
ENOUGH = 0.5
FEWEST = 2
CLOSE = 3


@dataclass(frozen=True)
class Recognised:
    """The source or the preset that a file's headers fit best; `name` is empty where nothing fits."""

    name: str
    is_preset: bool
    why: str
    found: int
    of: int
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fit:
    """How well the headers fit one declaration: of its columns how many are there, required ones and all."""

    name: str
    is_preset: bool
    found: int = 0
    of: int = 0
    found_required: int = 0
    required: int = 0
    missing: tuple[str, ...] = field(default=(), compare=False)

    @property
    def points(self) -> int:
        """What speaks for it, less what speaks against it."""
        return self.found - MISSING_COSTS * (self.required - self.found_required)

    @property
    def is_likely(self) -> bool:
        """Half of what must be there is there, and it is more than chance."""
        share = self.found_required / self.required if self.required else self.found / max(self.of, 1)
        return share >= ENOUGH and self.found >= min(FEWEST, self.of) and self.found > 0


def recognise(headers: Sequence[str], sources: Mapping[str, Source], presets: Path) -> Recognised:
    """The source whose declared columns are among the headers, else the preset; FileStopped where two fit alike.

    Of a delivery of several tables the headers are written as TABLE.COLUMN.
    """
    index = HeaderIndex(headers)
    own = [fit(name, source.record.values(), index) for name, source in sorted(sources.items())]
    return best([*own, *(fit(name, records, index, is_preset=True) for name, records in preset_records(presets))])


def best(fits: Iterable[Fit]) -> Recognised:
    """The best of these fits in words: a source before a preset. FileStopped where two sources fit equally well."""
    likely = sorted((each for each in fits if each.is_likely), key=lambda each: (each.is_preset, -each.points))
    if not likely:
        return Recognised("", is_preset=False, why="The headers fit no source and no known format.", found=0, of=0)
    first, others = likely[0], likely[1:]
    equal = [each.name for each in likely if (each.is_preset, each.points) == (first.is_preset, first.points)]
    if len(equal) > 1 and not first.is_preset:
        raise FileStopped(problem("TIP-E740", sources=", ".join(equal)))
    close = (each for each in others if each.is_preset == first.is_preset and each.points >= first.points - CLOSE)
    rivals = tuple(each.name for each in close)
    return Recognised(first.name, first.is_preset, _why(first, rivals), first.found, first.of, rivals)


def fit(name: str, records: Iterable[Record], index: HeaderIndex, *, is_preset: bool = False) -> Fit:
    """How many columns of a declaration are among the headers; a column that two records use counts once."""
    asked = dict.fromkeys(each for record in records for each in _asked(record))
    there = [each for each in asked if _is_there(each, index)]
    required = [each for each in asked if not each.is_optional]
    return Fit(
        name=name,
        is_preset=is_preset,
        found=len(there),
        of=len(asked),
        found_required=sum(not each.is_optional for each in there),
        required=len(required),
        missing=tuple(each.names[0] for each in required if each not in there),
    )


def preset_records(presets: Path) -> Iterator[tuple[str, list[Record]]]:
    """The records of every preset; a preset is a part of a declaration, so what it leaves open is no mistake."""
    for path in sorted(presets.glob("*.toml")):
        said: Any = read_toml(path).get("record", {})
        records = [without_mistakes(Record, content) for content in said.values() if isinstance(content, dict)]
        yield path.stem, [record for record in records if record]


def _asked(record: Record) -> Iterator[Wanted]:
    """The columns of a record, whatever they are used for; of a table's own columns the full names."""
    for each in wanted(record):
        own = [name for name in each.names if record.table and "." not in name]
        full = tuple(f"{record.table}.{name}" if name in own else name for name in each.names)
        yield Wanted("", full, is_optional=each.is_optional, is_flag=each.is_flag, marks=each.marks)


def _is_there(each: Wanted, index: HeaderIndex) -> bool:
    found = (index.find(name, is_flag=each.is_flag) for name in each.names)
    return any(one.header or one.several for one in found) or index.has_answers(each)


def _why(first: Fit, rivals: Sequence[str]) -> str:
    kind = "format" if first.is_preset else "source"
    said = f"{first.found} of the {first.of} columns that the {kind} {first.name} declares are there"
    missing = ", ".join(first.missing[:5]) + (", ..." if len(first.missing) > 5 else "")
    lacking = f"; missing: {missing}" if missing else ""
    close = f" Close to it: {', '.join(rivals)}." if rivals else ""
    return f"{said}{lacking}.{close}"

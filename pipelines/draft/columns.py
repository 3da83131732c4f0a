"""Which column of a sample file is which field: by the preset, by the names of columns, areas by what is in them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.draft.seen import Seen
from pipelines.personal import header_kind
from schemas.fields import RecordType
from schemas.headers import HeaderIndex, plain, wanted
from schemas.mapping import Record
from schemas.records import record_types
from schemas.synonyms import synonyms
from schemas.words import fold

# Standards and forms mark their columns: prs_Gender, x_CaseNumber, vic_TypeOfExploitation.
_PREFIX = re.compile(r"^[A-Za-z]{1,4}_(?=[A-Za-z])")
# The kind of record that a file without a known format has: the first of these with the most fields.
FIRST = ("identification", "incident")
MOSTLY = 0.8


@dataclass
class Mapped:
    """For one kind of record: field to header, fields that several headers would fit, and what the preset lacks."""

    kind: RecordType
    columns: dict[str, str] = field(default_factory=dict)
    several: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    by_preset: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    id: str = ""


def map_columns(kind: RecordType, preset: Record | None, seen: Mapping[str, Seen], areas: Collection[str]) -> Mapped:
    """The columns of a file as fields of that kind of record."""
    mapped = Mapped(kind)
    _by_preset(mapped, preset, seen)
    known = synonyms(kind.name)
    fixed = {*mapped.by_preset, *mapped.lacking, *(preset.columns if preset else ()), "record_id"}
    free = [header for header in seen if header not in mapped.used and not header_kind(header)]
    for each in kind.fields:
        if each.name in fixed or each.kind == "answers":
            continue
        _settle(mapped, each.name, [header for header in free if _names(header) & known[each.name]])
    if any(each.name == "area" for each in kind.fields) and "area" not in fixed:
        _area_by_content(mapped, seen, areas)
    if not (preset and preset.id):
        _settle_id(mapped, [header for header in free if _names(header) & known.get("record_id", frozenset())])
    return mapped


def likely_kind(seen: Mapping[str, Seen]) -> RecordType:
    """The kind of record whose fields most headers name."""
    names = sorted(record_types(), key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))
    return max((record_types()[name] for name in names), key=lambda kind: _points(kind, seen))


def _points(kind: RecordType, seen: Mapping[str, Seen]) -> int:
    spelled = {name for header in seen for name in _names(header)}
    return sum(bool(names & spelled) for names in synonyms(kind.name).values())


def _names(header: str) -> set[str]:
    """What a header may be called: whole, without its group or table, and without the mark of a standard."""
    last = re.split(r"[/.]", header)[-1] or header
    bare = _PREFIX.sub("", last)
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", bare)
    return {plain(text) for text in (header, last, bare, spaced)}


def _by_preset(mapped: Mapped, preset: Record | None, seen: Mapping[str, Seen]) -> None:
    if preset is None:
        return
    index = HeaderIndex(list(seen))
    for each in wanted(preset):
        found = [index.find(name, is_flag=each.is_flag).header for name in _full(each.names, preset)]
        header = next((name for name in found if name), None)
        if header:
            mapped.used.add(header)
            if each.field:
                mapped.by_preset[each.field] = header
        elif each.field and not each.is_optional and not index.has_answers(each):
            mapped.lacking.append(each.field)


def _full(names: Sequence[str], preset: Record) -> tuple[str, ...]:
    return tuple(f"{preset.table}.{name}" if preset.table and "." not in name else name for name in names)


def _settle(mapped: Mapped, name: str, fitting: list[str]) -> None:
    free = [header for header in fitting if header not in mapped.used]
    if len(free) == 1:
        mapped.columns[name] = free[0]
        mapped.used.add(free[0])
    elif free:
        mapped.several[name] = tuple(free)


def _settle_id(mapped: Mapped, fitting: list[str]) -> None:
    free = [header for header in fitting if header not in mapped.used]
    if len(free) == 1:
        mapped.id = free[0]
        mapped.used.add(free[0])
    elif free:
        mapped.several["record_id"] = tuple(free)


def _area_by_content(mapped: Mapped, seen: Mapping[str, Seen], areas: Collection[str]) -> None:
    """The only column in which nearly all texts are areas of the community, whatever its name is."""
    fitting = [
        header
        for header, column in seen.items()
        if header not in mapped.used - {mapped.columns.get("area")} and _is_area(column, areas)
    ]
    if len(fitting) == 1:
        mapped.several.pop("area", None)
        mapped.columns["area"] = fitting[0]
        mapped.used.add(fitting[0])
    elif fitting and "area" not in mapped.columns:
        mapped.several["area"] = tuple(fitting)


def _is_area(column: Seen, areas: Collection[str]) -> bool:
    answers = column.answers
    known = sum(count for text, count in answers.items() if fold(text) in areas)
    return len(answers) > 1 and known >= MOSTLY * sum(answers.values())

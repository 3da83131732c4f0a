"""The verb itself: a sample file to the text of a declaration, and the list of what a person must decide."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.draft.columns import Mapped, likely_kind
from pipelines.draft.dates import order_of_columns
from pipelines.draft.formats import Format, as_toml, format_of
from pipelines.draft.record import map_record, write_record
from pipelines.draft.seen import Seen, look, look_at_folder
from pipelines.draft.text import Draft, listed
from pipelines.personal import header_kind
from schemas.declaration import read_toml
from schemas.mapping import Record
from schemas.recognise import preset_records
from schemas.records import record_types
from schemas.source import FileFormat
from schemas.words import fold

KINDS = "police, shelter, legal_aid, hotline, health, government, ngo, survey or research"


@dataclass(frozen=True)
class Drafted:
    """`text` of source.toml, what was recognised and what must be decided, and the headers that are read."""

    text: str
    recognised: str
    decisions: tuple[str, ...]
    headers: tuple[str, ...]


def draft(name: str, path: Path, presets: Path, areas: Collection[str]) -> Drafted:
    """Everything that a file tells about how to declare it; `areas` are the folded names of the community's areas.

    A FileStopped where the file cannot be read at all. No text of a cell is told unless it is a word of a column that
    has few, each in several rows.
    """
    found = format_of(path, presets)
    how, seen = (found.how, look_at_folder(path, found.how)) if path.is_dir() else look(path, found.how)
    personal = [header for header in seen if header_kind(header)]
    base = read_toml(presets / f"{found.preset}.toml") if found.preset else {}
    records = _records(found.preset, presets)
    allowed = {header: column for header, column in seen.items() if header not in personal}
    kinds = list(records) or [likely_kind(allowed).name]
    every = {kind: map_record(record_types()[kind], records.get(kind), allowed, areas) for kind in kinds}
    made = Draft()
    _head(made, name, found, base, every, seen)
    _agreement(made)
    _file(made, how, base.get("file", {}), personal)
    used: set[str] = set()
    for kind, mapped in every.items():
        used |= write_record(made, mapped, records.get(kind), allowed)
    rest = [header for header in allowed if header not in used]
    if rest and not path.is_dir():
        made.gap()
        made.ask(f"columns that were not recognised and are not read: {listed(rest)}")
    recognised = found.recognised.why if found.preset else "No known format fits; the columns were told by their names."
    return Drafted(
        made.text(), recognised, tuple(made.decisions), tuple(header for header in allowed if header in used)
    )


def _records(preset: str, presets: Path) -> dict[str, Record]:
    """The records of the preset by their kind."""
    if not preset:
        return {}
    kinds = [kind for kind, said in read_toml(presets / f"{preset}.toml").get("record", {}).items() if said is not None]
    whole = dict(preset_records(presets))[preset]
    return {kind: record for kind, record in zip(kinds, whole, strict=True) if kind in record_types()}


def _head(
    made: Draft,
    name: str,
    found: Format,
    base: Mapping[str, Any],
    every: Mapping[str, Mapped],
    seen: Mapping[str, Seen],
) -> None:
    made.note(f"{name.replace('_', ' ')}: drafted from a file. Nothing is read before every DECIDE is replaced.")
    if found.preset:
        made.put("extends", found.preset, found.recognised.why)
    made.decide("holder", "the name of the organisation")
    if "kind" not in base:
        made.decide("kind", KINDS)
    made.decide("contact", "whom to ask about the file")
    if "identity" not in base:
        if any("record_id" in mapped.several for mapped in every.values()):
            made.decide("identity", "id, and the column that numbers the records below, or none")
        else:
            has_id = any(mapped.id for mapped in every.values())
            made.put("identity", "id" if has_id else "none", "" if has_id else "no column numbers the records")
    dates = {
        header: seen[header]
        for mapped in every.values()
        for field, header in {**mapped.by_preset, **mapped.columns}.items()
        if mapped.kind.field(field).kind == "date"
    }
    order = order_of_columns(dates.items())
    if not order.order:
        made.decide("date_order", f"dmy (day first) or mdy (month first), or iso. The whole file: {order.evidence}")
    elif base.get("date_order", "iso") != order.order and "date_order" not in base:
        made.put("date_order", order.order, order.evidence)
    made.decide("caveats", "what a reader must know about these records")
    made.note('Where there are pages in Spanish: translations.es.caveats = ["the same in Spanish"]')


def _agreement(made: Draft) -> None:
    made.table("agreement")
    made.decide("legal_basis", "the agreement under which the data are held")
    made.decide("consent", "how people are asked, or why they need not be")
    made.note("keep_months = 36")


def _file(made: Draft, how: FileFormat, base: Mapping[str, Any], personal: list[str]) -> None:
    keys = dict(as_toml(how, dict(base)))
    dropped = set(map(fold, base.get("drop", ())))
    personal = [header for header in personal if fold(header) not in dropped]
    if not keys and not personal:
        return
    made.table("file")
    for key, value in keys.items():
        made.put(key, value)
    if personal:
        made.put("drop", [*base.get("drop", ()), *personal], "may hold personal data; better not to export them at all")
        made.decisions.append(f"columns that may hold personal data and are cut off: {listed(personal)}")

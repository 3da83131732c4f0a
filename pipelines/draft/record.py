"""The part of a draft that is about one kind of record: its number, its columns, its words, its questions."""

from collections.abc import Collection, Mapping

from pipelines.draft.columns import Mapped, map_columns
from pipelines.draft.questions import Asked, questions
from pipelines.draft.seen import RARE, Seen
from pipelines.draft.text import Draft, listed
from pipelines.draft.words import Words, schemes_of, words_of
from schemas.fields import Field, RecordType
from schemas.mapping import Record
from schemas.words import word_list

NO_SCHEME = ("generic",)


def map_record(kind: RecordType, preset: Record | None, seen: Mapping[str, Seen], areas: Collection[str]) -> Mapped:
    """The columns of that kind of record; of a relational delivery those of its own tables."""
    tables = {preset.table, *(join.table for join in preset.join)} if preset and preset.table else None
    own = {header: each for header, each in seen.items() if not tables or header.partition(".")[0] in tables}
    return map_columns(kind, preset, own, areas)


def write_record(draft: Draft, mapped: Mapped, preset: Record | None, seen: Mapping[str, Seen]) -> set[str]:
    """The tables of one kind of record; the headers that are used."""
    name, kind = mapped.kind.name, mapped.kind
    every = {**mapped.by_preset, **mapped.columns}
    listed_fields = [(kind.field(field), seen[header]) for field, header in every.items() if kind.field(field).list]
    schemes = schemes_of(listed_fields, preset.scheme if preset else NO_SCHEME)
    words = {field.name: words_of(field, column, schemes, _own(preset, field)) for field, column in listed_fields}
    draft.table("record", name)
    if mapped.id:
        draft.put("id", _short(mapped.id, preset), _numbers(seen[mapped.id]))
    if schemes != (preset.scheme if preset else NO_SCHEME):
        draft.put("scheme", schemes)
    _columns(draft, mapped, preset, words)
    for field, said in words.items():
        if not (preset and preset.table):  # of joined tables most rows are about something else
            _words(draft, name, kind.field(field), said)
    used = {*mapped.used}
    if any(field.kind == "answers" for field in kind.fields):
        for asked in questions(seen, used):
            _question(draft, name, asked)
            used |= {asked.header, *asked.flags}
    return used


def _columns(draft: Draft, mapped: Mapped, preset: Record | None, words: Mapping[str, Words]) -> None:
    if mapped.columns or mapped.lacking:
        draft.table("record", mapped.kind.name, "columns")
    for field, header in mapped.columns.items():
        split = words[field].split if field in words else ()
        short = _short(header, preset)
        plain = split in ((), (";",))
        draft.put(field, short if plain else {"header": short, "split": split})
    for field in mapped.lacking:
        said = preset.columns[field].header if preset else ()
        draft.put(field, {"header": said, "optional": True}, "the format has this column, the sample file does not")
    for field, headers in mapped.several.items():
        draft.ask(f"{field} may be any of these columns: {listed(headers)}")


def _words(draft: Draft, record: str, entry: Field, said: Words) -> None:
    """What maps by itself as a comment; what does not, with its count, as lines to be filled in and switched on."""
    field = entry.name
    if said.unknown:
        draft.table("record", record, "words", field)
    else:
        draft.gap()
    if said.known and entry.kind != "countries":
        draft.note(f"{field}: known as they are: {'; '.join(said.known)}")
    for text, count, near in said.unknown:
        hint = f", near to {near}" if near else ""
        draft.note(f'"{text}" = "" ({count} rows{hint})')
    if said.unknown:
        draft.note(f"The words to choose from: {', '.join(word_list(entry.list).words)}")
    if said.unknown:
        draft.decisions.append(f"{field}: what {len(said.unknown)} texts of theirs mean, listed in source.toml")
    if said.hidden:
        draft.ask(f"{field}: {said.hidden} further texts have no match; `tipstats check` says in which rows")


def _question(draft: Draft, record: str, asked: Asked) -> None:
    keys = ("record", record, "questions", asked.name)
    draft.table(*keys)
    draft.decide("text", f"the question behind {listed([asked.header or asked.name])}, as people were asked it")
    if asked.header:
        draft.put("header", asked.header)
    if asked.split:
        draft.put("split", asked.split)
    draft.table(*keys, "answers")
    for answer in asked.answers:
        draft.put(answer, answer.replace("_", " ").capitalize())
    if asked.rare:
        draft.ask(f"{asked.name}: {asked.rare} further answers stand in fewer than {RARE} rows each")
    if asked.flags:
        draft.table(*keys, "flags")
        for header, answer in asked.flags.items():
            draft.put(header, answer)


def _own(preset: Record | None, field: Field) -> dict[str, str]:
    return preset.words.get(field.name, {}) if preset else {}


def _short(header: str, preset: Record | None) -> str:
    """The main table's own columns stand without its name."""
    return header.removeprefix(f"{preset.table}.") if preset and preset.table else header


def _numbers(seen: Seen) -> str:
    different = len(seen.texts)
    if different == seen.rows:
        return "every row has a number of its own"
    return f"{different} different numbers in {seen.rows} rows: make sure that the same number is the same record"

"""What a source has said about each column of its files, and so what can be looked for without a false alarm."""

from collections.abc import Iterator, Mapping
from typing import Literal

from schemas.records import record_types
from schemas.source import Record, Source
from schemas.words import fold

# id: their own numbers. plain: dates, amounts, tokens. coded: words of a closed list. unknown: nobody declared it.
Role = Literal["id", "plain", "coded", "unknown"]
PLAIN_KINDS = ("date", "period", "integer", "number", "token")
SETTLES = {"unknown": 0, "coded": 1, "plain": 2, "id": 3}


def roles_of(source: Source | None) -> dict[str, Role]:
    """The role of each column that the source declares, by its folded header; also of a joined table's column."""
    roles: dict[str, Role] = {}
    for name, record in source.record.items() if source else ():
        kinds = {field.name: field.kind for field in record_types()[name].fields}
        for header, role in _declared(record, kinds):
            for key in {fold(header), fold(header.rpartition(".")[2]) if record.table else fold(header)}:
                if SETTLES[role] > SETTLES[roles.get(key, "unknown")]:
                    roles[key] = role
    return roles


def _declared(record: Record, kinds: Mapping[str, str]) -> Iterator[tuple[str, Role]]:
    """Every header of one record with the role that its use gives it."""
    for header in record.id:
        yield header, "id"
    for join in record.join:
        yield join.on, "id"
        yield join.to or join.on, "id"
    for field, column in record.columns.items():
        kind = kinds.get(field, "text")
        role: Role = "id" if kind == "id" else "plain" if kind in PLAIN_KINDS else "coded"
        yield from ((header, role) for header in column.header)
        yield from ((header, "coded") for header in column.flags)
    for question in record.questions.values():
        yield from ((header, "coded") for header in (*question.header, *question.flags))
    yield from ((each.column, "coded") for each in record.filter)
    yield from ((header, "coded") for header in record.totals)

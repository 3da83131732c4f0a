"""Relational deliveries: one row per row of the main table, with what the joined tables say about it beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pyarrow as pa

from pipelines.receive.kinds import readable_files
from pipelines.receive.names import same
from pipelines.receive.reader import Reader, read_rows
from schemas.problems import FileStopped, problem
from schemas.source import FileFormat, Join, Record

if TYPE_CHECKING:
    import duckdb

# Which rows of a table belong to which row of the main one; keys are compared without blanks around them.
PAIRS = """
create table pairs_{at} as
select distinct pairs.main, new.n
from pairs_{parent} as pairs
join table_{parent} as old on old.n = pairs.n and trim(old.c{on}) <> ''
join table_{at} as new on trim(new.c{to}) = trim(old.c{on})
"""
# The rows that belong to the same row of the main table as one row; most often it is one already.
COLLAPSED = """
with paired as (
    select main, n, count(*) over (partition by main) as times from pairs_{at}
),
collapsed as (
    select main, {single} from paired join table_{at} using (n) where times = 1
    union all
    select main, {several} from paired join table_{at} using (n) where times > 1 group by main
)
select coalesce(columns(collapsed.* exclude (main)), '')
from table_0 left join collapsed on collapsed.main = table_0.n
order by table_0.n
"""
SINGLE = "trim(c{place}) as c{place}"
SEVERAL = "array_to_string(list_sort(list(distinct trim(c{place})) filter (trim(c{place}) <> '')), ';') as c{place}"


@dataclass(frozen=True)
class Table:
    """One table of the delivery: "row", then its columns."""

    name: str
    rows: pa.Table

    def place(self, column: str) -> int | None:
        """Where a column stands, or None; in capitals or not, where that leaves no doubt."""
        names = self.rows.column_names[1:]
        alike = [at for at, name in enumerate(names) if name.casefold() == column.casefold()]
        return names.index(column) if column in names else alike[0] if len(alike) == 1 else None


def read_joined(folder: Path, record: Record, how: FileFormat) -> Reader:
    """The record's main table with the columns "TABLE.COLUMN" of each joined one, left joined, row for row.

    Where several rows of a joined table belong to one main row, a cell holds their distinct filled
    values in sorted order with ";" between them.
    """
    reader = read_rows(_file_of(folder, record.table or ""), how)
    tables = [Table(record.table or "", reader.table())]
    notes = list(reader.notes)
    plain = how.model_copy(update={"skip_where": {}})
    for join in record.join:
        other = read_rows(_file_of(folder, join.table), plain, is_strict=False)
        tables.append(Table(join.table, other.table()))
        lost = len(other.rejected_codes)
        notes += [*other.notes, *([problem("TIP-E134", file=other.file, count=lost)] if lost else [])]
    rows = tables[0].rows
    for name, column in _joined_columns(tables, record.join, folder.name):
        rows = rows.append_column(name, column)
    headers = tuple(rows.column_names[1:])
    return replace(reader, headers=headers, _tables=iter([rows]), _notes=tuple(notes))


def _file_of(folder: Path, table: str) -> Path:
    """The one file of the delivery that is named like the table."""
    found = [path for path in readable_files(folder) if same(path.stem) == same(table)]
    if len(found) != 1:
        raise FileStopped(problem("TIP-E132", file=folder.name, table=table, files=len(found) or "no"))
    return found[0]


def _joined_columns(tables: list[Table], joins: tuple[Join, ...], delivery: str) -> Iterator[tuple[str, Any]]:
    """Each column of each joined table, with one cell per row of the main table and in its order."""
    from pipelines.engine import engine  # noqa: PLC0415  # single files, which are most, need no engine

    with engine(spill=None) as database:
        _load(database, 0, tables[0])
        database.execute("create table pairs_0 as select n as main, n from table_0")
        for at, (join, table) in enumerate(zip(joins, tables[1:], strict=True), 1):
            from_table, from_column = _found(join.on, tables[:at]) or _missing(join.on, join, delivery)
            to = join.to or join.on.rpartition(".")[2]
            to_column = table.place(to)
            if to_column is None:
                _missing(to, join, delivery)
            _load(database, at, table)
            database.execute(PAIRS.format(at=at, parent=from_table, on=from_column, to=to_column))
            names = table.rows.column_names[1:]
            single, several = (
                ", ".join(cell.format(place=place) for place in range(len(names))) for cell in (SINGLE, SEVERAL)
            )
            result = database.sql(COLLAPSED.format(at=at, single=single, several=several)).to_arrow_table()
            yield from zip((f"{join.table}.{name}" for name in names), result.columns, strict=True)


def _found(column: str, tables: list[Table]) -> tuple[int, int] | None:
    """The first table so far that has the column, also as "TABLE.COLUMN", and where in it."""
    for at, table in enumerate(tables):
        place = table.place(column.removeprefix(f"{table.name}."))
        if place is not None:
            return at, place
    return None


def _missing(column: str, join: Join, delivery: str) -> NoReturn:
    raise FileStopped(problem("TIP-E133", file=delivery, column=column, table=join.table))


def _load(database: "duckdb.DuckDBPyConnection", at: int, table: Table) -> None:
    """Columns go in by place: DuckDB would take "Age" and "age" for the same name."""
    names = [f"c{place}" for place in range(len(table.rows.column_names) - 1)]
    numbered = pa.table([pa.array(range(len(table.rows)), pa.int64()), *table.rows.columns[1:]], ["n", *names])
    database.register("incoming", numbered)
    database.execute(f"create table table_{at} as from incoming")
    database.unregister("incoming")

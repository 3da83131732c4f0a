"""The embedded engine: DuckDB in memory, without network, extensions or guesses; SQL comes from files."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

# Enough for a million people; larger work spills to the disk.
MEMORY = "384MB"


@contextmanager
def engine(spill: Path | None, threads: int = 2) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can reach nothing but the files it is given; without `spill` it writes nothing at all."""
    if spill:
        spill.mkdir(parents=True, exist_ok=True)
    pa.default_memory_pool().release_unused()  # what the chunks before have left, so that the two do not add up
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": threads,
            "memory_limit": MEMORY if spill else "1GB",
            "temp_directory": str(spill or ""),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        },
    )
    try:
        yield connection
    finally:
        connection.close()


def put(connection: duckdb.DuckDBPyConnection, schema: str, tables: Mapping[str, pa.Table]) -> None:
    """Small tables into a schema of the connection."""
    connection.execute(f"create schema if not exists {schema}")
    for name, table in tables.items():
        connection.register("incoming", table)
        connection.execute(f"create or replace table {schema}.{name} as from incoming")
        connection.unregister("incoming")


def view(
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    name: str,
    files: list[Path],
    periods: Iterable[str] | None = None,
    source: str = "",
) -> None:
    """Parquet files as one view of the connection; at least one file.

    With `periods`, only the rows of those; with `source`, only rows that this organisation recorded (too).
    """
    connection.execute(f"create schema if not exists {schema}")
    wanted = [] if periods is None else [f"period in ({_listed(periods)})"]
    if source:
        column = "sources" if "sources" in pq.read_schema(files[0]).names else "source"
        wanted.append(f"list_contains(string_split({column}, ';'), {_listed([source])})")
    where = f" where {' and '.join(wanted)}" if wanted else ""
    rows = f"read_parquet([{_listed(map(str, files))}], union_by_name = true)"
    connection.execute(f"create or replace view {schema}.{name} as from {rows}{where}")


def _listed(texts: Iterable[str]) -> str:
    return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)


def write(connection: duckdb.DuckDBPyConnection, select: str, target: Path) -> int:
    """The result of one select as a Parquet file, streamed; the number of its rows."""
    quoted = str(target).replace("'", "''")
    body = select.strip().rstrip(";")
    result = connection.execute(f"copy ({body}) to '{quoted}' (format parquet, compression zstd)").fetchone()
    return int(result[0]) if result else 0

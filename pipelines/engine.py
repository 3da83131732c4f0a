"""The embedded engine: DuckDB in memory, without network, extensions or guesses; SQL comes from files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

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


def view(connection: duckdb.DuckDBPyConnection, schema: str, name: str, files: list[Path]) -> None:
    """Parquet files as one view of the connection; at least one file."""
    connection.execute(f"create schema if not exists {schema}")
    listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    connection.execute(f"create or replace view {schema}.{name} as from read_parquet([{listed}], union_by_name = true)")


def write(connection: duckdb.DuckDBPyConnection, select: str, target: Path) -> int:
    """The result of one select as a Parquet file, streamed; the number of its rows."""
    quoted = str(target).replace("'", "''")
    body = select.strip().rstrip(";")
    result = connection.execute(f"copy ({body}) to '{quoted}' (format parquet, compression zstd)").fetchone()
    return int(result[0]) if result else 0

"""The least that anybody can do with the file: DuckDB reads it once, with every option given, and groups once.

Usage: python floor.py FILE
"""

import sys
from pathlib import Path

import duckdb

# Of cp1252 only letters occur in the file, which latin-1 writes the same; DuckDB reads cp1252 with an extension only.
QUERY = """
select gender, right(day, 4) as year, count(*)
from read_csv(
    ?,
    delim = ';', quote = '"', escape = '"', header = true, skip = 2, encoding = 'latin-1', auto_detect = false,
    columns = {
        'id': 'varchar', 'token': 'varchar', 'day': 'varchar', 'age': 'varchar', 'gender': 'varchar',
        'citizenship': 'varchar', 'exploitation': 'varchar', 'recruitment': 'varchar', 'asked': 'varchar',
        'received': 'varchar', 'area': 'varchar', 'consent': 'varchar'
    }
)
group by all
"""


def main() -> None:
    """Read and group."""
    with duckdb.connect() as connection:
        rows = connection.execute(QUERY, [str(Path(sys.argv[1]))]).fetchall()
    sys.stdout.write(f"{len(rows)} groups\n")


if __name__ == "__main__":
    main()

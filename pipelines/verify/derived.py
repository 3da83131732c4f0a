"""What stands beside the counts was worked out from published numbers, and both files of a table say the same."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from pipelines.verify.cells import TOTAL, Placed, Values
from pipelines.verify.folder import Folder
from pipelines.verify.rates import RATES, wrong_rates
from schemas.problems import Problem, problem

BASES = (TOTAL, "any_answer")
COUNTED = ("count", "at_least", "at_most", "status", "base", "pct", "population", *RATES)
# A share is told in whole per cent.
HALF_PCT = 0.5 + 1e-9


def check_derived(placed: Placed, release: Mapping[str, Any]) -> Iterator[Problem]:
    """Bases, percentages and rates of one table against its own published counts."""
    cells, counts = placed.table.cells, placed.table.numbers("count")
    wrong: dict[str, list[int]] = {}
    if "pct" in cells.column_names:
        bases, shares = placed.table.numbers("base"), placed.table.numbers("pct")
        told = dict(zip(placed.rows, counts, strict=True))
        for row, (values, count, base, share) in enumerate(zip(placed.rows, counts, bases, shares, strict=True), 2):
            if base is not None and base not in _bases(values, told):
                wrong.setdefault("base", []).append(row)
            if share is not None and not _is_share(share, count, base):
                wrong.setdefault("pct", []).append(row)
    for column, row in wrong_rates(placed, release["areas"]):
        wrong.setdefault(column, []).append(row)
    for column, rows in wrong.items():
        yield problem("TIP-E548", file=f"{placed.table.name}.csv", row=rows[0], column=column, count=len(rows))


def _bases(values: Values, told: Mapping[Values, int | None]) -> list[int | None]:
    """The published counts of the cells that a share may be of: another answer in one dimension."""
    return [told.get((*values[:at], base, *values[at + 1 :])) for at in range(len(values)) for base in BASES]


def _is_share(told: float, count: int | None, base: int | None) -> bool:
    return count is not None and bool(base) and abs(told - 100 * count / (base or 1)) <= HALF_PCT


def check_files(folder: Folder, placed: Placed) -> list[Problem]:
    """The Parquet file of a table holds what the CSV file holds."""
    name = placed.table.name
    path, other = folder.table(name, "parquet"), folder.table(name, "csv")
    if not path.exists():
        return []
    with folder.reading(path):
        kept = pq.ParquetFile(path).read(use_threads=False).replace_schema_metadata(None)
        types = {field.name: field.type for field in kept.schema}
        options = pc.ConvertOptions(column_types=types, strings_can_be_null=True)
    with folder.reading(other):
        told = pc.read_csv(other, convert_options=options)
    is_same = told.column_names == kept.column_names and all(
        _filled(told[column]) == _filled(kept[column]) for column in kept.column_names
    )
    return [] if is_same else [problem("TIP-E549", file=folder.name(path), other=other.name)]


def _filled(column: pa.ChunkedArray) -> list[Any]:
    """Values, where an empty text and none are the same."""
    return [None if value == "" else value for value in column.to_pylist()]


def uncovered(placed: Placed) -> list[str]:
    """Columns that are neither dimensions nor worked out from the counts: the certificate says nothing of them."""
    known = {*COUNTED, *(dimension["name"] for dimension in placed.table.dimensions)}
    return [f"{placed.table.name}.{name}" for name in placed.table.cells.column_names if name not in known]

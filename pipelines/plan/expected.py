"""Made-up counts of so many people, spread evenly, for a plan that is made before there are data.

Every person has one value of each breakdown, by a sequence that fills all combinations evenly (Kronecker's, with the
constants of Roberts, 2018), so that tables of the same people agree with each other.
"""

from collections.abc import Mapping
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pipelines.count import Names, TableSpec, levels_of, to_cells
from pipelines.count.reports import ANY_RECORD
from pipelines.tables import ANY_ANSWER, TOTAL, UNSPECIFIED, CountedTable
from schemas.words import MISSING

Values = tuple[str, ...]


def expected_tables(specs: Mapping[str, TableSpec], names: Names, people: int) -> list[CountedTable]:
    """Every table that counts, as if `people` people, or events, of each kind were recorded, with nothing unknown."""
    counted = [spec.model_copy(update={"extras": {}}) for spec in specs.values() if spec.is_counted]
    finest = _finest(counted, names)
    return [to_cells(spec, _groups(spec, names, finest, people), names, _reports(names)) for spec in counted]


def _finest(specs: list[TableSpec], names: Names) -> dict[str, dict[str, Values]]:
    """The smallest values of each breakdown of each universe, whichever table has them."""
    found: dict[str, dict[str, Values]] = {}
    for spec in specs:
        own = found.setdefault(spec.universe, {})
        for name, dimension in spec.dimensions.items():
            level = levels_of(name, dimension, names.of(spec))
            sums = {*level.dimension.partitions, *level.dimension.covers, *MISSING, TOTAL, ANY_ANSWER}
            rest = (UNSPECIFIED, "-undated")
            smallest = tuple(value for value in level.values if value not in sums and not value.endswith(rest))
            if dimension.kind != "group" and len(smallest) > len(own.get(name, ())):
                own[name] = smallest
    return found


def _groups(spec: TableSpec, names: Names, finest: Mapping[str, Mapping[str, Values]], people: int) -> pa.Table:
    """What the select would give: a row for each combination that somebody has, in each world of the table."""
    own = finest[spec.universe]
    spread = dict(zip(sorted(own), _spread(len(own), people), strict=True))
    worlds = {
        name: levels_of(name, dimension, names.of(spec)).values
        for name, dimension in spec.dimensions.items()
        if dimension.kind == "group"
    }
    parts = []
    for world in product(*worlds.values()):
        told = dict(zip(worlds, world, strict=True))
        frame = pd.DataFrame(index=range(people))
        for name in spec.dimensions:
            values = _in_world(own.get(name, ()), told)
            frame[name] = told[name] if name in told else _pick(values, spread[name])
        parts.append(frame.value_counts(sort=False).rename("count").reset_index())
    columns = [*spec.dimensions, "count"]
    found = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    return pa.Table.from_pandas(found[columns], preserve_index=False)


def _in_world(values: Values, world: Mapping[str, str]) -> Values:
    """Of answers, those to the question of this world."""
    question = world.get("question")
    own = tuple(value for value in values if question and value.startswith(f"{question}:"))
    return own or values


def _pick(values: Values, spread: npt.NDArray[np.float64]) -> npt.NDArray[np.object_]:
    every = np.array([*values] or ["unknown"], dtype=object)
    picked: npt.NDArray[np.object_] = every[(spread * len(every)).astype(np.int64)]
    return picked


def _spread(dimensions: int, people: int) -> list[npt.NDArray[np.float64]]:
    """For each dimension a number from 0 to below 1 for each person; together they fill the cube evenly."""
    root = 2.0
    for _ in range(60):  # the root of x ** (d + 1) = x + 1
        root = (1 + root) ** (1 / (dimensions + 1))
    steps = np.arange(1, people + 1)
    return [np.mod(0.5 + steps * root ** -(place + 1), 1) for place in range(dimensions)]


def _reports(names: Names) -> list[dict[str, str]]:
    """As if every source and every kind had reported everything for the whole calendar."""
    span = {"record": ANY_RECORD, "period_from": f"{min(names.years)}-01", "period_to": f"{max(names.years)}-12"}
    of_sources = [{"source": source, "source_kind": "", **span} for source in names.sources]
    return [*of_sources, *({"source": "", "source_kind": kind, **span} for kind in names.kinds)]

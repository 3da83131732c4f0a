"""How large a plan may be: what is too large to prove is refused, with a smaller plan, and never released unproved."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.publish.coarser import coarser, how
from pipelines.publish.intervals import Mask
from pipelines.tables import TOTAL, CountedTable
from schemas.policy import Policy
from schemas.problems import Problem, ReleaseStopped, problem

# Different numbers in all tables together. 3,457 of them take a minute of one processor with bands, 12 s with exact
# numbers and gaps, and a minute where these are proved against five providers as well.
MOST_CELLS = {"public": 6_000, "exact": 4_000, "dp": 6_000}
Keys = npt.NDArray[np.uint64]


def require_provable(tables: Sequence[CountedTable], policy: Policy, areas: Sequence[Mapping[str, Any]] = ()) -> None:
    """ReleaseStopped where the tables are too large together; `areas` have a code and a level."""
    stopped = too_large(tables, policy, areas)
    if stopped is not None:
        raise ReleaseStopped(stopped)


def too_large(
    tables: Sequence[CountedTable], policy: Policy, areas: Sequence[Mapping[str, Any]] = ()
) -> Problem | None:
    """What to make coarser where the tables have too many different numbers together."""
    counted = [table for table in tables if table.is_counted]
    most = MOST_CELLS[policy.profile]
    if sum(len(table.frame) for table in counted) <= most or distinct(counted) <= most:
        return None
    keys = {table.name: keys_of(table) for table in counted}
    by_size = sorted(counted, key=lambda table: (-len(np.unique(keys[table.name])), table.name))
    levels = {str(area["code"]): str(area["level"]) for area in areas}
    said = []
    for table in by_size:
        others = [own for name, own in keys.items() if name != table.name]
        found = _largest_that_fits(table, keys[table.name], others, most, levels)
        if found is None:
            continue
        said.append(found[0])
        keys[table.name] = keys[table.name][found[1]]
        if _different(list(keys.values())) <= most:
            break
    else:
        said.append("name fewer tables under [allow.tables] in policy.toml")
    cells = f"{distinct(counted):,}"
    return problem("TIP-E592", cells=cells, most=f"{most:,}", table=by_size[0].name, how="; ".join(said))


def distinct(tables: Sequence[CountedTable]) -> int:
    """How many different numbers the tables have together."""
    return _different([keys_of(table) for table in tables if table.is_counted])


def keys_of(table: CountedTable) -> Keys:
    """A number for each row, the same where two rows of any tables are the same number of the model."""
    keys = np.full(len(table.frame), _hash([table.universe])[0], dtype=np.uint64)
    for name, value in sorted(table.fixed.items()):
        keys += _hash([f"{name}={value}"])[0]
    for dimension in table.dimensions:
        codes, values = pd.factorize(table.frame[dimension.name].astype("str"))
        is_group = dimension.kind == "group"
        own = _hash([f"{dimension.name}={value}" for value in values])
        for at, value in enumerate(values):
            if is_group and value in table.universes:
                own[at] = (_hash([table.universes[value]]) - _hash([table.universe]))[0]
            elif value == TOTAL and not is_group:
                own[at] = 0
        keys += own[codes]
    return keys


def _hash(texts: Sequence[str]) -> Keys:
    return pd.util.hash_array(np.array(texts, dtype=object))


def _different(keys: Sequence[Keys]) -> int:
    return len(np.unique(np.concatenate(keys))) if keys else 0


def _largest_that_fits(
    table: CountedTable, own: Keys, others: Sequence[Keys], most: int, levels: Mapping[str, str]
) -> tuple[str, Mask] | None:
    """The coarser form with the most cells that brings all tables within the limit, or else the smallest form."""
    forms = sorted(coarser(table, levels), key=lambda form: (-int(form[1].sum()), len(form[0])))
    for choices, rows in forms:
        if _different([*others, own[rows]]) <= most:
            return how(table, choices), rows
    return (how(table, forms[-1][0]), forms[-1][1]) if forms else None

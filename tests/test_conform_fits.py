"""Rows that plainly keep every rule are not shown to pandera; whatever pandera would reject is."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from pipelines.conform.check import check
from pipelines.conform.fits import broken_rules, fits
from pipelines.conform.plan import WORD
from schemas.records import record_types
from schemas.words import word_list

KIND = record_types()["identification"]
TYPES = {"date": pa.date32(), "integer": pa.int32(), "number": pa.float64(), "id": pa.string(), "token": pa.string()}


def table(**cells: list[Any]) -> pa.Table:
    """Rows of which only these columns are filled."""
    rows = len(next(iter(cells.values())))
    fields = [entry for entry in KIND.fields if entry.kind != "consent"]
    return pa.table(
        {entry.name: pa.array(cells.get(entry.name, [None] * rows), TYPES.get(entry.kind, WORD)) for entry in fields}
    )


ENDS: list[dict[str, Any]] = [
    {"identified_on": date(1900, 1, 1)},
    {"identified_on": date(1899, 12, 31)},
    {"age": 0},
    {"age": -1},
    {"age": 120},
    {"age": 121},
    {"age": 17, "age_group": "child"},
    {"age": 18, "age_group": "child"},
    {"age": 18, "age_group": "adult"},
    {"age": 17, "age_group": "adult"},
    {"age_group": "adult"},
    {"gender": "female"},
    {"gender": "no word"},
    {"gender": "female;male"},
    {"exploitation": ";".join(list(word_list("exploitation").words)[:2])},
    {"exploitation": "forced_labour;no word"},
    {"citizenship_group": "national"},
]


@pytest.mark.parametrize("row", ENDS, ids=str)
def test_what_is_not_shown_to_pandera_would_pass_it(row: dict[str, Any]) -> None:
    rows = table(**{name: [value, None] for name, value in row.items()})
    assert fits(KIND, rows) == (check(KIND, rows, np.array([True, True])) == [])


def test_rows_out_of_scope_break_no_rule_and_others_are_told_by_row() -> None:
    rows = table(age=[-1, 30, -2])
    assert broken_rules(KIND, rows, np.array([False, True, False])) == []
    [(found, mask)] = broken_rules(KIND, rows, np.array([False, True, True]))
    assert (found.code, found.column, mask.tolist()) == ("TIP-E161", "age", [False, False, True])

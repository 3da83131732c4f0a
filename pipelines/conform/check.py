"""pandera over a chunk of parsed rows: what must be true of a value and of a row, whatever text it came from."""

from functools import cache

import numpy as np
import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
from pandera.errors import SchemaErrors

from pipelines.conform.texts import Mask
from schemas.fields import Field, RecordType
from schemas.problems import Problem, problem
from schemas.records import record_types
from schemas.words import word_list

EARLIEST = pd.Timestamp("1900-01-01")


@cache
def schema_of(name: str) -> pandera.DataFrameSchema:
    """The pandera schema of a record type, made from its fields."""
    kind = record_types()[name]
    columns = {
        entry.name: _column(entry) for entry in kind.fields if entry.kind not in ("consent", "id", "token", "text")
    }
    checks = [_age_fits()] if {"age", "age_group"} <= set(kind.names) else []
    return pandera.DataFrameSchema(columns, checks=checks, name=name)


def check(kind: RecordType, table: pa.Table, in_scope: Mask) -> list[tuple[Problem, Mask]]:
    """Every rule that a row in scope breaks, with a mask of the rows; values stay behind."""
    schema = schema_of(kind.name)
    frame = table.select(list(schema.columns)).to_pandas(date_as_object=False)
    frame = frame[in_scope] if not in_scope.all() else frame
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return _translated(errors.failure_cases, table.num_rows)
    return []


def _translated(cases: pd.DataFrame, rows: int) -> list[tuple[Problem, Mask]]:
    """The failure cases as problems; the failing values are dropped here and go no further."""
    # pandera lists a rule about whole rows once for every column; it is one problem, and of none of them.
    column = cases["column"].where(cases["schema_context"] == "Column", "")
    found = []
    for (name, rule), group in cases.groupby([column, "check"], sort=True, dropna=False):
        mask = np.zeros(rows, dtype=bool)
        mask[group["index"].dropna().astype(int).unique()] = True
        found.append((problem("TIP-E161", column=str(name), rule=str(rule)), mask))
    return found


def _column(entry: Field) -> pandera.Column:
    if entry.kind == "date":
        return pandera.Column(checks=pandera.Check.ge(EARLIEST, error="a day since 1900"), nullable=True)
    if entry.kind in ("integer", "number"):
        return pandera.Column(checks=_range(entry), nullable=True)
    if entry.list:
        return pandera.Column(checks=_words(entry), nullable=True)  # a text without a word was reported before
    return pandera.Column(nullable=True)


def _range(entry: Field) -> pandera.Check:
    low, high = entry.low, entry.high
    says = (
        f"{entry.name} at least {low:g}" + (f" and at most {high:g}" if high is not None else "")
        if low is not None
        else ""
    )

    def holds(values: pd.Series) -> pd.Series:
        """Within the range of the field."""
        fits = values.isna()
        return fits | values.between(low if low is not None else -np.inf, high if high is not None else np.inf)

    return pandera.Check(holds, error=says, name=f"{entry.name}_range")


def _words(entry: Field) -> pandera.Check:
    allowed = set(word_list(entry.list).allowed)

    mark = None if entry.kind == "word" else ";"

    def holds(values: pd.Series) -> pd.Series:
        """Every distinct value is a word of the list, or several where the field may hold several."""
        known = [
            value for value in values.cat.categories if {*(str(value).split(mark) if mark else [value])} <= allowed
        ]
        return values.isin(known)

    return pandera.Check(holds, error=f"a word of the list {entry.list}", name=f"{entry.name}_words")


def _age_fits() -> pandera.Check:
    def holds(frame: pd.DataFrame) -> pd.Series:
        """A child is under 18 and an adult is not, where both the age and the group are given."""
        group, age = frame["age_group"], frame["age"]
        wrong = ((group == "child") & (age >= 18)) | ((group == "adult") & (age < 18))
        return ~wrong.fillna(False).astype(bool)

    return pandera.Check(holds, error="age and age group contradict each other", name="age_fits")

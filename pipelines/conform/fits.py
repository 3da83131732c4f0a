"""Whether a chunk plainly keeps every rule of its fields; only what does not is shown to pandera, which takes long."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.conform.texts import Mask
from schemas.fields import Field, RecordType
from schemas.problems import Problem
from schemas.words import word_list

EARLIEST = date(1900, 1, 1)
GROWN_UP = 18


def broken_rules(kind: RecordType, table: pa.Table, in_scope: Mask) -> list[tuple[Problem, Mask]]:
    """Every rule that a row in scope breaks, with a mask of the rows."""
    if fits(kind, table if in_scope.all() else table.filter(pa.array(in_scope))):
        return []
    from pipelines.conform.check import check  # noqa: PLC0415  # pandera is loaded where a rule is broken, and not before

    return check(kind, table, in_scope)


def fits(kind: RecordType, table: pa.Table) -> bool:
    """True only where no rule of the schema can be broken; the rules are those that check.schema_of makes."""
    columns = all(_column_fits(entry, table.column(entry.name)) for entry in kind.fields if entry.kind != "consent")
    return columns and (not {"age", "age_group"} <= set(kind.names) or _ages_fit(table))


def _column_fits(entry: Field, column: pa.ChunkedArray) -> bool:
    if entry.kind in ("id", "token", "text"):
        return True
    if entry.kind in ("date", "integer", "number"):
        low, high = (EARLIEST, None) if entry.kind == "date" else (entry.low, entry.high)
        found = pc.min_max(column).as_py()
        return found["min"] is None or bool(
            (low is None or found["min"] >= low) and (high is None or found["max"] <= high)
        )
    return not entry.list or _words_fit(entry, column)


def _words_fit(entry: Field, column: pa.ChunkedArray) -> bool:
    allowed = set(word_list(entry.list).allowed)
    texts = {text for text in pc.unique(column).to_pylist() if text is not None}
    return all({*(text.split(";") if entry.kind != "word" else [text])} <= allowed for text in texts)


def _ages_fit(table: pa.Table) -> bool:
    """A child is under 18 and an adult is not."""
    group, age = table.column("age_group").cast(pa.string()), table.column("age")
    is_child, is_young = pc.equal(group, "child"), pc.less(age, GROWN_UP)
    is_adult = pc.equal(group, "adult")
    wrong = pc.or_kleene(pc.and_kleene(is_child, pc.invert(is_young)), pc.and_kleene(is_adult, is_young))
    return not bool(pc.any(pc.fill_null(wrong, False)).as_py())

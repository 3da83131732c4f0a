"""One chunk of text rows to valid rows and reasons for rejection: a pure function, so that it can run anywhere."""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.conform.cells import TOKEN
from pipelines.conform.fits import broken_rules
from pipelines.conform.ids import read_ids, trimmed
from pipelines.conform.pairs import day_and_precision, least_and_most
from pipelines.conform.plan import WORD, Plan, Reading
from pipelines.conform.several import join_answers, settle
from pipelines.conform.texts import Cell, Distinct, Mask, Parsed
from schemas.fields import most_of
from schemas.problems import Problem, problem
from schemas.words import fold

STATUSES = ("in_scope", "out_of_scope", "held_back", "subtotal")


@dataclass
class Conformed:
    """`rows`: the accepted rows. `rejected`: for every problem the row numbers that it holds back.

    `orders`: how many dates of a column are written in which order, whatever the row is.
    """

    rows: pa.Table
    rejected: list[tuple[Problem, list[int]]]
    differ: dict[str, int] = field(default_factory=dict)
    orders: dict[str, Counter[str]] = field(default_factory=dict)


@dataclass
class _Work:
    """What is known of a chunk so far."""

    arrays: dict[str, pa.Array] = field(default_factory=dict)
    bad: list[tuple[Problem, Mask]] = field(default_factory=list)
    differ: dict[str, Mask] = field(default_factory=dict)
    orders: dict[str, Counter[str]] = field(default_factory=dict)
    consent: Mask | None = None


def conform_chunk(plan: Plan, chunk: pa.Table) -> Conformed:
    """The chunk conformed. Rows outside the scope keep their id alone, and their other cells are not judged."""
    work = _Work()
    rows = chunk.num_rows
    record_id, bad_ids = read_ids(plan.record, chunk)
    work.bad += bad_ids
    if record_id is not None:
        work.arrays["record_id"] = record_id
    for reading in plan.readings:
        _read_field(reading, chunk, work)
    if plan.questions:
        pairs = [(name, _parsed(reading, chunk, work)) for name, reading in plan.questions]
        work.arrays["answers"] = join_answers(pairs)
    for name, text in plan.record.fixed.items():
        work.arrays[name] = pa.array([text] * rows, pa.string()).dictionary_encode()
    status = _status(plan, chunk, work)
    in_scope = status == 0
    table = _table(plan, chunk, work, status)
    bad_mask = np.zeros(rows, dtype=bool)
    rejected = []
    numbers = chunk.column("row").to_numpy()
    headers = {reading.field.name: reading.header for reading in plan.readings if reading.header}
    rules = [
        (replace(found, column=headers.get(found.column, found.column)), mask)
        for found, mask in broken_rules(plan.kind, table, in_scope)
    ]
    for found, mask in [*work.bad, *rules]:
        held = mask & in_scope
        if held.any():
            rejected.append((found, numbers[held].tolist()))
            bad_mask |= held
    differ = {name: int((mask & in_scope).sum()) for name, mask in work.differ.items()}
    return Conformed(_finish(plan, table, status, ~bad_mask), rejected, differ, work.orders)


def _read_field(reading: Reading, chunk: pa.Table, work: _Work) -> None:
    field_ = reading.field
    if field_.kind in ("token", "text", "id") and reading.header:
        text = trimmed(chunk, reading.header)
        work.arrays[field_.name] = pc.if_else(pc.equal(text, ""), None, text)
        if field_.kind == "token":
            fits = pc.match_substring_regex(text, f"^({TOKEN.pattern})?$").to_numpy(zero_copy_only=False)
            work.bad.append((problem("TIP-E156", column=reading.header), ~fits))
        return
    parsed = _parsed(reading, chunk, work)
    if field_.kind == "consent":  # a text that says neither is a problem of its own, not a no
        work.consent = np.array([cell.value is not False for cell in parsed.cells] or [False])[parsed.codes]
    elif field_.kind == "date":
        work.arrays |= day_and_precision(field_.name, parsed)
        work.orders[str(reading.header)] = parsed.orders
    elif field_.may_hide:
        work.arrays |= least_and_most(field_.name, parsed)
    else:
        types = {"integer": pa.int32(), "number": pa.float64()}
        work.arrays[field_.name] = parsed.array(types.get(field_.kind, WORD))


def _parsed(reading: Reading, chunk: pa.Table, work: _Work) -> Parsed:
    """The column, the flags, or what both together say; what is wrong with either is kept."""
    column = reading.reader.read(chunk.column(reading.header).combine_chunks()) if reading.reader else None
    work.bad += column.bad if column else []
    if reading.flags is None:
        return column or Parsed(np.zeros(chunk.num_rows, dtype=np.int32), [Cell()])
    flags, bad = reading.flags.read(chunk)
    work.bad += [*flags.bad, *bad]
    if column is None:
        return flags
    settled = settle(column, flags, reading.trust)
    work.differ[str(reading.header)] = settled.differ
    return settled.parsed


def _status(plan: Plan, chunk: pa.Table, work: _Work) -> "np.ndarray[tuple[int], np.dtype[np.int8]]":
    """0 in scope, 1 out of scope, 2 held back by the person or by the source, 3 a subtotal of other rows."""
    status = np.zeros(chunk.num_rows, dtype=np.int8)
    if work.consent is not None:
        status[~work.consent] = 2
    for header, texts in plan.held_unless:
        status[~_holds(chunk, header, texts)] = 2
    if plan.filters:
        status[~np.logical_or.reduce([_holds(chunk, header, texts) for header, texts in plan.filters])] = 1
    for header, texts in plan.totals:
        status[_holds(chunk, header, texts) & (status == 0)] = 3
    return status


def _holds(chunk: pa.Table, header: str, texts: frozenset[str]) -> Mask:
    """Rows whose cell, or one of its parts where several rows were joined into one, is one of the texts."""
    distinct = Distinct.of(chunk.column(header).combine_chunks())
    holds = [bool(texts & {fold(text), *map(fold, text.split(";"))}) for text in distinct.texts]
    return np.array(holds or [False])[distinct.codes]


def _table(plan: Plan, chunk: pa.Table, work: _Work, status: "np.ndarray[tuple[int], np.dtype[np.int8]]") -> pa.Table:
    """All fields of the record type in their order; what the source does not have is `not_collected`, or null."""
    rows = chunk.num_rows
    columns = {"row": chunk.column("row").combine_chunks().cast(pa.int32())}
    names = pa.array(STATUSES, pa.string())
    columns["status"] = pa.DictionaryArray.from_arrays(pa.array(status, pa.int32()), names)
    for entry in plan.kind.fields:
        if entry.kind == "consent":
            continue
        array = work.arrays.get(entry.name)
        columns[entry.name] = _absent(entry.kind, rows) if array is None else array
        if entry.kind == "date":
            precision = work.arrays.get(f"{entry.name}_precision")
            columns[f"{entry.name}_precision"] = _absent("area", rows) if precision is None else precision
        if entry.may_hide:
            most = work.arrays.get(most_of(entry.name))
            columns[most_of(entry.name)] = _absent("integer", rows) if most is None else most
    if "age_group" in columns:
        columns["age_group"] = _age_group(columns["age_group"], work.arrays.get("age"))
    return pa.table(columns)


def _absent(kind: str, rows: int) -> pa.Array:
    if kind in ("word", "words", "countries"):
        codes = pa.array(np.zeros(rows, dtype=np.int32))
        return pa.DictionaryArray.from_arrays(codes, pa.array(["not_collected"], pa.string()))
    types = {"date": pa.date32(), "integer": pa.int32(), "number": pa.float64(), "area": WORD, "period": WORD}
    return pa.nulls(rows, types.get(kind, pa.string()))


def _age_group(group: pa.Array, age: pa.Array | None) -> pa.Array:
    """The age group, filled in from the age where the source gives no group; a source that gives ages has asked."""
    if age is None:
        return group
    words = group.cast(pa.string())
    no_group = pc.is_in(words, pa.array(["not_collected", "unknown"]))
    derived = pc.if_else(pc.less(age, 18), "child", "adult")
    only_age = pc.and_(no_group, pc.is_valid(age))
    asked = pc.if_else(pc.equal(words, "not_collected"), "unknown", words)
    return pc.if_else(only_age, derived, asked).dictionary_encode()


def _finish(plan: Plan, table: pa.Table, status: "np.ndarray[tuple[int], np.dtype[np.int8]]", good: Mask) -> pa.Table:
    """Rows in scope whole; of the others the id, which may replace an earlier row, and nothing else."""
    kept = [name for name in table.column_names if name in ("row", "status") or _is_kept(plan, name)]
    whole = table.select(kept).filter(pa.array((status == 0) & good))
    rest = table.select(["row", "status", *(["record_id"] if plan.record.id else [])]).filter(pa.array(status != 0))
    if not rest.num_rows:
        return whole
    return pa.concat_tables([whole, rest], promote_options="default").sort_by("row")


def _is_kept(plan: Plan, name: str) -> bool:
    beside = {most_of(entry.name) for entry in plan.kind.fields if entry.may_hide}
    return name in beside or plan.kind.field(name.removesuffix("_precision")).kept

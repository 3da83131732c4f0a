"""All chunks of one delivery, and the account of them: read = accepted + rejected + duplicate + blank."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.conform.chunk import Conformed, conform_chunk
from pipelines.conform.days import odd_days
from pipelines.conform.found import with_found
from pipelines.conform.ids import lost_zeros
from pipelines.conform.orders import contradiction
from pipelines.conform.outcome import Counts, Outcome, grouped
from pipelines.conform.plan import Context, Plan, make_plan
from schemas.periods import first_month, last_month
from schemas.problems import FileStopped, Problem, problem
from schemas.source import RecordName, Source
from schemas.words import MISSING, countries, fold

# Fewer unmapped rows than this may be slips of single rows; from here on the column is another one than declared.
WHOLLY_UNMAPPED = 10


@dataclass
class _Account:
    """Adds up the chunks."""

    statuses: dict[str, int] = field(default_factory=dict)
    rejected_rows: set[int] = field(default_factory=set)
    reasons: list[tuple[Problem, list[int]]] = field(default_factory=list)
    ids: list[pa.Array] = field(default_factory=list)
    months: list[str] = field(default_factory=list)
    differ: dict[str, int] = field(default_factory=dict)
    orders: dict[str, Counter[str]] = field(default_factory=dict)
    odd_days: Counter[Problem] = field(default_factory=Counter)
    rows: int = 0

    def add(self, chunk: pa.Table, done: Conformed, plan: Plan) -> None:
        self.rows += chunk.num_rows
        for entry in pc.value_counts(done.rows.column("status").cast(pa.string())).to_pylist():
            self.statuses[entry["values"]] = self.statuses.get(entry["values"], 0) + entry["counts"]
        for found, rows in done.rejected:
            self.reasons.append((found, rows))
            self.rejected_rows.update(rows)
        in_scope = done.rows.filter(pc.equal(done.rows.column("status").cast(pa.string()), "in_scope"))
        if plan.record.id:
            self.ids += in_scope.column("record_id").chunks
        self.months += _months(in_scope, plan)
        self.odd_days += odd_days(in_scope, plan)
        for name, count in done.differ.items():
            self.differ[name] = self.differ.get(name, 0) + count
        for header, orders in done.orders.items():
            self.orders[header] = self.orders.get(header, Counter()) + orders

    def duplicates(self) -> int:
        """Rows in scope whose id another row of the same delivery has."""
        if not self.ids:
            return 0
        ids = pa.chunked_array(self.ids, pa.string())
        return len(ids) - int(pc.count_distinct(ids).as_py())


def _months(table: pa.Table, plan: Plan) -> list[str]:
    """The first and the last month that the rows may speak of: of a year that stands alone, all its months."""
    if plan.kind.name == "tally":
        periods = [str(value) for value in pc.unique(table.column("period").cast(pa.string())).to_pylist() if value]
    else:
        name = next(entry.name for entry in plan.kind.fields if entry.kind == "date")
        is_year = pc.fill_null(pc.equal(table.column(f"{name}_precision").cast(pa.string()), "year"), False)
        years = pc.min_max(table.column(name).filter(is_year)).as_py().values()
        days = pc.min_max(table.column(name).filter(pc.invert(is_year))).as_py().values()
        periods = [*(f"{day:%Y}" for day in years if day), *(f"{day:%Y-%m}" for day in days if day)]
    return [month for period in periods for month in (first_month(period), last_month(period))]


def conform(
    source: Source,
    name: RecordName,
    headers: Sequence[str],
    chunks: Iterable[pa.Table],
    context: Context,
    sink: Callable[[pa.Table], None],
) -> tuple[Outcome, list[tuple[Problem, list[int]]]]:
    """Conform every chunk, give the accepted rows to `sink`, and account for all of them.

    Returns the outcome (without what `receive` alone knows: blank and unsplittable rows) and the row numbers
    behind every problem. FileStopped where a column is missing or holds something else than declared.
    """
    plan = make_plan(source, name, headers, context)
    account = _Account()
    for chunk in chunks:
        done = conform_chunk(plan, chunk)
        done.rejected = with_found(chunk, done.rejected, {"TIP-E157": countries(), "TIP-E158": context.area_names})
        account.add(chunk, done, plan)
        sink(done.rows)
    _stop_where_dates_contradict(plan, account)
    _stop_where_nothing_maps(plan, account)
    duplicate = account.duplicates()
    statuses = account.statuses
    counts = Counts(
        read=account.rows,
        accepted=sum(statuses.values()) - duplicate,
        rejected=len(account.rejected_rows),
        duplicate=duplicate,
        **{status: statuses.get(status, 0) for status in ("out_of_scope", "held_back", "subtotal")},
    )
    notes = _notes(plan, account)
    outcome = Outcome(
        counts=counts,
        problems=(*grouped(account.reasons), *notes),
        period_from=min(account.months, default=""),
        period_to=max(account.months, default=""),
        columns=len(headers),
    )
    return outcome, account.reasons


def _stop_where_dates_contradict(plan: Plan, account: _Account) -> None:
    """A column of dates in another order than the declared one: those that fit both orders cannot be trusted."""
    told = (contradiction(header, plan.source.date_order, orders) for header, orders in sorted(account.orders.items()))
    if stops := [found for found in told if found]:
        raise FileStopped(*stops)


def _stop_where_nothing_maps(plan: Plan, account: _Account) -> None:
    """A column of words in which nothing could be mapped is another column than the one declared."""
    wrong: dict[str, int] = {}
    for found, rows in account.reasons:
        if found.code in ("TIP-E155", "TIP-E157", "TIP-E158"):
            wrong[found.column] = wrong.get(found.column, 0) + len(rows)
    stops = []
    for reading in [*plan.readings, *(reading for _, reading in plan.questions)]:
        header = reading.header or ""
        cells = reading.reader.known.values() if reading.reader else ()
        mapped = any(cell.value is not None and cell.value not in MISSING for cell in cells)
        if wrong.get(header, 0) >= WHOLLY_UNMAPPED and not mapped:
            stops.append(problem("TIP-E166", column=header, count=wrong[header]))
    if stops:
        raise FileStopped(*stops)


def _notes(plan: Plan, account: _Account) -> tuple[Problem, ...]:
    """What nobody has to wait for, but should know."""
    notes = [*plan.notes] + [
        problem("TIP-E167", column=name, count=count, trusted=_trusted(plan, name))
        for name, count in account.differ.items()
        if count
    ]
    notes += [replace(found, count=count) for found, count in sorted(account.odd_days.items())]
    if len(plan.record.id) == 1 and account.ids:
        short = lost_zeros(plan.record.id[0], pa.chunked_array(account.ids, pa.string()))
        notes += [short] if short else []
    for reading in plan.readings:
        if reading.reader and reading.declared and account.rows:
            marks = "|".join(map(re.escape, reading.split)) or "$"
            met = {fold(part) for text in reading.reader.known for part in (text, *re.split(marks, text))}
            says = any(cell.problem or cell.value not in (None, *MISSING) for cell in reading.reader.known.values())
            if says and not met & set(reading.declared):  # a column without any answer contradicts nothing
                notes.append(problem("TIP-E165", column=reading.header or ""))
    return tuple(notes)


def _trusted(plan: Plan, header: str) -> str:
    trusts = {reading.header: reading.trust for reading in plan.readings}
    return "joined column" if trusts.get(header) == "column" else "yes/no columns"

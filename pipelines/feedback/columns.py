"""Notes on the columns of a file: what may be absent and is, what nobody uses, and another order than the sample's."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.conform import Plan
from pipelines.receive.headers import DATA_LIKE
from pipelines.receive.reader import read_rows
from schemas.problems import Mistake, Problem, problem
from schemas.source import Source


def column_notes(headers: Sequence[str], plans: Sequence[Plan], declared: Source) -> list[Problem]:
    """Optional columns that are not there, and columns that no kind of record uses.

    Only for a file in which every declared column was found: a first row that is none of headers may hold names.
    """
    absent = {
        name: None
        for plan in plans
        for field, column in declared.record[plan.kind.name].columns.items()
        if column.optional and field not in {reading.field.name for reading in plan.readings}
        for name in (*column.header, *column.flags)[:1]
    }
    used = {header for plan in plans for header in used_by(plan)} | set(declared.file.skip_where)
    extra = [header for header in headers if header not in used and not DATA_LIKE.fullmatch(header)]
    return [
        *(problem("TIP-E761", column=name) for name in absent),
        *(problem("TIP-E762", column=header) for header in extra),
    ]


def used_by(plan: Plan) -> set[str]:
    """Every header of the file that is read for one kind of record."""
    readings = [*plan.readings, *(reading for _, reading in plan.questions)]
    found = {reading.header for reading in readings if reading.header}
    flags = {header for reading in readings if reading.flags for header in reading.flags.words}
    rules = {header for header, _ in (*plan.filters, *plan.held_unless, *plan.totals)}
    return found | flags | rules | set(plan.record.id) | set(plan.record.width)


def order_note(headers: Sequence[str], file: Path, source_folder: Path, declared: Source) -> list[Problem]:
    """A note where the same columns stand in another order than in the sample of the source."""
    for sample in sorted((source_folder / "sample").glob(f"*{file.suffix}")):
        if not sample.is_file() or sample.resolve() == file.resolve():
            continue
        try:
            order = read_rows(sample, declared.file, is_strict=False).headers
        except Mistake:
            return []  # a sample that cannot be read says nothing about this file
        shared = [header for header in order if header in headers]
        if shared != [header for header in headers if header in order]:
            return [problem("TIP-E763")]
        return []
    return []

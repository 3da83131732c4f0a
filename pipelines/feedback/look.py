"""A file gone through from its first byte to its last row, as a run would, with nothing kept."""

from dataclasses import replace
from pathlib import Path

from pipelines.conform import Context, Plan, conform, make_plan
from pipelines.conform.edge import with_read
from pipelines.conform.outcome import Counts
from pipelines.conform.share import too_few
from pipelines.feedback.columns import column_notes, order_note
from pipelines.feedback.report import Listed, Part, Report, letters_of, part_of, shown
from pipelines.receive.doors import door_of, look_at_other_sheets, look_at_tables
from pipelines.receive.joined import read_joined
from pipelines.receive.kinds import require_readable
from pipelines.receive.reader import Reader, read_rows
from schemas.problems import FileStopped, Problem, problem
from schemas.source import RecordName, Source


def look(declared: Source, file: Path, folder: Path, context: Context) -> Report:
    """The report on a file of the source whose folder is `folder`. What stops the file is part of it."""
    report = Report(shown(file.name), declared.name, declared.holder)
    if file.is_dir() != any(record.table for record in declared.record.values()):
        return replace(report, about=(problem("TIP-E131" if file.is_dir() else "TIP-E130"),))
    parts, plans, headers = list[Part](), list[Plan](), list[str]()
    door = door_of(declared, file.name, holds=False)
    try:
        require_readable(file)
        personal = look_at_tables(file, declared) if file.is_dir() else look_at_other_sheets(file, declared)
        for record in sorted(declared.record):
            kind = declared.record[record]
            own = door if not parts else None  # all kinds of record are read from the same file
            reader = read_joined(file, kind, declared.file) if kind.table else read_rows(file, declared.file, door=own)
            headers += reader.headers
            part, plan = _part(declared, record, reader, context)
            parts.append(part)
            plans += [plan] if plan else []
            for _ in () if plan else reader.chunks():
                pass  # the door sees all cells, also where a column is missing
        personal += door.problems()
    except FileStopped as stopped:
        return replace(report, about=tuple(map(_of_file, stopped.problems)))
    if personal:
        return replace(report, parts=tuple(parts), about=tuple(map(_of_file, personal)))
    notes: list[Problem] = []
    if len(plans) == len(parts) and not file.is_dir():
        headers = list(dict.fromkeys(headers))
        notes = [*column_notes(headers, plans, declared), *order_note(headers, file, folder, declared)]
    waits = too_few(declared.agreement.accept_from, [part.counts for part in parts])
    return replace(report, parts=tuple(parts), about=(*([waits] if waits else []), *notes))


def _part(declared: Source, record: RecordName, reader: Reader, context: Context) -> tuple[Part, Plan | None]:
    """One kind of record, and its plan where every declared column is there."""
    letters = letters_of(reader.headers, reader.letters)
    try:
        plan = make_plan(declared, record, reader.headers, context)
    except FileStopped as stopped:
        return Part(record, Counts(), stops_of(stopped), letters), None
    try:
        outcome, reasons = conform(declared, record, reader.headers, reader.chunks(), context, lambda _: None)
    except FileStopped as stopped:
        counts = Counts(
            read=reader.counts.read, rejected=reader.counts.read - reader.counts.blank, blank=reader.counts.blank
        )
        return Part(record, counts, stops_of(stopped), letters), plan
    unsplit = [found for _, found in reader.rejected]
    outcome = with_read(outcome, reader.counts, unsplit, reader.notes)
    lines = [*reasons, *((_bare(found), [found.row]) for found in unsplit)]
    others = [*outcome.problems, *notes_of(outcome.counts, plan)]
    return part_of(record, outcome.counts, lines, map(_of_file, others), letters, reader.first_blank), plan


def notes_of(counts: Counts, plan: Plan) -> list[Problem]:
    """Notes on accepted rows that are not counted: those that come again, and those without a yes."""
    column = ", ".join(plan.record.id)
    again = [problem("TIP-E768", column=column, count=counts.duplicate)] if counts.duplicate else []
    held = [problem("TIP-E770", count=counts.held_back)] if counts.held_back else []
    return [*again, *held]


def stops_of(stopped: FileStopped) -> tuple[Listed, ...]:
    """What stops a file, as a part lists it."""
    return tuple((_of_file(found), ()) for found in stopped.problems)


def _of_file(found: Problem) -> Problem:
    """The report is about one file, which each of its problems need not name."""
    return replace(found, file="")


def _bare(found: Problem) -> Problem:
    return replace(found, file="", row=0)

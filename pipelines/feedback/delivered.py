"""The reports on what was handed in: the same as of a check, in the languages of the community."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.conform import Context, Outcome, Plan, make_plan
from pipelines.feedback.columns import column_notes, order_note
from pipelines.feedback.look import notes_of
from pipelines.feedback.report import Part, Report, letters_of, part_of, shown
from pipelines.feedback.screen import lines_of
from pipelines.feedback.write import remove, report_files, write_report
from pipelines.receive import read_stored
from schemas.problems import LANGUAGES, FileStopped, Problem
from schemas.source import RecordName, Source

Reasons = list[tuple[Problem, list[int]]]


def delivered_part(record: RecordName, received: Path, outcome: Outcome, reasons: Reasons, plan: Plan | None) -> Part:
    """One kind of record of a delivery; no plan where a declared column is missing."""
    stored = read_stored(received)
    unsplit = [(replace(found, file="", row=0), [found.row]) for found in stored.rows_rejected]
    others = [*outcome.problems, *(notes_of(outcome.counts, plan) if plan else [])]
    bare = [replace(found, file="") for found in others]
    letters = letters_of(headers_of(received), stored.letters)
    return part_of(record, outcome.counts, [*reasons, *unsplit], bare, letters, stored.first_blank)


def delivered_report(
    declared: Source, received: Path, parts: Sequence[tuple[Part, Plan | None]], folder: Path
) -> Report:
    """The report on one delivery; `received`: its rows, or those of one of its tables; `folder`: of the source."""
    file = read_stored(received).file
    headers = headers_of(received)
    plans = [plan for _, plan in parts if plan]
    is_single = not any(record.table for record in declared.record.values())
    notes: list[Problem] = []
    if is_single and len(plans) == len(parts):
        notes = [*column_notes(headers, plans, declared), *order_note(headers, Path(file), folder, declared)]
    told = tuple(part for part, _ in parts)
    return Report(shown(file), declared.name, declared.holder, parts=told, about=tuple(notes))


def headers_of(received: Path) -> list[str]:
    """The headers of received rows."""
    return [header for header in pq.read_schema(received).names if header != "row"]


def plan_of(declared: Source, record: RecordName, received: Path, context: Context) -> Plan | None:
    """The plan for received rows, or None where they lack a declared column."""
    try:
        return make_plan(declared, record, headers_of(received), context)
    except FileStopped:
        return None


def stopped_report(declared: Source, file: str, problems: Iterable[Problem]) -> Report:
    """The report on a file of which nothing could be read."""
    return Report(
        shown(file), declared.name, declared.holder, about=tuple(replace(found, file="") for found in problems)
    )


def write_delivered(report: Report, folder: Path, name: str, languages: Sequence[str]) -> None:
    """Text, pages and lists under one name; in each of these languages that there is."""
    known = tuple(language for language in languages if language in LANGUAGES) or ("en",)
    write_report(report, folder, name, known)
    text = "\n\n".join("\n".join(lines_of(report, language)) for language in known)
    partial = folder / f".{name}.partial"
    partial.write_text(f"{text}\n", encoding="utf-8", errors="backslashreplace")
    partial.replace(folder / f"{name}.txt")


def forget(folder: Path, name: str) -> None:
    """Take away the report on a file that was stopped once and has come in now."""
    remove(report_files(folder, name))

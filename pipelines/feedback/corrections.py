"""A file of corrections, gone through as a run would: each record with its new values, checked like any other row."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.conform import Context, Plan, conform_received, stopped
from pipelines.feedback.delivered import delivered_part, delivered_report, plan_of, stopped_report
from pipelines.feedback.report import Part, Report
from pipelines.submissions.corrected import write_corrected
from schemas.problems import FileStopped, Problem
from schemas.source import Source


def look_at_corrections(
    declared: Source, file: Path, folder: Path, before: Sequence[Path], context: Context, scratch: Path
) -> Report:
    """The report on corrections of a source's records; `before`: its stored deliveries, `scratch`: an empty folder."""
    stored, conformed = scratch / "stored", scratch / "conformed"
    conformed.mkdir()
    try:
        write_corrected(declared, file, before, stored, "", 1)
    except FileStopped as mistake:
        return stopped_report(declared, file.name, mistake.problems)
    parts = list[tuple[Part, Plan | None]]()
    for name in sorted(declared.record):
        received = next(path for path in (stored / f"{name}.parquet", stored / "rows.parquet") if path.exists())
        reasons = list[tuple[Problem, list[int]]]()
        try:
            outcome = conform_received(declared, name, received, 1, context, conformed, reasons.extend)
        except FileStopped as mistake:
            outcome = stopped(name, mistake, received, conformed)
        plan = plan_of(declared, name, received, context)
        parts.append((delivered_part(name, received, outcome, reasons, plan), plan))
    return delivered_report(declared, received, parts, folder)

"""What the gates are told: value-free shapes of deliveries and of releases."""

import json
from pathlib import Path

from pipelines.conform import Outcome as Conformed
from pipelines.desk import Desk
from pipelines.gates import Delivery, Outcome, Shape
from pipelines.project import Project


def arrival_of(desk: Desk, source: str) -> Outcome:
    """Whether the newest delivery of a source arrived whole."""
    steps = desk.steps
    deliveries = [
        _delivery(source, folder.name, outcome)
        for folder in steps.deliveries(source)
        for outcome in steps.outcomes(source, folder.name)[:1]
    ]
    return desk.gates.arrival(deliveries)


def _delivery(source: str, folder: str, outcome: Conformed) -> Delivery:
    counts = outcome.counts
    filled = counts.read - counts.blank
    missing = sum(found.code == "TIP-E150" for found in outcome.problems)
    return Delivery(
        source=source,
        delivery=int(folder.partition("-")[0]),
        rows=counts.read,
        columns=outcome.columns,
        missing_columns=missing,
        period_from=_month(outcome.period_from),
        period_to=_month(outcome.period_to),
        accepted_pct=round(100 * counts.accepted / filled, 1) if filled else None,
    )


def _month(period: str) -> str | None:
    return period if len(period) == len("2024-01") and "Q" not in period else None


def shapes_of(project: Project) -> tuple[dict[str, Shape], dict[str, Shape] | None]:
    """The shapes of the draft, and of the last release where there is one."""
    return shapes_in(project.data("draft")), shapes_in(project.published) if project.published.exists() else None


def shapes_in(folder: Path) -> dict[str, Shape]:
    """The shapes of the tables in a published folder."""
    release = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    return {
        table["name"]: Shape(rows=table["rows"], shown=table["rows"] - table["hidden"], hidden=table["hidden"])
        for table in release["tables"]
    }

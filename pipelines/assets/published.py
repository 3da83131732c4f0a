"""One asset: all tables together through the one door."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipelines.assets.work import at_work
from pipelines.count import TableSpec
from pipelines.desk import Desk
from pipelines.report import shapes_of
from schemas.problems import ReleaseStopped, problem


def published_asset(tables: dict[str, TableSpec]) -> dg.AssetsDefinition:
    """All tables together through the one door."""
    key = dg.AssetKey("published")
    fit = dg.AssetCheckSpec("fit_to_leave", asset=key, description="Every declared table is there and nothing jumped.")

    @dg.asset(
        key=key,
        deps=[dg.AssetKey(["counted", name]) for name in tables],
        group_name="publish",
        description="Protected tables, safe to give away: hidden where few people are counted.",
        kinds={"parquet", "csv"},
        check_specs=[fit],
        required_resource_keys={"desk"},
    )
    def published(context: dg.AssetExecutionContext) -> Iterator[Any]:
        desk: Desk = context.resources.desk
        with at_work(desk):
            desk.steps.show_last()
            desk.problems += desk.steps.not_allowed
            report = desk.steps.draft()
            gate = desk.gates.release(
                *shapes_of(desk.project), declared=list(desk.steps.handed_in()), explained=desk.accepted_jumps
            )
            if not gate.ok:
                raise ReleaseStopped(*(problem("TIP-E010", what=said) for said in gate.failed))
            desk.steps.release()
        desk.say("published")
        yield dg.MaterializeResult(metadata={"cells": report.cells, "shown": report.shown} if report else {})
        yield dg.AssetCheckResult(passed=gate.ok, check_name="fit_to_leave", metadata={"said": "\n".join(gate.said)})

    return published

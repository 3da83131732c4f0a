"""The Dagster graph, read off the folders: one asset per source, linked table and counted table, grouped by verb."""

import os
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.count import TableSpec
from pipelines.desk import Desk
from pipelines.link.linked import ORDER
from pipelines.project import CHECKOUT, SQL, Project
from pipelines.report import arrival_of, shapes_of
from pipelines.steps import Steps
from schemas.problems import Mistake, ReleaseStopped, Unexpected, problem
from schemas.source import Source


@contextmanager
def _at_work(desk: Desk) -> Iterator[None]:
    """Hold the project, and turn a user's mistake into a failure without a traceback."""
    try:
        with desk.project.lock():
            yield
    except Mistake as mistake:
        desk.mistakes.append(mistake)
        raise dg.Failure("\n".join(map(str, mistake.problems)), allow_retries=False) from None
    except Exception as error:  # noqa: BLE001  # Dagster would store its message, which may hold a value of a row
        found = unexpected(error)
        desk.mistakes.append(found)
        raise dg.Failure(str(found.problems[0]), allow_retries=False) from None


def unexpected(error: Exception) -> Unexpected:
    """Kind and places of an error, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    return Unexpected(problem("TIP-E012", kind=type(error).__name__, place=place))


def received_asset(name: str, source: Source) -> dg.AssetsDefinition:
    """The files of one source as text rows."""

    @dg.asset(
        key=["received", name],
        group_name="receive",
        description=f"Files of {source.holder} as they came, every cell still text. {' '.join(source.caveats)}",
        owners=[f"team:{name}"],
        kinds={"parquet"},
        required_resource_keys={"desk"},
    )
    def received(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        desk: Desk = context.resources.desk
        with _at_work(desk):
            receipt = desk.steps.receive(name, time.time())
        for outcome in receipt.outcomes:
            desk.problems += outcome.problems
            desk.say(f"{name}: {outcome.name} {outcome.state}")
        desk.problems += receipt.left
        counts = {
            state: sum(one.state == state for one in receipt.outcomes) for state in ("received", "known", "stopped")
        }
        return dg.MaterializeResult(metadata={**counts, "left_alone": len(receipt.left)})

    return received


def conformed_asset(name: str, source: Source) -> dg.AssetsDefinition:
    """The valid rows of one source, in the words of the closed lists."""
    key = dg.AssetKey(["conformed", name])
    checks = [
        dg.AssetCheckSpec(
            "every_row_accounted_for", asset=key, description="read = accepted + rejected + duplicate + blank"
        ),
        dg.AssetCheckSpec("rows_valid", asset=key, description="Every row of every delivery fits the pandera schema."),
        dg.AssetCheckSpec("arrived_whole", asset=key, description="The newest delivery is as large and wide as usual."),
    ]

    @dg.asset(
        key=key,
        deps=[dg.AssetKey(["received", name])],
        group_name="conform",
        description=f"Records of {source.holder}: {', '.join(sorted(source.record))}.",
        owners=[f"team:{name}"],
        kinds={"pandera", "parquet"},
        check_specs=checks,
        required_resource_keys={"desk"},
    )
    def conformed(context: dg.AssetExecutionContext) -> Iterator[Any]:
        desk: Desk = context.resources.desk
        with _at_work(desk):
            found = desk.steps.conform(name)
            arrival = arrival_of(desk, name)
        outcomes = [outcome for delivery in found.values() for outcome in delivery]
        sums = {
            key: sum(getattr(one.counts, key) for one in outcomes)
            for key in ("read", "accepted", "rejected", "duplicate", "blank")
        }
        yield dg.MaterializeResult(metadata={"deliveries": len(found), **sums})
        balances = all(one.counts.balances for one in outcomes)
        yield dg.AssetCheckResult(passed=balances, check_name="every_row_accounted_for", asset_key=key)
        yield dg.AssetCheckResult(
            passed=not sums["rejected"],
            check_name="rows_valid",
            asset_key=key,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"rejected": sums["rejected"]},
        )
        yield dg.AssetCheckResult(
            passed=arrival.ok,
            check_name="arrived_whole",
            asset_key=key,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"said": "\n".join(arrival.said), "has_history": arrival.history},
        )

    return conformed


def linked_assets(sources: list[str]) -> dg.AssetsDefinition:
    """The records in force, and the people behind them."""
    deps = [dg.AssetKey(["conformed", name]) for name in sources]
    specs = [
        dg.AssetSpec(
            ["linked", name],
            deps=deps,
            group_name="link",
            description=_title(SQL / "linked" / f"{name}.sql"),
            kinds={"duckdb"},
        )
        for name in ORDER
    ]

    @dg.multi_asset(specs=specs, name="linked", required_resource_keys={"desk"})
    def linked(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
        desk: Desk = context.resources.desk
        with _at_work(desk):
            rows, problems = desk.steps.link()
        desk.problems += problems
        desk.say("linked")
        for name in ORDER:
            yield dg.MaterializeResult(asset_key=["linked", name], metadata={"rows": rows[name]})

    return linked


def counted_assets(tables: dict[str, TableSpec]) -> dg.AssetsDefinition:
    """Every table of warehouse/counted."""
    specs = [
        dg.AssetSpec(
            ["counted", name],
            deps=[dg.AssetKey(["linked", table]) for table in ORDER if table in spec.reads],
            group_name="count",
            description=spec.title,
            kinds={"duckdb"},
            metadata={"sql": dg.MetadataValue.md(f"```sql\n{spec.sql}\n```")},
        )
        for name, spec in tables.items()
    ]

    @dg.multi_asset(specs=specs, name="counted", required_resource_keys={"desk"})
    def counted(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
        desk: Desk = context.resources.desk
        with _at_work(desk):
            cells = desk.steps.count()
        desk.say("counted")
        for name in tables:
            yield dg.MaterializeResult(asset_key=["counted", name], metadata={"cells": cells[name]})

    return counted


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
        with _at_work(desk):
            report = desk.steps.draft()
            gate = desk.gates.release(*shapes_of(desk.project), declared=list(tables), explained=desk.accepted_jumps)
            if not gate.ok:
                raise ReleaseStopped(*(problem("TIP-E010", what=said) for said in gate.said))
            desk.steps.release()
        desk.say("published")
        yield dg.MaterializeResult(metadata={"cells": report.cells, "shown": report.shown} if report else {})
        yield dg.AssetCheckResult(passed=gate.ok, check_name="fit_to_leave", metadata={"said": "\n".join(gate.said)})

    return published


@dg.asset(
    key="site",
    deps=[dg.AssetKey("published")],
    group_name="show",
    description="Static pages made from the published tables alone.",
    kinds={"plotly"},
    required_resource_keys={"desk"},
)
def site(context: dg.AssetExecutionContext) -> None:
    """The pages."""
    desk: Desk = context.resources.desk
    with _at_work(desk):
        desk.steps.show()
    desk.say("pages made")


def _title(path: Path) -> str:
    """The first comment of a SQL file."""
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("-- ")


def assets_of(project: Project) -> list[dg.AssetsDefinition]:
    """Every asset of a project folder."""
    tables = Steps(project).specs
    sources = project.sources
    return [
        *(received_asset(name, source) for name, source in sources.items()),
        *(conformed_asset(name, source) for name, source in sources.items()),
        linked_assets(list(sources)),
        counted_assets(tables),
        published_asset(tables),
        site,
    ]


def definitions_of(project: Project) -> dg.Definitions:
    """The graph of a project folder, with its job, its sensor on the inboxes and its nightly schedule."""
    everything = dg.define_asset_job("run_all", selection=dg.AssetSelection.all(), executor_def=dg.in_process_executor)

    @dg.sensor(
        job=everything, minimum_interval_seconds=60, default_status=dg.DefaultSensorStatus.RUNNING, name="inboxes"
    )
    def inboxes(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:  # noqa: ARG001  # Dagster's signature
        """Starts a run as soon as a file lies in an inbox."""
        desk = Desk(project)
        if any(desk.steps.waiting(name) for name in project.sources):
            return dg.RunRequest()
        return dg.SkipReason("No new file in any inbox.")

    nightly = dg.ScheduleDefinition(name="nightly", job=everything, cron_schedule="30 2 * * *")
    return dg.Definitions(
        assets=assets_of(project),
        jobs=[everything],
        sensors=[inboxes],
        schedules=[nightly],
        resources={"desk": desk_resource(project)},
        executor=dg.in_process_executor,
    )


def desk_resource(project: Project) -> dg.ResourceDefinition:
    """A desk for each run in Dagster's own UI; its gates are closed with the run."""

    @dg.resource
    def desk(_: dg.InitResourceContext) -> Iterator[Desk]:
        opened = Desk(project)
        try:
            yield opened
        finally:
            opened.close()

    return desk


@dg.definitions
def tipstats() -> dg.Definitions:
    """The graph of the project folder that TIPSTATS_PROJECT names; the sample community where it names none."""
    return definitions_of(Project(Path(os.environ.get("TIPSTATS_PROJECT", CHECKOUT))))

"""The Dagster graph, read off the folders: its assets grouped by verb, its job, its sensor and its schedule."""

import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipelines.assets import assets_of
from pipelines.desk import Desk
from pipelines.project import CHECKOUT, Project


def definitions_of(project: Project) -> dg.Definitions:
    """The graph of a project folder, with its job, its sensor on the inboxes and its nightly schedule."""
    # A candidate is made when somebody asks for its period, never by itself.
    chosen = dg.AssetSelection.all() - dg.AssetSelection.assets("candidate")
    everything = dg.define_asset_job("run_all", selection=chosen, executor_def=dg.in_process_executor)

    @dg.sensor(
        job=everything, minimum_interval_seconds=60, default_status=dg.DefaultSensorStatus.RUNNING, name="inboxes"
    )
    def inboxes(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:  # noqa: ARG001  # Dagster's signature
        """Starts a run as soon as a file lies in an inbox."""
        waiting = Desk(project).steps.waiting_state()
        if waiting:
            # The key keeps a file that has to wait for a repair from starting a run every minute.
            return dg.RunRequest(run_key=waiting)
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

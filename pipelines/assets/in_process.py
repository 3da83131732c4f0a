"""The same assets that Dagster's UI shows, materialized in this process: no daemon, no second Python."""

import os
from collections.abc import Collection

import dagster as dg

from pipelines.assets import assets_of
from pipelines.desk import Desk

KEPT_RUNS = 100


def materialize(desk: Desk, stages: Collection[str]) -> None:
    """Make the assets of these stages; what goes wrong is on the desk afterwards."""
    os.environ["TIPSTATS_DAGSTER"] = str(desk.project.dagster)
    desk.project.dagster.mkdir(parents=True, exist_ok=True)
    assets = assets_of(desk.project)
    try:
        with dg.DagsterInstance.get() as instance:
            _end_killed_runs(instance)
            dg.materialize(
                assets,
                selection=[key for asset in assets for key in asset.keys if key.path[0] in stages],
                instance=instance,
                resources={"desk": dg.ResourceDefinition.hardcoded_resource(desk)},
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                raise_on_error=False,
            )
            _prune(instance)
    finally:
        desk.close()


def _prune(instance: dg.DagsterInstance) -> None:
    """Forget all but the newest runs: what Dagster keeps of them would grow without end."""
    for run_id in instance.get_run_ids()[KEPT_RUNS:]:
        instance.delete_run(run_id)


def _end_killed_runs(instance: dg.DagsterInstance) -> None:
    """Whoever holds the project is the only one at work: a run that still says otherwise was killed."""
    unfinished = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]
    for run in instance.get_runs(dg.RunsFilter(statuses=unfinished)):
        instance.report_run_failed(run)

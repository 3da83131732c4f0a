"""One asset with a partition for each period: the candidate of its release, and the form that approves it."""

from datetime import date

import dagster as dg

from pipelines.assets.work import at_work
from pipelines.desk import Desk
from pipelines.project import Project
from pipelines.releases import Request, open_ledger, periods_of
from pipelines.releasing import form_path, prepare
from schemas.problems import ReleaseStopped, problem


def candidate_asset(project: Project) -> dg.AssetsDefinition:
    """The candidate of a period, as `tipstats release PERIOD` makes it the first time. Approving it needs people."""
    calendar = project.community.calendar

    @dg.asset(
        key="candidate",
        deps=[dg.AssetKey("published")],
        group_name="publish",
        description="A period that may become a release: tables and pages to look at, and a form to approve them.",
        partitions_def=dg.StaticPartitionsDefinition(periods_of(range(calendar.from_year, calendar.to_year + 1))),
        kinds={"parquet", "toml"},
        required_resource_keys={"desk"},
    )
    def candidate(context: dg.AssetExecutionContext) -> None:
        desk: Desk = context.resources.desk
        with at_work(desk):
            open_ledger(project.releases)
            request = Request(context.partition_key, "release", date.today())
            path = form_path(desk, request)
            if path.exists():
                raise ReleaseStopped(problem("TIP-E589", file=path.name, id=request.period))
            prepare(desk, request, path)

    return candidate

"""One asset: the pages."""

import dagster as dg

from pipelines.assets.work import at_work
from pipelines.desk import Desk


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
    with at_work(desk):
        desk.steps.show()
    desk.say("pages made")

"""One asset per source: its files as text rows."""

import time

import dagster as dg

from pipelines.assets.work import at_work
from pipelines.desk import Desk
from schemas.problems import FileStopped
from schemas.source import Source


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
        with at_work(desk):
            receipt = desk.steps.receive(name, time.time())
        for outcome in receipt.outcomes:
            if outcome.state == "stopped":
                desk.mistakes.append(FileStopped(*outcome.problems))
            else:
                desk.problems += outcome.problems
            desk.say(f"{name}: {outcome.name} {outcome.state}")
        desk.problems += receipt.left
        counts = {
            state: sum(one.state == state for one in receipt.outcomes) for state in ("received", "known", "stopped")
        }
        return dg.MaterializeResult(metadata={**counts, "left_alone": len(receipt.left)})

    return received

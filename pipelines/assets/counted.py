"""One asset per counted table, made in one step."""

from collections.abc import Iterator

import dagster as dg

from pipelines.assets.work import at_work
from pipelines.count import TableSpec
from pipelines.desk import Desk
from pipelines.link.linked import ORDER


def counted_assets(tables: dict[str, TableSpec], sources: list[str]) -> dg.AssetsDefinition:
    """Every table of warehouse/counted; those that know when reports came hang on every source's deliveries."""
    deliveries = [dg.AssetKey(["conformed", name]) for name in sources]
    specs = [
        dg.AssetSpec(
            ["counted", name],
            deps=[
                *(dg.AssetKey(["linked", table]) for table in ORDER if table in spec.reads),
                *(deliveries if spec.reads_deliveries else ()),
            ],
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
        with at_work(desk):
            cells = desk.steps.count()
        desk.problems += desk.steps.too_new.values()
        desk.say("counted")
        for name in tables:
            yield dg.MaterializeResult(asset_key=["counted", name], metadata={"cells": cells.get(name, 0)})

    return counted

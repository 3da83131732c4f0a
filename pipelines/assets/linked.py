"""One asset per linked table, made in one step."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipelines.assets.work import at_work
from pipelines.desk import Desk
from pipelines.link.linked import ORDER
from pipelines.project import SQL


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
        with at_work(desk):
            rows, problems = desk.steps.link()
        desk.problems += problems
        desk.say("linked")
        for name in ORDER:
            yield dg.MaterializeResult(asset_key=["linked", name], metadata={"rows": rows[name]})

    return linked


def _title(path: Path) -> str:
    """The first comment of a SQL file."""
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("-- ")

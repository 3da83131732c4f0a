"""One asset per source: its valid rows, with the checks that they passed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import dagster as dg

from pipelines.assets.work import at_work
from pipelines.desk import Desk
from pipelines.gates import Outcome
from pipelines.report import arrival_of
from schemas.source import Source


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
        with at_work(desk):
            is_new = not desk.steps.is_conformed(name)
            found = desk.steps.conform(name, date.today())
            arrival = arrival_of(desk, name) if is_new else Outcome("arrival", True, ("nothing new",), True)
        desk.arrivals += arrival.said if is_new else ()
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

"""Dagster's pages show the periods: one partition each, in which a candidate can be made and never a release."""

from pathlib import Path

import dagster as dg
import pytest

from pipelines.assets import assets_of
from pipelines.definitions import definitions_of, desk_resource
from pipelines.project import CHECKOUT, Project
from pipelines.releases import read_ledger
from tests.released_example import bring_up_to_date, community, hand_in, open_plainly


def test_the_periods_of_the_calendar_are_partitions() -> None:
    graph = definitions_of(Project(CHECKOUT)).resolve_asset_graph()
    (asset,) = [node for node in graph.asset_nodes if node.partitions_def]
    assert asset.key == dg.AssetKey("candidate")
    assert asset.partitions_def is not None
    keys = asset.partitions_def.get_partition_keys()
    assert len(keys) == 3 * (1 + 4 + 12)
    assert {"2022", "2024-Q3", "2024-12"} <= set(keys)


def test_a_run_of_everything_makes_no_candidate() -> None:
    job = definitions_of(Project(CHECKOUT)).resolve_job_def("run_all")
    assert job.partitions_def is None
    assert dg.AssetKey("candidate") not in job.asset_layer.executable_asset_keys


def test_a_partition_is_a_candidate_and_its_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_plainly(monkeypatch)
    project = community(tmp_path / "project")
    hand_in(project, {"2023-05": 30, "2024-02": 20})
    bring_up_to_date(project)
    form = project.releases / "2024.toml"
    assert materialized(project, "2024")
    assert 'release = "2024"' in form.read_text(encoding="utf-8")
    form.write_text("filled in", encoding="utf-8")
    assert not materialized(project, "2024")
    assert form.read_text(encoding="utf-8") == "filled in"
    assert not materialized(project, "2026"), "not over"
    assert read_ledger(project.releases) == ()


def materialized(project: Project, period: str) -> bool:
    with dg.DagsterInstance.ephemeral() as instance:
        found = dg.materialize(
            assets_of(project),
            selection=["candidate"],
            partition_key=period,
            instance=instance,
            resources={"desk": desk_resource(project)},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )
    return found.success

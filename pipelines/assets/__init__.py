"""The assets of the Dagster graph, one file per verb, made from what the folders hold."""

import dagster as dg

from pipelines.assets.candidate import candidate_asset
from pipelines.assets.conformed import conformed_asset
from pipelines.assets.counted import counted_assets
from pipelines.assets.linked import linked_assets
from pipelines.assets.published import published_asset
from pipelines.assets.received import received_asset
from pipelines.assets.site import site
from pipelines.project import Project
from pipelines.steps import Steps

__all__ = ["assets_of"]


def assets_of(project: Project) -> list[dg.AssetsDefinition]:
    """Every asset of a project folder."""
    tables = Steps(project).declared
    sources = project.sources
    return [
        *(received_asset(name, source) for name, source in sources.items()),
        *(conformed_asset(name, source) for name, source in sources.items()),
        linked_assets(list(sources)),
        counted_assets(tables, list(sources)),
        published_asset(tables),
        site,
        candidate_asset(project),
    ]

"""Great Expectations at work: an inspection as a suite over one row of figures; its pages, without values."""

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import DataContextConfig, ProgressBarsConfig
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    ValidationResultIdentifier,
)
from great_expectations.expectations.core.expect_column_pair_values_a_to_be_greater_than_b import (
    ExpectColumnPairValuesAToBeGreaterThanB as ExpectAtLeast,
)

from pipelines.gates.records import Check

KEPT_RUNS = 10
FIGURES = "figures"
VIEWS = "pipelines.gates.offline"


class Inspector:
    """One inspection in a Great Expectations context of its own, which keeps everything inside the folder `docs`."""

    def __init__(self, docs: Path) -> None:
        self._suites = docs / "suites"
        self._results = docs / "results"
        self._site = docs / "site"
        self._unfinished = docs / "unfinished"
        self._new_pages: list[Any] = []
        # A result that a killed run left half written would stop the pages of every later run.
        if self._unfinished.exists():
            for folder in (self._suites, self._results, self._site):
                shutil.rmtree(folder, ignore_errors=True)
        self._unfinished.touch()
        self._context = gx.get_context(mode="ephemeral", project_config=_config(docs))

    def failed(self, gate: str, checks: Sequence[Check], at: datetime) -> list[int]:
        """The positions of the checks that do not hold; a check that could not be made does not hold."""
        frame = pd.DataFrame({name: [figure] for check in checks for name, figure in _figures(check)})
        # To update a suite compares every old rule with every new one: twice the time of the whole gate.
        (self._suites / f"{gate}.json").unlink(missing_ok=True)
        rules = [_expectation(check, position) for position, check in enumerate(checks)]
        asset = self._context.data_sources.add_pandas(FIGURES).add_dataframe_asset(gate)
        definition = gx.ValidationDefinition(
            name=gate,
            data=asset.add_batch_definition_whole_dataframe(gate),
            suite=self._context.suites.add(gx.ExpectationSuite(name=gate, expectations=rules)),
        )
        run = RunIdentifier(run_name=gate, run_time=at)
        result = self._context.validation_definitions.add(definition).run(
            batch_parameters={"dataframe": frame}, result_format="BOOLEAN_ONLY", run_id=run
        )
        suite = ExpectationSuiteIdentifier(gate)
        self._new_pages = [suite, ValidationResultIdentifier(suite, run, f"{FIGURES}-{gate}")]
        configs = [one.expectation_config for one in result.results if one.success]
        held = {config.meta["position"] for config in configs if config and config.meta}
        return [position for position in range(len(checks)) if position not in held]

    def finish(self, *, build_docs: bool) -> None:
        """Drop the oldest results, and write the pages of the new ones."""
        for folder in (self._results, self._site / "validations"):
            for gate in folder.glob("*/*/"):
                for run in sorted(gate.iterdir())[:-KEPT_RUNS]:
                    shutil.rmtree(run)
        if build_docs:
            self._context.build_data_docs(resource_identifiers=self._new_pages)
            # Logos and fonts of 4 MB, which the pages do without.
            shutil.rmtree(self._site / "static")
        self._unfinished.unlink()


def _figures(check: Check) -> tuple[tuple[str, float | str], tuple[str, float | str]]:
    """The two figures of a check, under the names of their columns."""
    name = f"{check.subject}: {check.rule}"
    return (f"{name} (more)", check.more), (f"{name} (less)", check.less)


def _expectation(check: Check, position: int) -> ExpectAtLeast:
    (more, _), (less, _) = _figures(check)
    words = f"{check.subject}: {check.rule}"
    return ExpectAtLeast(column_A=more, column_B=less, or_equal=True, description=words, meta={"position": position})


def _config(docs: Path) -> DataContextConfig:
    memory = {"class_name": "InMemoryStoreBackend"}
    view = {"module_name": VIEWS, "class_name": "OfflinePage"}
    return DataContextConfig(
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
        expectations_store_name="expectations",
        validation_results_store_name="results",
        checkpoint_store_name="checkpoints",
        stores={
            "expectations": {"class_name": "ExpectationsStore", "store_backend": _folder(docs / "suites")},
            "checkpoints": {"class_name": "CheckpointStore", "store_backend": memory},
            "validation_definition_store": {"class_name": "ValidationDefinitionStore", "store_backend": memory},
            "results": {"class_name": "ValidationResultsStore", "store_backend": _folder(docs / "results")},
        },
        data_docs_sites={
            "gates": {
                "class_name": "SiteBuilder",
                "show_how_to_buttons": False,
                "store_backend": _folder(docs / "site"),
                "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "view": view},
                "site_section_builders": {
                    "expectations": {"view": view},
                    "validations": {"view": view},
                    "profiling": "None",
                },
            }
        },
    )


def _folder(path: Path) -> dict[str, str]:
    return {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(path)}

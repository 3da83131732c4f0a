"""The graph that an analyst sees: which assets there are, what they hang on, and what they tell."""

from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import definitions_of, tipstats
from pipelines.project import CHECKOUT, SQL, Project
from pipelines.steps import Steps
from tests.small_community import CANARIES, public
from tests.test_privacy import traces

SOURCES = ("city_police", "household_survey", "legal_aid", "sheriff", "shelter")
LINKED = (
    "activity",
    "court_case",
    "identification",
    "incident",
    "person",
    "response",
    "suspect",
    "tally",
    "tip",
)
# Counted table to the linked tables that it is counted from.
COUNTED = {
    "coverage": (),
    "identifications_by_period": ("identification",),
    "incidents_by_clearance": ("incident",),
    "incidents_by_place": ("incident",),
    "people_by_age_and_gender": ("person",),
    "people_by_area": ("person",),
    "people_by_citizenship": ("person",),
    "people_by_exploitation": ("person",),
    "people_by_means_of_control": ("person",),
    "people_by_recruiter_relation": ("person",),
    "people_by_recruitment": ("person",),
    "people_range": ("identification", "person"),
    "services": ("person",),
    "survey_answers": ("response",),
    "suspects_by_age_and_sex": ("suspect",),
}
GROUPS = {
    "received": "receive",
    "conformed": "conform",
    "linked": "link",
    "counted": "count",
    "published": "publish",
    "candidate": "publish",
    "site": "show",
}


def snapshot() -> dict[str, set[str]]:
    """Every asset with what it hangs on, written down by hand."""
    conformed = {f"conformed/{source}" for source in SOURCES}
    return {
        **{f"received/{source}": set() for source in SOURCES},
        **{f"conformed/{source}": {f"received/{source}"} for source in SOURCES},
        **{f"linked/{table}": {f"conformed/{source}" for source in SOURCES} for table in LINKED},
        **{f"counted/{table}": {f"linked/{name}" for name in reads} for table, reads in COUNTED.items()},
        "counted/coverage": conformed,
        "counted/identifications_by_period": {"linked/identification", *conformed},
        "published": {f"counted/{table}" for table in COUNTED},
        "site": {"published"},
        "candidate": {"published"},
    }


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    return definitions_of(Project(CHECKOUT))


def nodes(definitions: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def test_assets_and_what_they_hang_on(definitions: dg.Definitions) -> None:
    found = {key: {dep.asset_key.to_user_string() for dep in spec.deps} for key, spec in nodes(definitions).items()}
    assert found == snapshot()
    assert len(found) < 40


def test_assets_are_grouped_by_verb_and_say_what_they_are(definitions: dg.Definitions) -> None:
    for key, spec in nodes(definitions).items():
        assert spec.group_name == GROUPS[key.partition("/")[0]], key
        assert spec.description, key


def test_assets_of_a_source_are_owned_by_it(definitions: dg.Definitions) -> None:
    for source in SOURCES:
        for verb in ("received", "conformed"):
            assert nodes(definitions)[f"{verb}/{source}"].owners == [f"team:{source}"]


def test_every_conformed_source_is_checked_and_the_release_too(definitions: dg.Definitions) -> None:
    checks = definitions.resolve_asset_graph().asset_check_keys
    found = {(check.asset_key.to_user_string(), check.name) for check in checks}
    names = ("every_row_accounted_for", "rows_valid", "arrived_whole")
    expected = {(f"conformed/{source}", name) for source in SOURCES for name in names}
    assert found == expected | {("published", "fit_to_leave")}


def test_the_sensor_is_on_and_nothing_needs_more_than_one_process(definitions: dg.Definitions) -> None:
    assert definitions.resolve_sensor_def("inboxes").default_status == dg.DefaultSensorStatus.RUNNING
    assert definitions.resolve_schedule_def("nightly").cron_schedule == "30 2 * * *"
    assert definitions.resolve_job_def("run_all").executor_def.name == "in_process"
    assert definitions.executor is dg.in_process_executor


def test_the_module_that_dagster_loads_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIPSTATS_PROJECT", str(CHECKOUT))
    dg.Definitions.validate_loadable(tipstats())


def test_every_declared_table_is_an_asset_where_its_records_are() -> None:
    declared = {path.stem for path in (SQL / "counted").glob("*.sql")}
    assert set(COUNTED) == set(Steps(Project(CHECKOUT)).specs)
    nobody_hands_in = ("tallies", "tips", "activities", "court_cases")
    assert {name for name in declared if not name.startswith(nobody_hands_in)} == set(COUNTED)


def test_the_sensor_asks_for_a_run_only_where_a_file_waits(copy_of: Callable[[str], Path]) -> None:
    for which, answer in (("root", dg.SkipReason), ("before", dg.RunRequest)):
        sensor = definitions_of(Project(copy_of(which))).resolve_sensor_def("inboxes")
        asked = sensor(dg.build_sensor_context())
        assert isinstance(asked, answer), which


@pytest.mark.usefixtures("yes_gates")
def test_a_run_of_the_job_tells_counts_and_nothing_else(copy_of: Callable[[str], Path]) -> None:
    root = copy_of("before")
    job = definitions_of(Project(root)).resolve_job_def("run_all")
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance)
        assert result.success
        events = [entry.dagster_event for entry in instance.all_logs(result.run_id) if entry.dagster_event]
        told = "\n".join(str(entry) for entry in instance.all_logs(result.run_id))
    assert traces(told.encode()) == [], CANARIES
    made = [event.step_materialization_data.materialization for event in events if event.is_step_materialization]
    assert {one.asset_key.to_user_string() for one in made} == set(snapshot()) - {"candidate"}
    for one in made:
        for name, value in one.metadata.items():
            assert isinstance(value, dg.IntMetadataValue | dg.FloatMetadataValue), f"{one.asset_key}: {name}"
    assert {one.asset_key.to_user_string() for one in made if one.metadata} >= {f"conformed/{name}" for name in SOURCES}
    assert public(root)

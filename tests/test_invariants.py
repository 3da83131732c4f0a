"""The ten invariants of the design, each with the tests that hold it; here only that those tests exist."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
INVARIANTS = {
    "1 read = accepted + rejected + duplicate + blank": (
        "test_receive_properties.py::test_any_bytes_at_all_are_stopped_or_accounted_for",
        "test_receive_properties.py::test_any_damaged_file_is_stopped_or_accounted_for",
        "test_finished.py::test_every_row_that_was_handed_in_is_accounted_for",
    ),
    "2 no value of a private row leaves the private files": (
        "test_privacy.py::test_no_canary_leaves_the_private_rows",
        "test_privacy.py::test_no_canary_is_printed",
        "test_bad_input.py::test_a_mistake_of_the_program_tells_its_place_and_no_value",
        "test_definitions.py::test_a_run_of_the_job_tells_counts_and_nothing_else",
        "test_gates.py::test_the_pages_are_kept_without_values_and_without_links_off_the_machine",
    ),
    "3 the same inputs, the same bytes": (
        "test_determinism.py::test_another_machine_makes_the_same_bytes",
        "test_determinism.py::test_sources_may_arrive_one_after_the_other",
        "test_publish_files.py::test_the_same_release_is_the_same_bytes",
        "test_show_site.py::test_two_builds_are_the_same_bytes",
    ),
    "4 killed anywhere, and two at once": (
        "test_killed.py::test_killed_and_run_again_is_as_never_killed",
        "test_killed.py::test_of_two_runs_at_once_the_second_leaves",
        "test_receive_deliveries.py::test_killed_anywhere_and_run_again_is_as_never_killed",
    ),
    "5 nothing leaves the machine": (
        "test_finished.py::test_nothing_reaches_for_a_network",
        "test_finished.py::test_dagster_tells_nobody_and_stays_in_the_project",
        "test_gates.py::test_the_worker_reaches_for_no_network",
        "test_architecture.py::test_nothing_of_the_project_can_reach_a_network",
    ),
    "6 every number on a page is published, every file was protected, an attacker found nothing": (
        "test_finished.py::test_every_number_of_a_page_stands_in_the_file_beside_it",
        "test_finished.py::test_every_published_file_went_through_the_one_step",
        "test_finished.py::test_no_small_count_is_published",
        "test_show.py::test_every_number_of_a_table_is_a_published_one",
        "test_publish_properties.py::test_no_small_count_can_be_narrowed_down",
    ),
    "7 hidden is not zero": (
        "test_finished.py::test_hidden_is_null_and_never_zero",
        "test_finished.py::test_there_are_bands_months_without_a_report_and_rounded_numbers",
        "test_show.py::test_what_is_not_shown_is_never_written_or_drawn_as_a_number",
        "test_show.py::test_a_zero_without_a_report_is_no_zero",
    ),
    "8 charts never aggregate": (
        "test_architecture.py::test_charts_and_pages_add_nothing_up",
        "test_show.py::test_a_table_says_exactly_what_its_rows_say",
    ),
    "9 rates come from published cells": (
        "test_finished.py::test_shares_and_rates_follow_from_published_cells",
        "test_publish_files.py::test_rates_only_of_whole_years_and_known_populations",
    ),
    "10 people identified, never victims in the county": ("test_show_site.py::test_no_page_says_what_no_page_may_say",),
}


@pytest.mark.parametrize("test", [test for tests in INVARIANTS.values() for test in tests])
def test_the_test_of_an_invariant_exists(test: str) -> None:
    file, name = test.split("::")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_there_are_ten() -> None:
    assert [int(name.split()[0]) for name in INVARIANTS] == list(range(1, 10 + 1))

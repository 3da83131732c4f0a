"""`tipstats plan`: made-up people, what a policy would leave of their tables, and which form would leave more."""

import re
from pathlib import Path
from typing import Literal

import pytest

from pipelines.about import names_of
from pipelines.count import read_counted
from pipelines.plan import expected_tables, forecast
from pipelines.plan.forecast import propose
from pipelines.publish import limits, protect
from pipelines.publish.cells import list_cells
from pipelines.publish.limits import distinct
from pipelines.steps import Steps
from schemas.policy import Policy
from schemas.words import word_list
from tests.command_line import GOOD, HEADER, Said, drop, make_project
from tests.planned_tables import AREAS, LEVELS, PEOPLE, SAMPLE, by_month, names, specs, tables


def test_made_up_people_are_counted_once_in_every_table_and_tables_agree() -> None:
    assert set(tables()) == set(specs()) - {"coverage"}
    for table in tables().values():
        groups = [dimension.name for dimension in table.dimensions if dimension.kind == "group"]
        others = [dimension.name for dimension in table.dimensions if dimension.kind != "group"]
        whole = table.frame[(table.frame[others] == "total").all(axis=1)]
        assert set(whole["count"]) == {PEOPLE}, table.name
        assert not whole.duplicated(groups).any() if groups else len(whole) == 1
    assert len(list_cells(list(tables().values())).counts) == distinct(list(tables().values()))


def test_made_up_people_are_spread_evenly() -> None:
    frame = tables()["people_by_area"].frame
    years = frame[frame["period"].isin(["2022", "2023", "2024"])]
    towns = years[years["area"].isin([code for code, level in LEVELS.items() if level == "area"])]["count"]
    assert towns.sum() == PEOPLE
    assert towns.max() <= 2 * towns.mean() + 1
    answers = tables()["people_by_means_of_control"].frame.iloc[:-6]["count"]
    assert answers.max() - answers.min() <= 3


def test_many_people_and_one_person_can_be_expected() -> None:
    for people in (1, 3000):
        assert {table.frame["count"].max() for table in expected_tables(specs(), names(), people)} == {people}


def test_a_table_that_is_too_fine_gets_the_finest_form_of_which_enough_is_shown() -> None:
    table = by_month(*[4] * 12)
    found = forecast([table], Policy(), (), prove=False)
    (seen,) = found.tables
    assert (seen.cells, seen.shown, seen.below) == (12 + 4 + 2, 4 + 2, 12)
    (better,) = found.proposals
    assert (better.words, better.shown, better.told) == ("period by quarter", 4 + 2, 4 + 2)
    (better,) = forecast([by_month(*[2] * 12)], Policy(), (), prove=False).proposals
    assert (better.words, better.shown, better.told) == ("period by year", 2, 2)
    assert forecast([by_month(*[10] * 12)], Policy(), (), prove=False).proposals == ()
    assert propose(by_month(*[0] * 12), Policy(), {}) is None


def test_months_without_a_report_are_not_held_against_a_table() -> None:
    table = by_month(10, 10, 10, *[0] * 9)
    table.frame["is_reported"] = table.frame["count"] > 0
    (seen,) = forecast([table], Policy(), (), prove=False).tables
    assert (seen.silent, seen.shown, seen.share) == (9 + 3, 3 + 1 + 2, 1.0)


@pytest.mark.parametrize("profile", ["public", "exact"])
def test_the_forecast_is_what_the_release_would_show(
    profile: Literal["public", "exact"],
) -> None:
    chosen = [tables()["suspects_by_age_and_sex"], tables()["people_range"], tables()["incidents_by_place"]]
    policy = Policy(profile=profile)
    found = forecast(chosen, policy, AREAS, prove=True)
    assert found.is_proved
    assert found.problem is None
    protected = protect(chosen, policy)
    for seen, told in zip(found.tables, protected.tables, strict=True):
        assert seen.cells == len(told.frame)
        assert seen.cells == seen.shown + seen.below + seen.withheld + seen.silent
        assert seen.shown == (told.frame["status"] == "shown").sum()
    if profile == "public":
        assert any(seen.coarsened for seen in found.tables) == (protected.report.coarsened > protected.report.withheld)


def test_a_plan_that_cannot_be_released_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    table = by_month(*[4] * 12)
    table.frame.loc[0, "count"] = 5  # not the sum that its quarter says
    found = forecast([table], Policy(), (), prove=True)
    assert not found.is_proved
    assert found.problem is not None
    assert found.problem.code == "TIP-E304"
    monkeypatch.setitem(limits.MOST_CELLS, "public", 3)
    stopped = forecast([table], Policy(), (), prove=True).problem
    assert stopped is not None
    assert stopped.code == "TIP-E592"


def test_the_command_tells_of_made_up_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path)
    text = (tmp_path / "policy.toml").read_text(encoding="utf-8")
    dp = "\n[dp]\nepsilon_each = 0.5\nepsilon_total = 5\n"
    (tmp_path / "policy.toml").write_text(text.replace('people_by_recruitment = ["recruitment"]\n', "") + dp, "utf-8")
    code, said = Said(capsys)("--project", project.root, "plan", "--expected", 60, "--quick")
    assert code == 0
    assert "As if 60 people" in said
    assert "people_by_area is too fine: " in said
    assert "TIP-E591" in said
    assert "people_by_recruitment = " in said
    assert "enough for 10 releases" in said


def test_the_command_without_data_asks_for_a_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = Said(capsys)("--project", make_project(tmp_path).root, "plan")
    assert code == 3
    assert "TIP-E593" in said
    assert "--expected" in said


def test_the_command_prints_how_many_numbers_there_are_and_none_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path)
    text, two = (tmp_path / "policy.toml").read_text(encoding="utf-8"), 'people_by_area = ["area", "period"]'
    rules = re.sub(r"(?s)(\[allow.tables\]\n).*?(?=\n\[allow\])", rf"\1{two}\npeople_range = ['bound']\n", text)
    (tmp_path / "policy.toml").write_text(rules, encoding="utf-8")
    drop(project, HEADER + GOOD * 1987)
    steps = Steps(project)
    for source in project.sources:
        steps.receive(source, now=None)
        steps.conform(source)
    steps.link()
    steps.count()
    counted = read_counted(steps.handed_in(), steps.names, project.data("counted"))
    assert any(1987 in set(table.frame["count"]) for table in counted if table.is_counted)
    code, said = Said(capsys)("--project", project.root, "plan")
    assert code == 0
    assert "At least 5 numbers stay possible" in said
    assert "1987" not in said.replace(",", "")
    monkeypatch.setitem(limits.MOST_CELLS, "public", 50)
    code, said = Said(capsys)("--project", project.root, "plan")
    assert code == 5
    assert "TIP-E592" in said


def test_a_plan_has_no_numbers_for_those_who_never_hand_in_what_is_counted() -> None:
    declared = names_of(SAMPLE.community, SAMPLE.areas, SAMPLE.sources)
    (table,) = expected_tables({"identifications_by_period": specs()["identifications_by_period"]}, declared, PEOPLE)
    kinds = {source.kind for source in SAMPLE.sources.values() if "identification" in source.record}
    words = {word for word in table.frame["source_kind"] if word in word_list("source_kind").words}
    assert words == kinds < {source.kind for source in SAMPLE.sources.values()}
    is_known = table.frame["source_kind"].isin(kinds)
    assert table.frame.loc[is_known, "is_reported"].all()

"""What was released of a period stays as it is: late, corrected and withdrawn records wait for a re-base."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.count import read_specs
from pipelines.project import SQL, Project
from pipelines.releases import Request, read_ledger
from pipelines.steps import Steps, records
from schemas.problems import ReleaseStopped
from tests.command_line import contents
from tests.released_example import (
    FIRST,
    SECOND,
    bring_up_to_date,
    change,
    community,
    counts,
    fill_in,
    hand_in,
    open_plainly,
    released,
    step,
    told,
)

HELD = {"2023-05": 30, "2023-08": 6, "2024-02": 20, "2024-11": 12, "2024": 3, "": 2}
NEW = {"2025-01": 7, "2025-03": 15}


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Before the first release, and after it; the tables of people by area are newer than the release."""
    base = tmp_path_factory.mktemp("states")
    older = {name: spec for name, spec in read_specs(SQL / "counted").items() if name != "people_by_area"}
    with pytest.MonkeyPatch.context() as patch:
        open_plainly(patch)
        before = community(base / "before")
        hand_in(before, HELD)
        bring_up_to_date(before)
        after = Project(Path(shutil.copytree(before.root, base / "after")))
        with pytest.MonkeyPatch.context() as earlier:
            earlier.setattr(records, "read_specs", lambda _: older)
            bring_up_to_date(Project(after.root))
            released(Project(after.root), "2024", FIRST)
        yield {"before": before.root, "after": after.root}


@pytest.fixture
def before(states: dict[str, Path], tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(states["before"], tmp_path / "before")))


@pytest.fixture
def after(states: dict[str, Path], tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(states["after"], tmp_path / "after")))


def cells(folder: Path) -> dict[tuple[str, ...], str]:
    """Every cell of every table, by its table and its values; after a count, whether there was a report."""
    found = {}
    for path in sorted((folder / "tables").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                values = [
                    value for name, value in row.items() if name not in ("count", "most", "is_reported", "has_report")
                ]
                found[(path.stem, *values)] = f"{row.get('count', row.get('has_report'))} {row.get('is_reported')}"
    return found


def test_where_nothing_came_late_a_release_changes_no_count(before: Project, after: Project) -> None:
    for project in (before, after):
        hand_in(project, NEW, first=500)
        bring_up_to_date(Project(project.root))
    whole = cells(before.published)
    assert {cell: said for cell, said in whole.items() if cell[0] != "people_by_area"} == cells(after.data("draft"))
    assert counts(after.data("draft"))["total"] == sum(HELD.values()) + sum(NEW.values())


def test_late_corrected_and_withdrawn_records_change_nothing_that_was_told(after: Project) -> None:
    hand_in(after, {"2024-12": 4, "2023-01": 2, "2024": 1, "": 5}, first=500)
    hand_in(after, {"2024-03": 3})  # the first three people, who came in May 2023
    hand_in(after, {"2024-03": 8}, first=10, consent="no")
    bring_up_to_date(Project(after.root))
    old, new = cells(after.published), cells(after.data("draft"))
    # Coverage says which reports there are today.
    same = {cell for cell in old if cell[0] != "coverage"}
    assert {cell: new[cell] for cell in same} == {cell: old[cell] for cell in same}
    assert sum(NEW.values()) > 0
    hand_in(after, NEW, first=900)
    bring_up_to_date(Project(after.root))
    found = counts(after.data("draft"))
    assert (found["2024"], found["2025"], found["unknown"]) == (20 + 12 + 3, 7 + 15, 2)
    assert found["total"] == sum(HELD.values()) + sum(NEW.values())


def test_the_next_release_freezes_both_what_was_frozen_and_what_is_new(after: Project) -> None:
    hand_in(after, {**NEW, "2024-12": 4}, first=500)
    bring_up_to_date(Project(after.root))
    released(Project(after.root), "2025", SECOND)
    first = counts(after.published)
    hand_in(after, {"2025-03": 9, "2024-12": 9, "2026-01": 5}, first=900)
    bring_up_to_date(Project(after.root))
    second = counts(after.data("draft"))
    assert {period: second[period] for period in first if period[:4] in ("2023", "2024", "2025")} == {
        period: count for period, count in first.items() if period[:4] in ("2023", "2024", "2025")
    }
    assert (second["2025-03"], second["2024-12"], second["2026-01"]) == (15, 0, 5)


def test_a_rebase_counts_everything_anew_and_earlier_releases_are_told(before: Project, after: Project) -> None:
    for project in (before, after):
        hand_in(project, {**NEW, "2024-12": 4, "": 5}, first=500)
        hand_in(project, {"2024-03": 8}, first=10, consent="no")
        bring_up_to_date(Project(project.root))
    released(Project(after.root), "2024", SECOND, "rebase")
    released(Project(before.root), "2024", SECOND)
    assert cells(after.published) == cells(before.published)
    assert counts(after.published)["2024-12"] == 4
    assert counts(after.published)["total"] == sum(HELD.values()) - 8 + 4 + 5
    now = told(after.published)
    assert now["release"] == {
        "id": "2024-rebase-1",
        "period": "2024",
        "kind": "rebase",
        "released_on": str(SECOND),
        "previous": "2024",
        "previous_period": "2024",
    }
    assert now["earlier"] == ["2024"]
    assert "2024" in {path.name for path in after.releases.iterdir()}


def test_a_rebase_needs_a_note_of_what_was_revised(after: Project) -> None:
    hand_in(after, {"2024-12": 4}, first=500)
    bring_up_to_date(Project(after.root))
    request = Request("2024", "rebase", SECOND)
    step(after, request)
    form = after.releases / "2024-rebase-1.toml"
    old, new = cells(after.published), cells(after.data("candidate") / "2024-rebase-1" / "published")
    differ = {cell[0] for cell in old if new[cell] != old[cell]}
    assert "identifications_by_period" in differ
    text = form.read_text(encoding="utf-8")
    assert f"# Tables that say otherwise: {len(differ)} of {len({cell[0] for cell in new})}. A note is needed." in text
    fill_in(form, SECOND, note="")
    with pytest.raises(ReleaseStopped, match="TIP-E577"):
        step(after, request)
    form.write_text(text, encoding="utf-8")
    fill_in(form, SECOND)
    step(after, request)
    assert len(read_ledger(after.releases)) == 2


def test_a_late_report_makes_no_zero_of_what_was_told_as_not_reported(after: Project) -> None:
    hand_in(after, {"2023-01": 2, "2025-01": 3}, first=500)
    bring_up_to_date(Project(after.root))
    cell = ("identifications_by_period", "2023-01", "ngo")
    assert cells(after.published)[cell] == cells(after.data("draft"))[cell] == "0 False"
    assert cells(after.data("draft"))["identifications_by_period", "2025-01", "ngo"] == "3 True"
    released(Project(after.root), "2024", SECOND, "rebase")
    assert cells(after.published)[cell] == "2 True"


def test_a_table_that_is_newer_than_the_release_waits_for_a_rebase(after: Project) -> None:
    bring_up_to_date(Project(after.root))
    steps = Steps(Project(after.root))
    assert [found.code for found in steps.too_new.values()] == ["TIP-E586"]
    assert "people_by_area" in steps.declared.keys() - steps.specs.keys()
    assert not (after.data("draft") / "tables" / "people_by_area.csv").exists()
    released(Project(after.root), "2024", SECOND, "rebase")
    assert counts(after.published, "people_by_area")["2024"] == 20 + 12 + 3
    assert Steps(Project(after.root)).too_new == {}


OTHERWISE = {
    "the years begin earlier": ("community.toml", "from_year = 2023", "from_year = 2022", "TIP-E585"),
    "an area is gone": ("areas.csv", "SM3,Far Skerries", "SM9,Far Skerries", "TIP-E585"),
    "a kind of source is gone": ("sources/*/source.toml", 'kind = "ngo"', 'kind = "shelter"', "TIP-E584"),
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_would_move_released_people_elsewhere_needs_a_rebase(name: str, after: Project) -> None:
    pattern, old, new, code = OTHERWISE[name]
    for path in after.root.glob(pattern):
        change(path, old, new)
    public = contents(after.published), contents(after.releases)
    with pytest.raises(ReleaseStopped, match=code):
        bring_up_to_date(Project(after.root))
    assert (contents(after.published), contents(after.releases)) == public
    released(Project(after.root), "2024", SECOND, "rebase")
    assert [entry.id for entry in read_ledger(after.releases)] == ["2024", "2024-rebase-1"]
    bring_up_to_date(Project(after.root))

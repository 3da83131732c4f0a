"""Who could report, as readers see it: the auditor works it out again, and an effect speaks of no other tables."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.count.reports import is_reported
from pipelines.effect import effect_of
from pipelines.inspect_site.built import Built
from pipelines.inspect_site.reported import check_reported
from pipelines.project import Project
from tests.released_example import bring_up_to_date
from tests.reporting_community import community, hand_in

TABLE = "identifications_by_period"
HELD = {"house": {"2024-01": 30}, "city": {"2024-01": 5, "2024-06": 5}, "teams": {"2024-05": 12}}
ON = date(2025, 1, 15)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sheriff has sent nothing yet, and the city's police hand in incidents alone."""
    made = community(tmp_path_factory.mktemp("published") / "project")
    for source, months in HELD.items():
        hand_in(made, source, months)
    bring_up_to_date(Project(made.root))
    return Project(made.root)


def told(project: Project, source: str, months: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """What would change if a file came in, by the cell."""
    inbox = project.source_folder(source) / "inbox"
    hand_in(project, source, months, first=700)
    file = inbox / "from-700.csv"
    file = file.rename(project.root.parent / "next.csv")
    return {one.cell: (one.now, one.then) for one in effect_of(project, source, file, "en", ON).changes}


def test_incidents_change_no_figure_of_people_who_were_identified(project: Project) -> None:
    changes = told(project, "city", {"2024-09": 12})
    assert {cell.partition(",")[0] for cell in changes} == {"city (made up)"}
    assert changes["city (made up), 2024-09"] == ("no report", "a report")


def test_people_who_were_identified_change_what_was_not_reported(project: Project) -> None:
    changes = told(project, "sheriff", {"2024-09": 12})
    assert changes["2024-09, Police"][0] == "no report"


def test_a_released_period_that_nobody_knows_waits_whoever_reports_later() -> None:
    cells = pd.DataFrame({"source_kind": ["police"] * 2, "period": ["unknown", "total"]})
    later = {"source": "sheriff", "source_kind": "police", "record": "identification", "period_from": "2025-01"}
    found = [
        is_reported(cells, "source_kind", [{**later, "period_to": "2025-03"}], ("identification",), after).tolist()
        for after in ("", "2024-12")
    ]
    assert found == [[True, True], [False, True]]


def site(project: Project, folder: Path, **release: Any) -> Path:
    """The published tables as a site has them; `release` are other keys of release.json."""
    data = folder / "data"
    data.mkdir()
    for path in (project.published / "tables").glob("*.csv"):
        (data / path.name).write_bytes(path.read_bytes())
    said = json.loads((project.published / "release.json").read_text(encoding="utf-8"))
    (data / "release.json").write_text(json.dumps({**said, **release}), encoding="utf-8")
    return folder


def found(folder: Path) -> list[str]:
    return [f"{one.code} {one.file} {one.says}" for one in check_reported(Built(folder))]


def tell_as_small(folder: Path, kind: str, period: str) -> None:
    """A cell told as a small number, or told at all."""
    path = folder / "data" / f"{TABLE}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    small = {"status": "below", "at_least": "0", "at_most": "9"}
    here = [row for row in rows if (row["source_kind"], row["period"]) == (kind, period)]
    for row in here:
        row.update(small)
    if not here:
        rows.append({**rows[0], "source_kind": kind, "period": period, **small})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_what_is_published_agrees_with_who_hands_in_what(project: Project, tmp_path: Path) -> None:
    assert found(site(project, tmp_path)) == []


@pytest.mark.parametrize(
    ("kind", "period", "what"),
    [
        ("police", "2024-06", "nobody who hands in such records has sent a report"),
        ("total", "2024-Q2", "nobody who hands in such records has sent a report"),
        ("survey", "2024-05", "hands in no such records"),
    ],
)
def test_a_small_number_that_everybody_can_see_through_is_found(
    project: Project, tmp_path: Path, kind: str, period: str, what: str
) -> None:
    folder = site(project, tmp_path)
    tell_as_small(folder, kind, period)
    assert any(what in said and "TIP-E536" in said for said in found(folder))


def test_what_a_release_before_has_told_is_not_measured_by_the_coverage_of_today(
    project: Project, tmp_path: Path
) -> None:
    folder = site(project, tmp_path, release={"id": "2025", "kind": "release", "previous": "2024"})
    tell_as_small(folder, "police", "2024-06")
    assert found(folder) == []

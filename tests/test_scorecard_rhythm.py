"""The rhythm of a source: its score card expects every period that has ended, and misses one between two others."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.project import Project
from pipelines.scorecard import as_text, read_card
from pipelines.scorecard.measure import expected, months_of
from pipelines.steps.deliveries import Deliveries
from schemas.source import Rhythm
from tests.command_line import GOOD, HEADER, drop, make_project


@pytest.mark.parametrize(
    ("rhythm", "on", "due"),
    [
        (None, date(2024, 5, 9), months_of("2024")),
        ("month", date(2024, 3, 31), ("2024-01", "2024-02")),
        ("quarter", date(2024, 7, 1), ("2024-Q1", "2024-Q2")),
        ("quarter", date(2026, 1, 1), ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")),
        ("year", date(2024, 12, 31), ()),
        ("year", None, ("2024",)),
    ],
)
def test_a_rhythm_expects_every_period_that_has_ended(
    rhythm: Rhythm | None, on: date | None, due: tuple[str, ...]
) -> None:
    assert expected(months_of("2024"), rhythm, on) == due


def test_a_quarter_is_there_once_anything_speaks_of_it_and_one_between_is_missed(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    path = project.source_folder("clinic") / "source.toml"
    path.write_text(f'rhythm = "quarter"\n{path.read_text(encoding="utf-8")}', encoding="utf-8")
    steps = Deliveries(Project(project.root))
    for month in ("-01-", "-08-"):
        drop(project, HEADER + GOOD.replace("-01-", month))
        steps.receive("clinic", None)
    steps.conform("clinic")
    card = read_card(Project(project.root), "clinic", "2024", date(2024, 10, 5))
    assert (card.expected, card.received) == (("2024-Q1", "2024-Q2", "2024-Q3"), ("2024-Q1", "2024-Q3"))
    text = as_text([card], "en")
    assert "Quarters for which something came: 2 of 3" in text
    assert "Nothing came for 2024-Q2" in text

"""`check --effect` beside a release: what was released stays, and the next release says more by others, too."""

import sys
from pathlib import Path

import pytest

from pipelines import gates
from pipelines.effect import effect_of
from pipelines.project import Project
from pipelines.steps import releases
from tests.forked import YES
from tests.released_example import FIRST, SECOND, bring_up_to_date, community, hand_in, released, show
from tests.released_example import HEADER as COLUMNS
from tests.test_effect import few_tables

ROW = "{number},{day},F,adult,escort service,yes\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A clinic whose people of 2024 are released."""
    monkeypatch.setattr(gates, "WORKER", (sys.executable, "-c", YES))
    monkeypatch.setattr(releases, "show", show)
    monkeypatch.setattr("pipelines.releasing.show", show)
    project = few_tables(community(tmp_path / "project"))
    hand_in(project, {"2024-02": 40, "2024-11": 23})
    bring_up_to_date(project)
    released(Project(project.root), "2024", FIRST)
    return Project(project.root)


def test_rows_of_released_periods_wait_and_later_ones_make_the_next_release_larger(
    project: Project, tmp_path: Path
) -> None:
    def asked(day: str, count: int) -> dict[str, tuple[str, str]]:
        rows = "".join(ROW.format(number=500 + at, day=day) for at in range(count))
        (tmp_path / "next.csv").write_text(COLUMNS + rows, encoding="utf-8")
        effect = effect_of(project, "clinic", tmp_path / "next.csv", "en", SECOND)
        assert any("periods up to 2024-12 wait" in note for note in effect.notes)
        return {change.cell: (change.now, change.then) for change in effect.changes if "report" not in change.now}

    assert asked("2024-11-05", 30) == {}
    later = asked("2025-03-05", 30)
    assert later["all"][1] == "90 or more"  # 63 are told as 60, which may be 55, and 30 more are 85
    assert later["Female"] == later["all"]

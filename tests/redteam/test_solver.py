"""A solver that fails, runs out of time or says nonsense ends a release; the last one stays."""

from pathlib import Path

import highspy
import pytest

from pipelines.tables import Dimension
from schemas.problems import ReleaseStopped
from tests.redteam.planned import contents
from tests.redteam.told import disclosed, line, naively, together

AREA = Dimension("area", "area", {"total": ("X1", "X2", "X3")})
TABLES = [line(AREA, {"total": 27, "X1": 9, "X2": 9, "X3": 9}, "people_by_area")]
STATES = ["kTimeLimit", "kIterationLimit", "kUnknown", "kSolveError", "kNotset", "kInfeasible", "kInterrupt"]


@pytest.mark.parametrize("state", STATES)
def test_no_answer_is_no_release(state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = contents(together(TABLES, tmp_path / "published"))
    answer = getattr(highspy.HighsModelStatus, state)
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _: answer)
    with pytest.raises(ReleaseStopped):
        together(TABLES, tmp_path / "published")
    assert contents(tmp_path / "published") == last
    assert [path.name for path in tmp_path.iterdir()] == ["published"]


@pytest.mark.parametrize("state", STATES)
def test_no_answer_is_no_audit(state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = naively(TABLES, tmp_path / "naive")
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _: getattr(highspy.HighsModelStatus, state))
    with pytest.raises(ReleaseStopped):
        disclosed(folder)


class Nothing:
    """A solution of zeros, as a second model with other threads in the same process gives."""

    col_value = [0.0] * 99
    col_dual = [0.0] * 99
    row_value = [0.0] * 99
    row_dual = [0.0] * 99


def test_an_answer_of_zeros_is_no_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy.Highs, "getSolution", lambda _: Nothing())
    with pytest.raises((ReleaseStopped, ValueError)):
        together(TABLES, tmp_path / "published")
    assert list(tmp_path.iterdir()) == []

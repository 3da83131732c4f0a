"""That all of a group share an answer is learnt of each of them, however large the group is."""

from pathlib import Path

from pipelines.tables import Dimension
from tests.redteam.told import disclosed, naively, rows, together

AREA = Dimension("area", "area", {"total": ("X1", "X2")})
FORM = Dimension("form", "multi", {"total": ("any_answer",)}, {"any_answer": ("labour", "sexual")})


def test_everybody_in_a_group_has_the_same_answer(tmp_path: Path) -> None:
    """14 and 14 at most are 28, and 25 at least were forced to work: not more than 3 were not."""
    forms = {"total": 14, "any_answer": 14, "labour": 14, "sexual": 2}
    cells = {(area, form): n * (1 + (area == "total")) for area in ("total", "X1", "X2") for form, n in forms.items()}
    tables = [rows("people", (AREA, FORM), cells)]
    found = disclosed(naively(tables, tmp_path / "naive"))
    assert any(what.startswith("all but 0 to 3 of") for what in found)
    assert disclosed(together(tables, tmp_path / "safe")) == []


def test_a_group_of_which_some_may_have_another_is_no_leak(tmp_path: Path) -> None:
    forms = {"total": 40, "any_answer": 40, "labour": 30, "sexual": 12}
    cells = {(area, form): n * (1 + (area == "total")) for area in ("total", "X1", "X2") for form, n in forms.items()}
    found = disclosed(naively([rows("people", (AREA, FORM), cells)], tmp_path / "naive"))
    assert not any(what.startswith("all but") for what in found)

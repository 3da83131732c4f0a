"""Two tables that share cells tell together what neither tells alone."""

from pathlib import Path

from pipelines.tables import Dimension
from tests.redteam.told import disclosed, line, naively, together

AGE = Dimension("age_group", "single", {"total": ("child", "adult")})
GENDER = Dimension("gender", "single", {"total": ("female", "male")})
FINE = Dimension("kind", "single", {"total": ("a", "b", "c")})
COARSE = Dimension("kind", "single", {"total": ("a", "b_or_c"), "b_or_c": ("b", "c")})


def test_one_total_seen_from_two_sides(tmp_path: Path) -> None:
    """24 at most are children and adults together, 25 at least are women and men: one table is not enough."""
    ages = line(AGE, {"total": 26, "child": 12, "adult": 14})
    genders = line(GENDER, {"total": 26, "female": 25, "male": 1})
    alone = [disclosed(naively([each], tmp_path / each.name)) for each in (ages, genders)]
    assert alone == [[], []]
    assert disclosed(naively([ages, genders], tmp_path / "naive"))
    assert disclosed(together([ages, genders], tmp_path / "safe")) == []


def test_what_one_table_joins_the_other_has_apart(tmp_path: Path) -> None:
    tables = [
        line(FINE, {"total": 65, "a": 30, "b": 11, "c": 24}, "fine"),
        line(COARSE, {"total": 65, "a": 30, "b_or_c": 35, "b": 11, "c": 24}, "coarse"),
    ]
    small = [
        line(FINE, {"total": 45, "a": 30, "b": 1, "c": 14}, "fine"),
        line(COARSE, {"total": 45, "a": 30, "b_or_c": 15, "b": 1, "c": 14}, "coarse"),
    ]
    assert disclosed(naively(small, tmp_path / "naive"))
    for name, each in (("a", tables), ("b", small)):
        assert disclosed(together(each, tmp_path / name)) == []

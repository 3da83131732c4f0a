"""What a later release adds is known to whoever kept the earlier one: twelve late reports must not stand out."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.publish import Earlier
from pipelines.tables import CountedTable, Dimension
from tests.attacked_site import Row, at, exactly
from tests.published_words import release
from tests.redteam.planned import counted
from tests.redteam.told import disclosed, line, naively, together

AREA = Dimension("area", "area", {"total": ("X1", "X2", "X3")})
THEN = {"total": 144, "X1": 84, "X2": 54, "X3": 6}
LATE = {"total": 145, "X1": 84, "X2": 55, "X3": 6}
YEARS = ("2023", "2024")
HEAD = "fact,universe,cell,at_least,at_most,step,release\n"


def facts(table: CountedTable, telling: Any) -> str:
    """What the earlier release told, as it stands in the proof of the later one."""
    told: list[tuple[str, Row]] = [
        ("" if area == "total" else f"area={area}", telling(int(count)))
        for area, count in table.frame.itertuples(index=False)
    ]
    return HEAD + "".join(
        f"{at},person,{cell},{row['at_least']},{row['at_most']},10,2023\n" for at, (cell, row) in enumerate(told)
    )


@pytest.mark.parametrize("telling", [at, exactly])
def test_one_late_report_is_found(telling: Any, tmp_path: Path) -> None:
    """Rounding alone does not help: one person moves a number over a limit."""
    before, now = line(AREA, THEN, "people_by_area"), line(AREA, LATE, "people_by_area")
    later = naively([now], tmp_path / "later", facts=facts(before, telling))
    found = disclosed(later)
    assert any("has changed since the release 2023" in what for what in found)
    assert any("area=X2" in what for what in found)


def test_without_late_reports_nothing_is_found(tmp_path: Path) -> None:
    table = line(AREA, THEN, "people_by_area")
    assert disclosed(naively([table], tmp_path / "later", facts=facts(table, at))) == []


@pytest.mark.parametrize("new", [0, 1, 7, 30])
def test_a_new_period_tells_nothing_small_of_what_came_before(new: int, tmp_path: Path) -> None:
    """The total of all periods grows by the new one, of which a small number is a band."""
    people = {(area, "female", "adult", "2023"): count for area, count in (("X1", 84), ("X2", 54), ("X3", 6))}
    more = {**people, ("X1", "female", "adult", "2024"): new, ("X2", "female", "adult", "2024"): 40}
    both = [Dimension("area", "area", {"total": ("X1", "X2", "X3")}), Dimension("period", "period", {"total": YEARS})]
    once = [both[0], Dimension("period", "period", {"total": YEARS[:1]})]
    first = together([counted("people_by_area", once, people)], tmp_path / "first", told=released("2023", "release"))
    earlier = [Earlier("2023", first, "release", "2023-12")]
    table = counted("people_by_area", both, more)
    assert disclosed(together([table], tmp_path / "next", told=released("2024", "release"), earlier=earlier)) == []


def released(name: str, kind: str) -> dict[str, Any]:
    return {**release(), "release": {"id": name, "period": name[:4], "kind": kind, "released_on": None}}


@pytest.mark.parametrize("late", [1, 6, 12])
def test_the_door_audits_both_releases_together(late: int, tmp_path: Path) -> None:
    """However many are late, in a re-base they do not show."""
    first = tmp_path / "first"
    before = line(AREA, THEN, "people_by_area")
    now = line(AREA, {**THEN, "total": 144 + late, "X2": 54 + late}, "people_by_area")
    together([before], first, told=released("2023", "release"))
    earlier = [Earlier("2023", first, "release", "2023-12")]
    again = together([now], tmp_path / "again", told=released("2023-rebase-1", "rebase"), earlier=earlier)
    assert disclosed(again) == []

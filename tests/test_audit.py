"""The auditor finds what anybody could work out: every kind of planted leak, and nothing where there is none."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.audit import Audited, audit
from schemas.problems import ReleaseStopped
from tests.attacked_site import (
    AGE,
    AREA,
    FORM,
    SEX,
    SILENT,
    WITHHELD,
    Made,
    at,
    crossed,
    dimension,
    line,
    write_site,
)

PEOPLE = {("N", "child"): 2, ("N", "adult"): 40, ("S", "child"): 5, ("S", "adult"): 56}
SAFE = crossed("area_age", AREA, AGE, PEOPLE)
FACTS = "fact,universe,cell,at_least,at_most,step,release\n"


def attacked(folder: Path, *tables: Made, **release: Any) -> Audited:
    return audit(write_site(folder / "site", tables, **release))


def code(folder: Path, *tables: Made, **release: Any) -> str:
    with pytest.raises(ReleaseStopped) as stopped:
        attacked(folder, *tables, **release)
    return stopped.value.problems[0].code


def whys(found: Audited) -> list[str]:
    return [what for what, _ in found.disclosures]


@pytest.mark.parametrize("built", [True, False])
def test_a_safe_site_is_safe_as_pages_and_as_a_folder(tmp_path: Path, *, built: bool) -> None:
    found = attacked(
        tmp_path, SAFE, line("sex", SEX, {"total": at(103), "female": at(80), "male": at(23)}), built=built
    )
    assert found.is_safe
    assert found.cells == 3 * 3 + 3 - 1
    assert found.compared > 0


def test_margins_say_that_somebody_is_there(tmp_path: Path) -> None:
    parts = dimension("area", "area", {"total": ("N", "S", "W")})
    found = attacked(tmp_path, line("area", parts, {"total": at(27), "N": at(9), "S": at(9), "W": at(9)}))
    assert whys(found)[0] == "(area: area=N) is 7 to 9"
    assert found.disclosures[0][1] == (
        "area: all (25 to 34); area: area=N (0 to 9); area: area=S (0 to 9); area: area=W (0 to 9)"
    )
    assert found.disclosed == 3


def test_two_tables_tell_together_what_neither_tells_alone(tmp_path: Path) -> None:
    north = {"area": "N"}
    one = line("north_by_age", AGE, {"total": WITHHELD, "child": at(9), "adult": at(10)}, fixed=north)
    other = line("north_by_sex", SEX, {"total": WITHHELD, "female": at(10), "male": at(10)}, fixed=north)
    assert attacked(tmp_path / "one", one).is_safe
    assert attacked(tmp_path / "other", other).is_safe
    together = attacked(tmp_path / "both", one, other)
    assert "(north_by_age: age=child, area=N) is 6 to 9" in whys(together)


def test_a_group_that_is_a_whole_universe_is_the_same_number(tmp_path: Path) -> None:
    ages = line("age", AGE, {"total": WITHHELD, "child": at(9), "adult": at(12)})
    bounds = dimension("bound", "group")
    known = line("range", bounds, {"linked": at(20)}, universe="range", universes={"linked": "person"})
    assert attacked(tmp_path / "alone", ages).is_safe
    found = attacked(tmp_path / "together", ages, known)
    assert found.cells == 3
    assert whys(found) == ["(age: age=child) is 1 to 9"]


def test_a_row_that_is_left_out_is_worked_out_all_the_same(tmp_path: Path) -> None:
    found = attacked(tmp_path, line("area", AREA, {"total": at(13), "N": at(12)}))
    assert found.is_safe
    found = attacked(tmp_path / "more", line("area", AREA, {"total": at(15), "N": at(11)}))
    assert whys(found) == ["(area: area=S) is 1 to 14"]


def test_everybody_in_a_group_shares_an_answer(tmp_path: Path) -> None:
    rows = {"total": at(14), "any_answer": at(12), "unknown": at(2), "labour": at(12), "sexual": at(0)}
    assert attacked(tmp_path / "five", line("form", FORM, rows)).is_safe
    found = attacked(tmp_path / "six", line("form", FORM, rows), policy={"least_values": 6})
    assert "all but 0 to 4 of (form: form=any_answer) are of (form: form=labour)" in whys(found)


def test_two_cells_that_cannot_both_hold_several(tmp_path: Path) -> None:
    sexes = line("sex", SEX, {"total": at(60), "female": at(3), "male": at(55)})
    ages = line("age", AGE, {"total": at(60), "child": at(2), "adult": at(58)})
    facts = "0,person,sex=female,0,9,10,draft\n1,person,age=child,0,9,10,draft\n2,person,any=1,0,7,10,2023\n"
    sums = "sum,kind,whole,part\n0,adds_up,2,0\n0,adds_up,2,1\n"
    assert attacked(tmp_path / "one", sexes, ages).is_safe
    found = attacked(tmp_path / "both", sexes, ages, facts=FACTS + facts, sums=sums)
    assert whys(found) == ["not more than 3 can be in (age: age=child) as soon as 4 are in (sex: sex=female)"]


@pytest.mark.parametrize(
    ("before", "sums", "what"),
    [
        ("0,9,10", "0,other,9,9", "(area: area=N) has changed since the release 2023 by 1 to 14"),
        ("10,14,10", "0,same,2,1", None),
        ("8,12,10", "0,same,2,1", None),
        ("13,13,1", "0,grows,2,1", "(area: area=N) has changed since the release 2023 by 0 to 1"),
    ],
)
def test_the_difference_to_an_earlier_release(tmp_path: Path, before: str, sums: str, what: str | None) -> None:
    now = line("area", AREA, {"total": at(60), "N": at(11), "S": at(50)})
    facts = f"{FACTS}2,person,area=N,10,14,10,draft\n1,person,area=N,{before},2023\n"
    found = attacked(tmp_path, now, facts=facts, sums=f"sum,kind,whole,part\n{sums}\n")
    assert whys(found) == ([what] if what else [])


def test_what_stays_the_same_over_several_releases_has_not_changed(tmp_path: Path) -> None:
    now = line("area", AREA, {"total": at(60), "N": at(11), "S": at(50)})
    facts = FACTS + "1,person,area=N,10,14,10,2023\n2,person,area=N,10,14,10,draft\n3,person,area=N,10,14,10,2022\n"
    sums = "sum,kind,whole,part\n0,same,2,1\n1,same,1,3\n"
    assert attacked(tmp_path / "chain", now, facts=facts, sums=sums).is_safe
    grown = facts.replace("10,14,10,2022", "9,9,1,2022")
    found = attacked(tmp_path / "grown", now, facts=grown, sums=sums.replace("1,same", "1,grows"))
    assert whys(found) == ["(area: area=N) has changed since the release 2022 by 1 to 5"]


def test_what_an_earlier_release_added_up_is_known_too(tmp_path: Path) -> None:
    now = line("area", AREA, {"total": at(60), "N": at(31), "S": at(32)})
    facts = FACTS + "1,person,,{},10,2023\n2,person,area=N,25,34,10,2023\n3,person,area=S,0,9,10,2023\n"
    assert attacked(tmp_path / "one", now, facts=facts.format("25,34")).is_safe
    assert code(tmp_path / "other", now, facts=facts.format("45,54")) == "TIP-E503"


@pytest.mark.parametrize(("own", "what"), [(5, None), (14, "is 1 to 10"), (15, None)])
def test_what_is_left_of_a_number_without_the_providers_own(tmp_path: Path, own: int, what: str | None) -> None:
    site = write_site(tmp_path / "site", [line("area", AREA, {"total": at(120), "N": at(20), "S": at(100)})])
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "area.csv").write_text(f"area,count\nN,{own}\ntotal,{own}\n")
    found = audit(site, mine)
    assert whys(found) == ([f"(area: area=N) without the provider's own {own} {what}"] if what else [])


def test_where_a_provider_is_alone_it_knows_all_there_is_to_know(tmp_path: Path) -> None:
    kinds = dimension("kind", sums={"total": ("police", "ngo")})
    site = write_site(tmp_path / "site", [line("kinds", kinds, {"total": at(61), "police": at(58), "ngo": at(3)})])
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "kinds.csv").write_text("kind,count\npolice,58\ntotal,58\n")
    assert audit(site, mine).is_safe
    (mine / "kinds.csv").write_text("kind,count,alone\npolice,64,yes\ntotal,64,\n")
    assert whys(audit(site, mine)) == [
        "(kinds: all) without the provider's own 64 is exactly 0",
        "(kinds: kind=ngo) without the provider's own 0 is exactly 0",
    ]


@pytest.mark.parametrize("text", ["area,count\nX,3\n", "area,count\nN,many\n", "count\n3\n", "area,count\n"])
def test_a_providers_counts_that_fit_nowhere_are_refused(tmp_path: Path, text: str) -> None:
    site = write_site(tmp_path / "site", [SAFE])
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "area_age.csv").write_text(text)
    with pytest.raises(ReleaseStopped) as stopped:
        audit(site, mine)
    assert stopped.value.problems[0].code == "TIP-E513"


def test_a_period_without_reports_is_known_to_be_empty(tmp_path: Path) -> None:
    kinds = dimension("kind", sums={"total": ("police", "ngo", "court")})
    rows = {"total": at(20, 20), "police": at(9), "ngo": at(9), "court": at(9)}
    found = attacked(tmp_path / "all", line("kinds", kinds, rows))
    assert whys(found)[0] == "(kinds: kind=police) is 2 to 9"
    found = attacked(tmp_path / "two", line("kinds", kinds, {**rows, "court": at(12), "police": SILENT}))
    assert whys(found) == ["(kinds: kind=ngo) is 6 to 9"]

"""Mistakes in what a community declares of itself and of its areas."""

from pathlib import Path

import pytest

from pipelines.project import CHECKOUT
from schemas.areas import read_area_file
from schemas.community import read_community
from schemas.problems import DeclarationMistake


def test_a_community_is_told_all_its_mistakes(tmp_path: Path) -> None:
    text = (CHECKOUT / "community.toml").read_text(encoding="utf-8")
    text = text.replace('country = "US"', 'country = "ZZ"').replace("to_year = 2024", "to_year = 2001")
    (tmp_path / "community.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationMistake) as caught:
        read_community(tmp_path)
    assert len(caught.value.problems) == 1 + 1


@pytest.mark.parametrize("address", ["http://www.weather.example/", "javascript:alert(1)", "https://", "www.a.example"])
def test_a_way_out_leads_to_an_address_that_nobody_can_listen_to(address: str, tmp_path: Path) -> None:
    text = (CHECKOUT / "community.toml").read_text(encoding="utf-8")
    (tmp_path / "community.toml").write_text(text.replace("https://www.weather.example/", address), encoding="utf-8")
    with pytest.raises(DeclarationMistake):
        read_community(tmp_path)


def test_without_an_address_there_is_no_way_out(tmp_path: Path) -> None:
    text = (CHECKOUT / "community.toml").read_text(encoding="utf-8")
    (tmp_path / "community.toml").write_text(text.replace("quick_exit", "# quick_exit"), encoding="utf-8")
    assert read_community(tmp_path).site.quick_exit == ""
    assert read_community(CHECKOUT).site.quick_exit


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["A,Alpha,area,,1", "A,Beta,area,,1"], "line 2: A is there more than once"),
        (["A,Alpha,area,B,1", "B,Beta,area,A,1"], "line 3: B lies within itself"),
        (["A,Alpha,area,A,1"], "line 2: A lies within itself"),
        (["A,Alpha,area,X,1"], "line 2: the parent of A is no code of this file"),
        (["A,Alpha,area,,about 5"], "line 2: population must be a whole number"),
        (["A,Alpha,area,,²"], "line 2: population must be a whole number"),
        (["total,Alpha,area,,1"], "line 2: total cannot be a code"),
        (["A,Marlow,area,,1", "B,Bee,area,,1,MARLOW"], 'line 3: B shares "marlow" with another area'),
        (["A,,area,,1"], "line 2: every area has a code and a name"),
        (["A,Alpha,,,1"], "line 2: A has no level"),
        (
            ["D,Dee,district,,", "A,Alpha,area,D,", "B,Bee,area,,"],
            "line 4: B lies in no area, but areas lie in a district",
        ),
        (["D,Dee,district,,", "A,Alpha,area,D,", "B,Bee,area,,"], "(see line 3)"),
        (
            ["C,Cee,county,,", "D,Dee,district,C,", "A,Alpha,area,D,", "B,Bee,area,C,"],
            "line 5: B lies in a county, but areas lie in a district (see line 4)",
        ),
        (["A,Alpha,area,,", "B,Bee,area,A,"], "line 3: B and the area around it, A, are both called area"),
        (
            ["D,Dee,district,,70", "A,Alpha,area,D,40", "B,Bee,area,D,31"],
            "line 2: D has 70 people, the areas in it have 71",
        ),
        (["D,Dee,district,,70", "A,Alpha,area,D,40", "B,Bee,area,D,31"], "(lines 3, 4)"),
        (["A"], "line 2: every area has a code and a name"),
        ([], "line 1: the columns must be code, level, name, parent, population"),
    ],
)
def test_mistakes_of_the_areas_file(tmp_path: Path, rows: list[str], says: str) -> None:
    path = tmp_path / "areas.csv"
    path.write_text("\n".join(["code,name,level,parent,population,also", *rows]), encoding="utf-8")
    with pytest.raises(DeclarationMistake) as caught:
        read_area_file(path)
    assert any(says in found.says for found in caught.value.problems)


def test_an_areas_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_bytes("code,name,level,parent,population\nA,Córdoba,area,,1".encode("cp1252"))
    with pytest.raises(DeclarationMistake, match="TIP-E001"):
        read_area_file(path)


def test_areas_without_parts_unknown_populations_and_mixed_names_of_levels_are_no_gaps(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    rows = ["C,Cee,county,,70", "T,Tee,town,C,40", "B,Bee,borough,C,30", "W,Wee,ward,T,", "X,Eks,ward,T,40"]
    path.write_text("\n".join(["code,name,level,parent,population,also", *rows]), encoding="utf-8")
    assert [area.code for area in read_area_file(path)] == ["C", "T", "B", "W", "X"]

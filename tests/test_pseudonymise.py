"""Names and birth dates become keyed tokens on the provider's machine; nothing of them is left in the copy."""

import hashlib
import hmac
import os
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipelines.pseudonymise import TOKEN_COLUMNS, linkage_key, looks_like_slk, make_key, read_key, tokens_of
from schemas.problems import DeclarationMistake
from tests.command_line import Said, make_project

KEY = bytes(range(32))
BORN = date(1990, 3, 7)
# Made-up people. The same one three times, as three organisations write her; and one whom nobody can be told from.
ROWS = [
    "case,Last name,First name,Date of birth,Sex,Intake date,Gender identity",
    "7,Núñez-Ortega,Ana María,1990-03-07,F,2024-02-01,woman",
    "8,NUNEZ ORTEGA,anamaria,1990-03-07,female,2024-03-07,woman",
    "9,O'Brien,Li,2008-12-31,Male,2024-06-01,man",
    "10,,,2001-01-01,x,2024-06-01,",
    "11,Petrov,Ivan,2001,M,2024-06-01,man",
]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "shared.key"
    path.parent.mkdir()
    path.write_text(KEY.hex() + "\n")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize(
    ("family", "given", "letters"),
    [
        ("Smith", "Anna", "MIHNN"),
        ("Jones", "Bob", "ONSOB"),
        ("Farr", "Jo", "AR2O2"),
        ("Hua", "Li", "UA2I2"),
        ("O'Brien", "D", "BRE22"),
        ("Ng", "", "G2299"),
        ("", "Anna", "999NN"),
        ("Müller", "Zoë", "ULEOE"),
        ("Straße", "Jörg", "TRSOR"),
        ("van der Berg", "Mary-Jane", "ANEAR"),
    ],
)
def test_letters_are_picked_as_the_standard_says(family: str, given: str, letters: str) -> None:
    person = linkage_key(family, given, BORN, "2")
    assert person is not None
    assert str(person) == f"{letters}070319902"
    assert looks_like_slk(str(person))


def test_an_example_that_others_have_printed() -> None:
    assert str(linkage_key("Schmidt", "Brian", date(1967, 2, 24), "1")) == "CHIRI240219671"


@pytest.mark.parametrize(
    ("family", "given", "born"), [("", "", BORN), ("Петров", "Иван", BORN), ("Smith", "Anna", None)]
)
def test_nobody_who_would_be_like_many_gets_a_key(family: str, given: str, born: date | None) -> None:
    assert linkage_key(family, given, born, "9") is None


def test_a_token_is_the_hmac_of_the_key_over_the_part() -> None:
    person = linkage_key("Smith", "Anna", BORN, "2")
    assert person is not None
    tokens = tokens_of(person, KEY)
    assert tuple(tokens) == TOKEN_COLUMNS
    for column, part in zip(TOKEN_COLUMNS, ("MIHNN070319902", "MIH", "NN", "0703", "1990", "2"), strict=True):
        own = hmac.new(KEY, f"tipstats/1/{column}/{part}".encode(), hashlib.sha256).hexdigest()
        assert tokens[column][8:] == own
    other = tokens_of(person, bytes(32))
    assert {one[:8] for one in tokens.values()}.isdisjoint(one[:8] for one in other.values())
    assert set(tokens.values()).isdisjoint(other.values())


def run(tmp_path: Path, said: Said, key: Path, lines: list[str], *more: str) -> tuple[int, str, Path]:
    project = make_project(tmp_path)
    file = tmp_path / "people.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out = said("--project", project.root, "pseudonymise", file, "--key", key, *more)
    return code, out, tmp_path / "people.pseudonymised.csv"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "community"
    folder.mkdir()
    return folder


def test_the_copy_holds_tokens_and_no_names(outside: Path, said: Said, key: Path) -> None:
    code, out, copy = run(outside, said, key, ROWS, "--age-at", "Intake date", "--drop", "Gender identity")
    assert code == 0
    table = pd.read_csv(copy, dtype=str, keep_default_na=False)
    assert list(table) == ["case", "Sex", "Intake date", *TOKEN_COLUMNS, "age"]
    first, second, third, fourth, fifth = table["person_token"]
    assert first == second != third
    assert fourth == fifth == ""
    assert list(table["age"]) == ["33", "34", "15", "23", ""]
    assert table["token_sex"][0] == table["token_sex"][1] != table["token_sex"][2]
    text = (out + copy.read_text(encoding="utf-8")).lower()
    for secret in ("núñez", "nunez", "ortega", "anamaria", "brien", "petrov", "1990-03-07", "2008-12-31", KEY.hex()):
        assert secret not in text
    assert "5 rows written" in out
    assert "2 rows have no token" in out


def test_the_tokens_are_taken_by_the_pipeline(outside: Path, said: Said, key: Path) -> None:
    _, _, copy = run(outside, said, key, ROWS)
    tokens = pd.read_csv(copy, dtype=str, keep_default_na=False)["person_token"]
    assert tokens[:3].str.fullmatch("[0-9a-f]{72}").all()


def test_a_date_that_is_none_stops_and_writes_nothing(outside: Path, said: Said, key: Path) -> None:
    code, out, copy = run(outside, said, key, [*ROWS, "12,Alder,Kim,07/03/1990,F,2024-01-01,"])
    assert code == 4
    assert "TIP-E726" in out
    assert "row 7" in out
    assert "07/03/1990" not in out
    assert not copy.exists()
    assert list(outside.glob("*.partial")) == []


def test_dates_in_the_order_that_is_said(outside: Path, said: Said, key: Path) -> None:
    lines = [ROWS[0], "12,Alder,Kim,07/03/1990,F,2024-01-01,", "13,Alder,Kim,1990-03-07,F,2024-01-01,"]
    code, _, copy = run(outside, said, key, lines, "--dates", "dmy")
    assert code == 0
    tokens = pd.read_csv(copy, dtype=str)["person_token"]
    assert tokens[0] == tokens[1]


def test_a_column_that_could_be_meant_twice_is_asked_for(outside: Path, said: Said, key: Path) -> None:
    lines = ["Last name,Surname,First name,DOB,Sex", "Alder,Birch,Kim,1990-03-07,F"]
    code, out, copy = run(outside, said, key, lines)
    assert (code, "--family" in out, copy.exists()) == (4, True, False)
    assert "Alder" not in out


def test_a_column_that_is_named_is_used(outside: Path, said: Said, key: Path) -> None:
    lines = ["Last name,Surname,First name,DOB,Sex", "Alder,Birch,Kim,1990-03-07,F", "Birch,Alder,Kim,1990-03-07,F"]
    code, _, copy = run(outside, said, key, lines, "--family", "Surname", "--drop", "Last name")
    assert code == 0
    table = pd.read_csv(copy, dtype=str)
    assert list(table) == ["Sex", *TOKEN_COLUMNS]
    assert table["person_token"].nunique() == 2


def test_a_key_beside_the_data_is_refused(outside: Path, said: Said) -> None:
    inside = outside / "shared.key"
    inside.write_text(KEY.hex())
    inside.chmod(0o600)
    code, out, copy = run(outside, said, inside, ROWS)
    assert (code, "TIP-E721" in out, copy.exists()) == (3, True, False)


@pytest.mark.skipif(os.name != "posix", reason="file modes are those of POSIX")
def test_a_key_that_others_can_read_is_refused(outside: Path, said: Said, key: Path) -> None:
    key.chmod(0o640)
    code, out, _ = run(outside, said, key, ROWS)
    assert (code, "TIP-E724" in out) == (3, True)


@pytest.mark.parametrize("text", ["", "not hexadecimal", "ab" * 31, "ab" * 33])
def test_what_is_no_key_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "shared.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(DeclarationMistake) as refused:
        read_key(path, [])
    assert [problem.code for problem in refused.value.problems] == ["TIP-E723"]


def test_a_new_key_is_its_owners_alone_and_replaces_none(tmp_path: Path) -> None:
    path = tmp_path / "shared.key"
    make_key(path, [])
    assert len(read_key(path, [])) == 32
    before = path.read_bytes()
    with pytest.raises(DeclarationMistake):
        make_key(path, [])
    assert path.read_bytes() == before
    make_key(tmp_path / "other.key", [])
    assert (tmp_path / "other.key").read_bytes() != before

"""A declaration with mistakes is told all of them at once, each with the line that it stands on."""

from pathlib import Path

import pytest

from pipelines.count import read_specs
from pipelines.project import PRESETS, Project
from schemas.declaration import read_toml
from schemas.problems import DeclarationMistake
from schemas.source import Source, read_source

GOOD = """
holder = "Made-up house"
kind = "shelter"
identity = "id"
[agreement]
legal_basis = "consent"
[record.identification]
id = "No"
[record.identification.columns]
gender = "Sex"
"""

BAD = '''holder = "Made-up house"                        # 1
kind = "shleter"                                # 2  no such kind
identity = "none"                               # 3
time_zone = "America/Springfield"               # 4  no such zone
colour = "blue"                                 # 5  no such key
file = { encoding = "utf-8", delimiter = "~" }  # 6  no such delimiter
caveats = [                                     # 7
    "kind = [nonsense]",                        # 8
]                                               # 9
                                                # 10
[agreement]                                     # 11 no legal basis
consent = """                                   # 12
keep_months = 12                                # 13
"""                                             # 14
keep_months = 0                                 # 15 less than a month
                                                # 16
[record.identification]                         # 17
id = "No"                                       # 18 but identity says none
scheme = ["htcds", "esperanto"]                 # 19 no such scheme
filter = [                                      # 20
    { column = "Code", is = "64A" },            # 21
    { column = "Code", like = "%TRAFFICKING%" },# 22 no such key, and no "is"
]                                               # 23
                                                # 24
[record.identification.columns]                 # 25
gender = "Sex"                                  # 26
gendre = "Sex"                                  # 27 no such field
age = { header = "Age", splt = ";" }            # 28 no such key
area = { optional = true }                      # 29 no place
"exploitation".header = "Kind"                  # 30
                                                # 31
[record.identification.columns.means_of_control.flags]  # 32
"means.debt" = "debt_bondage"                   # 33
"means.other" = "magic"                         # 34 no such word
                                                # 35
[record.identification.words]                   # 36
recruitment = { web = "online_social_networks" }# 37 no column
[record.identification.words.exploitation]      # 38
gender = "sex"                                  # 39 no such word
[record.identification.missing]                 # 40
"k. A." = "nothing"                             # 41 no such word
[record.identification.fixed]                   # 42
gender = "female"                               # 43 comes from a column
age_group = "young"                             # 44 no such word
identified_on = "2024"                          # 45 cannot be fixed
[record.identifications]                        # 46 no such record
id = "No"                                       # 47
'''
LINES = {2, 4, 5, 6, 11, 15, 18, 19, 22, 27, 28, 29, 34, 37, 39, 41, 43, 44, 45, 46}


def source(tmp_path: Path, text: str) -> Source:
    folder = tmp_path / "house"
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(text, encoding="utf-8")
    return read_source(folder, PRESETS)


def told(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(DeclarationMistake) as caught:
        source(tmp_path, text)
    assert all(problem.file == "house/source.toml" for problem in caught.value.problems)
    return [problem.says for problem in caught.value.problems]


def test_every_mistake_is_told_at_once_on_its_line(tmp_path: Path) -> None:
    says = told(tmp_path, BAD)
    lines = [int(text.removeprefix("line ").partition(":")[0]) for text in says]
    assert set(lines) == LINES
    assert lines.count(22) == 1 + 1
    assert len(lines) == len(LINES) + 1


def test_a_mistake_says_what_is_allowed(tmp_path: Path) -> None:
    says = "\n".join(told(tmp_path, BAD))
    for allowed in ("'police', 'shelter'", "htcds, ctdc, nibrs", "person_token", "debt_bondage, takes_earnings"):
        assert allowed in says


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "No"', "", 'line 7: identity = "id" but the record has 0 id column(s)'),
        (
            'kind = "shelter"',
            'extends = "nibr"',
            "line 3: extends: no preset of that name; there are activities, court_log, ctdc",
        ),
        ("[record.identification]", "[record.response]\n[record.identification]", "a survey needs at least one"),
        ('gender = "Sex"', 'gender = { flags = { f = "female" } }', "line 10: gender: flags are for fields that may"),
        ('gender = "Sex"', 'gender = { header = "Sex", split = "" }', "line 10: record.identification.columns.gender"),
        ('id = "No"', 'id = "No"\ntable = "T"\n[record.suspect]\nid = "S"', "every record, or none, comes from a"),
    ],
)
def test_single_mistakes(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert any(says in text for text in told(tmp_path, GOOD.replace(old, new)))


def test_questions_and_answers_that_would_be_lost(tmp_path: Path) -> None:
    text = """
identity = "id"
extends = "kobo"
holder = "Made-up survey"
[agreement]
legal_basis = "consent"
[record.response.questions.signs]
text = "Which?"
flags = { "signs/debt" = "debt", "signs/none" = "nothing" }
answers = { debt = "Debt", none = "None", "a;b" = "Both" }
[record.response.questions."a:b"]
text = "Where is it asked?"
answers = { yes = "Yes" }
"""
    lines = sorted(int(says.removeprefix("line ").partition(":")[0]) for says in told(tmp_path, text))
    assert lines == [9, 10, 11]


def test_a_question_without_a_place_is_told(tmp_path: Path) -> None:
    text = GOOD.replace("identification", "response").replace(
        '[record.response.columns]\ngender = "Sex"', '[record.response.questions.q]\ntext = "Q"\nanswers = { a = "A" }'
    )
    assert any("line 9: record.response.questions.q: name a `header`" in says for says in told(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "line"), [('holder = "a\nkind = 1', 1), ("a = 1\nb = [1,\n", 3), ("a = 1\na = 2\n", 2)]
)
def test_what_is_no_toml_names_the_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "source.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationMistake) as caught:
        read_toml(path)
    (found,) = caught.value.problems
    assert found.code == "TIP-E003"
    assert f"line {line}" in found.says or "line last" in found.says


def test_a_preset_is_merged_key_by_key(tmp_path: Path) -> None:
    text = GOOD.replace("holder =", 'extends = "htcds"\nholder =').replace('gender = "Sex"', 'age = "Age"')
    merged = source(tmp_path, text + '[record.identification.words.exploitation]\nfarm = "forced_labour"')
    record = merged.record["identification"]
    assert (merged.file.header_rows, merged.file.header, merged.kind) == (2, "first", "shelter")
    assert record.columns["age"].header == ("Age",)
    assert record.columns["gender"].header == ("prs_Gender",)
    assert record.columns["exploitation"].split == (";",)
    assert record.scheme == ("htcds", "generic")
    assert record.words == {"exploitation": {"farm": "forced_labour"}}


def test_a_source_goes_before_its_preset(tmp_path: Path) -> None:
    text = GOOD.replace("holder =", 'extends = "htcds"\nholder =') + "[file]\nheader_rows = 1\n"
    merged = source(tmp_path, text)
    assert (merged.file.header_rows, merged.file.header) == (1, "first")
    assert merged.record["identification"].columns["gender"].header == ("Sex",)


def test_a_mistake_that_the_preset_makes_is_still_told(tmp_path: Path) -> None:
    text = GOOD.replace("holder =", 'extends = "ctdc"\nholder =')
    assert not any("line 1:" in says for says in told(tmp_path, text.replace('"Sex"', "5")))


def test_a_table_says_on_which_line_of_its_select_it_is_wrong(tmp_path: Path) -> None:
    lines = ["-- A title", '--| universe = "person"', '--| unit = "people"', "--| dimensions.age_group = {", "--| }"]
    (tmp_path / "t.sql").write_text("\n".join([*lines[:3], "--| dimensions.a = { kind = 'sngle' }", "select 1"]))
    with pytest.raises(DeclarationMistake) as caught:
        read_specs(tmp_path)
    assert [found.says.partition(": ")[0] for found in caught.value.problems] == ["line 4"]


def test_two_surveys_with_a_question_of_one_name_are_refused(tmp_path: Path) -> None:
    survey = """
holder = "A made-up team"
kind = "survey"
identity = "none"
[agreement]
legal_basis = "x"
[record.response.columns]
answered_on = "day"
[record.response.questions.known]
text = "Known?"
header = "known"
answers = { y = "Yes" }
"""
    for name in ("first", "second"):
        (tmp_path / "sources" / name).mkdir(parents=True)
        (tmp_path / "sources" / name / "source.toml").write_text(survey, encoding="utf-8")
    with pytest.raises(DeclarationMistake) as wrong:
        _ = Project(tmp_path).sources
    assert [(found.code, found.file) for found in wrong.value.problems] == [("TIP-E001", "second/source.toml")]
    assert "line 9" in str(wrong.value.problems[0])

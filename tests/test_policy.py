"""The one file that says what may leave: its mistakes, its words, and what would be weaker than before."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipelines.about import rules
from pipelines.project import CHECKOUT, Project, known_names
from pipelines.show.charts import find_charts
from pipelines.steps import Steps
from schemas.policy import TREND, Allow, Dp, Policy, Rates, Release, contradictions, explain, read_policy, weaker_than
from schemas.problems import DeclarationMistake
from tests.command_line import Said, make_project

ALLOWED = "[allow]\ntables = { people_by_area = ['area', 'period'] }\ncharts = ['where_map']\ndownloads = ['csv']\n"
LINES = (CHECKOUT / "policy.toml").read_text(encoding="utf-8")


def read(folder: Path, text: str) -> Policy:
    (folder / "policy.toml").write_text(text, encoding="utf-8")
    return read_policy(folder, known_names())


def told(folder: Path, text: str) -> list[str]:
    with pytest.raises(DeclarationMistake) as caught:
        read(folder, text)
    return [found.says for found in caught.value.problems]


def test_the_sample_is_the_default_and_allows_everything_that_there_is() -> None:
    policy, known = Project(CHECKOUT).policy, known_names()
    assert policy.model_copy(update={"allow": Allow()}) == Policy()
    assert policy.allow.tables == {name: own for name, own in known.tables.items() if name != TREND}
    of_trend = {chart.name for chart in find_charts() if chart.table == TREND}
    assert policy.allow.charts == tuple(name for name in known.charts if name not in of_trend)
    assert policy.allow.downloads == known.downloads


def test_every_choice_of_the_sample_is_explained_above_it() -> None:
    keys = list(re.finditer(r"^(?:(\w+) = |\[allow\.tables\])", LINES, re.M))
    named = {*Policy.model_fields, *Release.model_fields, *Rates.model_fields} - {"release", "rates", "allow", "dp"}
    assert {match[1] for match in keys} >= named
    for match in keys:
        if match[1] not in known_names().tables:
            assert LINES[: match.start()].splitlines()[-1].startswith("# "), match[0]


def test_a_folder_without_one_is_told_where_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(DeclarationMistake, match="TIP-E590") as caught:
        read_policy(tmp_path)
    assert str(CHECKOUT / "policy.toml") in caught.value.problems[0].mend


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("smallest_shown = 2", "line 1: smallest_shown: must be greater than or equal to 3"),
        ("smallest_shown = 12", "line 1: steps: the first must be smallest_shown, 12; write for example [12, 24, 60]"),
        ("steps = [20, 40]", "line 1: steps: the first must be smallest_shown, 10"),
        ("steps = [10, 50, 20]", "line 1: steps: each must be larger than the one before it"),
        ("steps = [10, 25]", "line 1: steps: each must be a multiple of the first, 10"),
        ("steps = []", "line 1: steps:"),
        ("steps = [0]", "line 1: steps: the first must be smallest_shown, 10"),
        ("least_values = 4", "line 1: least_values: must be greater than or equal to 5"),
        ("least_values = 11", "line 1: least_values: a number below 10 has only 10 values"),
        ('profile = "exact"\nzeros = "shown"\nleast_values = 10', "line 3: least_values: a number below 10 has only 9"),
        ('zeros = "shown"', 'line 1: zeros: "shown" goes with profile "exact" only'),
        ('profile = "none"', "line 1: profile: must be 'public', 'exact' or 'dp'"),
        ('profile = "dp"', 'line 1: profile: "dp" needs a block [dp]'),
        ("[dp]\nepsilon_each = 2\nepsilon_total = 1", "line 2: dp.epsilon_each: one release may not tell more"),
        ("[dp]\nepsilon_each = 0\nepsilon_total = 1", "line 2: dp.epsilon_each: must be greater than 0"),
        ("[release]\napprovals = 1", "line 2: release.approvals: must be greater than or equal to 2"),
        ("[release]\nlag_days = -1", "line 2: release.lag_days: must be greater than or equal to 0"),
        ("smalest_shown = 10", "line 1: smalest_shown: no such key is known"),
    ],
)
def test_choices_that_cannot_hold_are_named_with_their_line(tmp_path: Path, lines: str, says: str) -> None:
    assert any(found.startswith(says) for found in told(tmp_path, f"{lines}\n{ALLOWED}")), told(tmp_path, lines)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("people_by_area", "people_by_aera", "line 2: allow.tables: there is no table people_by_aera; the nearest is "),
        ("'period'", "'year'", "line 2: allow.tables: people_by_area has no dimension year; the nearest is "),
        ("where_map", "where_mop", "line 3: allow.charts: there is no where_mop; the nearest is where_map"),
        ("'csv'", "'cvs'", "line 4: allow.downloads: there is no cvs; the nearest is csv"),
        ("charts = ['where_map']\n", "", "line 1: allow.charts: the list is missing"),
    ],
)
def test_the_allow_list_names_what_there_is(tmp_path: Path, before: str, after: str, says: str) -> None:
    [found] = told(tmp_path, ALLOWED.replace(before, after))
    assert found.startswith(says)


def test_an_empty_file_allows_nothing(tmp_path: Path) -> None:
    assert len(told(tmp_path, "")) == len(("tables", "charts", "downloads"))


STRICT = Policy(
    profile="public",
    smallest_shown=20,
    steps=(20, 40),
    least_values=6,
    release=Release(lag_days=100, approvals=3, rebase_months=24),
    allow=Allow(tables={}, charts=(), downloads=()),
    dp=Dp(epsilon_each=0.5, epsilon_total=5),
)


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        ({}, []),
        ({"smallest_shown": 10, "steps": (10, 40)}, ["smallest_shown", "steps"]),
        ({"smallest_shown": 30, "steps": (30, 60), "least_values": 7}, []),
        ({"steps": (20,)}, []),
        ({"least_values": 5}, ["least_values"]),
        ({"profile": "exact"}, ["profile"]),
        ({"profile": "exact", "zeros": "shown"}, ["profile", "zeros"]),
        ({"profile": "dp"}, []),
        ({"providers": False}, ["providers"]),
        (
            {"release": Release(lag_days=99, approvals=2, rebase_months=12)},
            [f"release.{n}" for n in Release.model_fields],
        ),
        ({"release": Release(lag_days=101, approvals=4, rebase_months=25)}, []),
        ({"dp": Dp(epsilon_each=0.6, epsilon_total=6)}, ["dp.epsilon_each", "dp.epsilon_total"]),
        ({"dp": Dp(epsilon_each=0.5, epsilon_total=5, grain="quarter")}, ["dp.grain"]),
        ({"dp": None}, []),
        ({"allow": Allow(tables={"people_by_area": ("area",)}, charts=("where_map",), downloads=("csv",))}, []),
    ],
)
def test_what_becomes_weaker_is_said(change: dict[str, Any], sentences: list[str]) -> None:
    assert [said.partition(":")[0] for said in weaker_than(STRICT.model_copy(update=change), STRICT)] == sentences


def test_every_choice_has_a_sentence() -> None:
    said = explain(STRICT)
    fields = {*Policy.model_fields} - {"release", "rates", "allow", "dp"}
    blocks = (("release", Release), ("rates", Rates), ("allow", Allow), ("dp", Dp))
    for block, own in blocks:
        fields |= {f"{block}.{name}" for name in own.model_fields}
    assert {name for name, _, _ in said} == fields
    for _, value, sentence in said:
        assert value
        assert sentence.endswith(".")
        assert len(sentence.split(". ")) == 1
    assert contradictions(STRICT) == []


def test_the_command_says_it_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path)
    code, text = Said(capsys)("--project", project.root, "policy")
    assert code == 0
    assert "steps: to 10s, where needed to 20s or 50s\n    Numbers are rounded" in text
    (tmp_path / "policy.toml").unlink()
    code, text = Said(capsys)("--project", project.root, "policy")
    assert code == 3
    assert "TIP-E590" in text


def test_a_release_tells_its_rules_and_not_the_tables_that_stay_at_home() -> None:
    said = rules(STRICT)
    assert said["profile"] == "public"
    assert said["policy"]["steps"] == [20, 40]
    assert "allow" not in said["policy"]
    assert said["allowed"] == {"charts": [], "downloads": []}


@pytest.mark.parametrize(
    ("before", "after", "unnamed"),
    [
        ('people_by_area = ["area", "period"]', 'people_by_area = ["area"]', "period"),
        ('people_by_area = ["area", "period"]', "", "people_by_area"),
    ],
)
def test_a_table_that_is_not_named_is_left_out_and_told(
    tmp_path: Path, before: str, after: str, unnamed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path)
    steps = Steps(project)
    handed = SimpleNamespace(record="identification", rows=1, period_from="2024-01")
    monkeypatch.setattr(Steps, "conformed", lambda _: [handed])
    whole = set(steps.handed_in())
    (tmp_path / "policy.toml").write_text(LINES.replace(before, after), encoding="utf-8")
    steps = Steps(Project(tmp_path))
    assert whole - set(steps.handed_in()) == {"people_by_area"}
    [note] = steps.not_allowed
    assert note.level == "note"
    assert f"people_by_area is not published: {unnamed} is not named" in note.says
    assert 'people_by_area = ["area", "period"]' in note.mend

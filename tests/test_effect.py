"""`check --effect`: which published figures a file would change, said without a private number of anybody else's."""

import os
import re
import signal
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipelines.effect import effect_of
from pipelines.effect.compare import changes_of, read_told
from pipelines.effect.words import Words
from pipelines.feedback.effect import Effect
from pipelines.project import Project
from pipelines.publish.foresee import NO_END, Known, step_of, told_value
from pipelines.steps import Steps
from pipelines.tables import CountedTable, Dimension
from schemas.policy import Policy
from tests.command_line import HEADER, Said, contents, drop, make_project

ON = date(2025, 1, 15)
ALLOWED = """[allow.tables]
coverage = ["source", "period"]
people_by_age_and_gender = ["gender", "age_group"]

[allow]
"""


def rows(count: int, gender: str = "F", age: str = "adult", day: str = "2024-01-03") -> str:
    return f"{day},{gender},{age},escort service\n" * count


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A community of two tables that has published nothing yet; temporary files lie where a test can see them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return community(tmp_path / "project")


def community(folder: Path) -> Project:
    folder.mkdir()
    return few_tables(make_project(folder))


def few_tables(project: Project) -> Project:
    """Two tables may leave, so that protecting them takes no time."""
    path = project.root / "policy.toml"
    text = re.sub(r"(?s)\[allow\.tables\].*?\[allow\]\n", ALLOWED, path.read_text("utf-8"))
    # What the other organisation knows of its own cases would make numbers coarser, here all of them.
    path.write_text(text.replace("providers = true", "providers = false"), "utf-8")
    return project


def publish(project: Project, **handed_in: str) -> Project:
    """What a run does without the gates, after each source has handed in one file."""
    for source, text in handed_in.items():
        drop(project, HEADER + text, source)
    steps = Steps(Project(project.root))
    for source in steps.project.sources:
        steps.receive(source, None)
        steps.conform(source)
    steps.link()
    steps.count()
    steps.draft()
    steps.release()
    return Project(project.root)


def effect(project: Project, text: str) -> Effect:
    """What the clinic is told of a file that lies beside the project folder."""
    path = project.root.parent / "next.csv"
    path.write_text(HEADER + text, encoding="utf-8")
    return effect_of(project, "clinic", path, "en", ON)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command line."""
    return Said(capsys)


def told(found: Effect) -> dict[str, tuple[str, str, bool]]:
    return {change.cell: (change.now, change.then, change.is_certain) for change in found.changes}


def test_each_figure_is_told_as_it_is_now_and_as_it_would_be(project: Project) -> None:
    publish(project, hotline=rows(241) + rows(152, "M"))
    found = told(effect(project, rows(30)))
    assert found["Female, Adults (18 and over)"] == ("240", "270", True)
    assert found["Name of the organisation, 2024-01"] == ("no report", "a report", True)
    assert not any("Male" in cell or "Children" in cell for cell in found)


def test_who_asks_with_many_files_learns_nothing_that_is_not_published(tmp_path: Path) -> None:
    """46 and 48 women are told alike, and so are 3 and 6 boys: no file may tell which it is."""
    one = publish(community(tmp_path / "one"), hotline=rows(46) + rows(3, "M", "child"))
    other = publish(community(tmp_path / "other"), hotline=rows(48) + rows(6, "M", "child"))
    assert contents(one.published / "tables") == contents(other.published / "tables")
    for count in (1, 4, 6, 7):
        asked = rows(count) + rows(count, "M", "child")
        assert effect(one, asked) == effect(other, asked), count
    assert told(effect(one, rows(7, "M", "child")))["Male, Children (under 18)"] == ("<10", "<10 to 20", False)


@pytest.mark.parametrize("file", [HEADER + rows(3), "Colour\nred\n"], ids=["taken in", "stopped"])
def test_nothing_is_left_of_it(project: Project, said: Said, file: str) -> None:
    publish(project, hotline=rows(41))
    before = contents(project.root)
    path = project.root.parent / "next.csv"
    path.write_text(file, encoding="utf-8")
    code, out = said("check", path, "--source", "clinic", "--effect", "--project", project.root)
    assert code == (0 if "Gender" in file else 4)
    assert "What would change in the published figures" in out
    assert contents(project.root) == before
    assert list((project.root.parent / "temporary").iterdir()) == []


def test_nothing_is_left_where_it_is_told_to_end(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(project, hotline=rows(41))
    seen = list[str]()

    def end(*_: object) -> None:
        seen.extend(path.name for path in (project.root.parent / "temporary").rglob("*.csv"))
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(Steps, "receive", end)
    with pytest.raises(SystemExit):
        effect(project, rows(3))
    assert set(seen) == {"areas.csv", "next.csv"}
    assert list((project.root.parent / "temporary").iterdir()) == []


def test_what_is_foreseen_is_what_a_run_then_tells(project: Project) -> None:
    publish(project, hotline=rows(241) + rows(152, "M") + rows(57, "F", "child"))
    text = rows(30) + rows(3, "M") + rows(12, "Other")
    words, name, dimensions = Words("en"), "people_by_age_and_gender", ["gender", "age_group"]
    before = read_told(project.published, name, dimensions, project.policy, words)
    foreseen = told(effect(project, text))
    publish(project, clinic=text)
    after = read_told(project.published, name, dimensions, project.policy, words)
    changed = {
        cell for cell in after if after[cell].text != before[cell].text and after[cell].step == before[cell].step
    }
    assert changed
    assert len(changed) <= len([cell for cell in foreseen if "2024" not in cell])
    for cell in changed:
        assert any(after[cell].text in then for _, then, _ in foreseen.values())


def test_a_folder_in_the_place_of_a_file_changes_nothing(
    project: Project, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(project, hotline=rows(41))
    monkeypatch.chdir(project.root)
    code, out = said("check", ".", "--source", "clinic", "--effect", "--project", project.root)
    assert (code, "TIP-E131" in out, "Nothing would change" in out) == (4, True, True)


def test_figures_of_old_rows_say_nothing_of_one_more_file(project: Project, said: Said) -> None:
    publish(project, hotline=rows(41))
    drop(project, HEADER + rows(5), "hotline")
    steps = Steps(Project(project.root))
    steps.receive("hotline", None)
    steps.conform("hotline")
    path = project.root.parent / "next.csv"
    path.write_text(HEADER + rows(3), encoding="utf-8")
    code, out = said("check", path, "--source", "clinic", "--effect", "--project", project.root)
    assert code == 0
    assert "3 rows read, 3 accepted" in out
    assert "TIP-E774" in out
    assert "figures would change" not in out


def test_before_anything_is_published_every_figure_is_new(project: Project) -> None:
    found = told(effect(project, rows(14)))
    assert found["all"] == ("not published", "10", True)


def test_the_page_and_the_screen_say_it_in_spanish(project: Project, said: Said) -> None:
    publish(project, hotline=rows(241) + rows(152, "M"))
    path = project.root.parent / "next.csv"
    path.write_text(HEADER + rows(30), encoding="utf-8")
    options = ("--source", "clinic", "--effect", "--lang", "es", "--project", project.root)
    _, out = said("check", path, *options)
    page = path.with_name("next.csv.report.html").read_text(encoding="utf-8")
    for text in (out, page):
        assert "Qué cambiaría en las cifras publicadas" in text
        assert "Femenino" in text
    assert "ahora 240, después 270" in out
    assert "<td>240</td><td>270</td>" in page


def counted(count: int) -> CountedTable:
    frame = pd.DataFrame({"gender": ["female", "total"], "count": [count, count]})
    return CountedTable("people", "People", "person", "people", (Dimension("gender", "single"),), frame)


def test_after_a_release_others_have_their_part_in_the_next_one(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    lines = "gender,count,at_least,at_most,status\nfemale,40,35,44,shown\ntotal,,,,withheld\n"
    (tmp_path / "tables" / "people.csv").write_text(lines, encoding="utf-8")
    before = read_told(tmp_path, "people", ["gender"], Policy(), Words("en"))
    found = changes_of(counted(5), counted(5 + 12), before, 10, Words("en"), is_released=True)
    assert [(one.now, one.then, one.is_certain) for one in found] == [("40", "50 or more", True)]  # 35 + 12 is told 50


@pytest.mark.parametrize(
    ("known", "told_as", "step"),
    [
        (Known(0, 9), 0, 10),
        (Known(0, 19), 0, 20),
        (Known(35, 44), 40, 10),
        (Known(30, 49), 40, 20),
        (Known(10, 14), 10, 10),
    ],
)
def test_the_step_of_a_figure_is_seen_from_what_is_told_of_it(known: Known, told_as: int, step: int) -> None:
    assert step_of(known, told_as, Policy()) == step
    assert told_value(known.least, step) == told_value(known.most, step) == told_as


def test_what_has_no_end_stays_without_one() -> None:
    assert Known(3, NO_END).after(4) == Known(7, NO_END)
    assert Known(3, 9).after(-5) == Known(0, 4)
    assert told_value(NO_END, 10) == NO_END

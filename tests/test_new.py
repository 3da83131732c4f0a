"""What `tipstats new` makes is complete: a source loads, a table counts, a chart is drawn; no name is used twice."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dashboards.charts
from dashboards.texts import read_texts
from pipelines.commands import new
from pipelines.count import Names, count, read_specs
from pipelines.link.linked import community_tables
from pipelines.project import Project
from pipelines.show import show
from pipelines.show.charts import find_charts
from pipelines.show.figures import Figure, make_figure
from pipelines.show.published import read_release
from pipelines.show.release import PublishedTable
from pipelines.tables import ANY_ANSWER, TOTAL
from schemas.problems import DeclarationMistake
from schemas.words import MISSING
from tests.command_line import GOOD, HEADER, Said, contents, drop, make_project
from tests.published_example import write_published

BAD_NAMES = ("", "my-table", "Table", "1st", "übung", "../up", "_presets", "case", "class", "con", "total", "a" * 61)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def test_a_new_source_loads_and_takes_a_file(said: Said, project: Project) -> None:
    folder = project.source_folder("night_shelter")
    code, text = said("--project", project.root, "new", "source", "night_shelter")
    assert code == 0
    assert str(folder / "source.toml") in text
    assert set(project.sources) == {"clinic", "hotline", "night_shelter"}
    assert {path.name for path in folder.iterdir()} == {"source.toml", "README.md", "inbox", "reports"}
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# night shelter\n")
    assert "## En español" in readme
    code, text = said("--project", project.root, "check", drop(project, HEADER + GOOD, "night_shelter"))
    assert code == 0
    assert "1 rows read, 1 accepted" in text
    assert "TIP-" not in text


def test_a_new_table_counts(tmp_path: Path, project: Project) -> None:
    made = new.new_table(tmp_path, "my_table")
    linked = tmp_path / "linked"
    linked.mkdir()
    pq.write_table(pa.table({"gender": ["female", "female", "male", "unknown"]}), linked / "person.parquet")
    specs = read_specs(made.parent)
    names = Names(areas=(), years=(2024,), sources=(), kinds=(), questions={}, reporters=())
    tables = count(specs, linked, community_tables({}, project.community, []), names, tmp_path)
    frame = tables["my_table"].frame
    cells = dict(zip(frame["gender"], frame["count"], strict=True))
    assert (cells["female"], cells["any_answer"], cells["total"]) == (2, 2 + 1, 2 + 1 + 1)
    assert tables["my_table"].title == "People identified, by gender (my table)"


def test_a_new_chart_is_found_drawn_and_put_on_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = new.new_chart(tmp_path, "my_chart")
    monkeypatch.setattr(dashboards.charts, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(dashboards.charts, "__path__", [str(tmp_path)])
    [chart] = find_charts()
    assert (chart.name, chart.table) == (made.stem, "people_by_recruitment")
    release = read_release(write_published(tmp_path / "published"))
    texts = read_texts("en", release.labels)
    rows = pd.DataFrame({"recruitment": ["total", "any_answer", "work", "family", "unknown"]})
    rows["count"] = pd.array([40, 30, 18, None, 10], dtype="Int64")
    rows["status"] = ["shown", "shown", "shown", "hidden", "shown"]
    table = PublishedTable("people_by_recruitment", "A title", "people", {"recruitment": "multi"}, (), (), {}, rows)
    with_rows = replace(release, tables={table.name: table})
    figure = make_figure(chart, with_rows, texts)
    assert isinstance(figure, Figure)
    assert figure.title == "A title"
    assert figure.drawing
    assert "18 people" in figure.sentence
    assert "withheld" in figure.sentence
    show(tmp_path / "published", tmp_path / "site")
    assert "no data were published for this" in (tmp_path / "site" / f"{chart.page}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("what", "block"), [("table", "[allow.tables]"), ("chart", "[allow]")])
def test_new_says_that_the_policy_has_to_name_it(
    what: str, block: str, said: Said, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "place").mkdir()
    monkeypatch.setattr(new, f"{what.upper()}S", tmp_path / "place")
    _, text = said("--project", project.root, "new", what, "mine")
    assert f"under {block} in policy.toml" in text


@pytest.mark.parametrize("what", ["source", "table", "chart"])
def test_new_refuses_a_name_that_is_taken(
    what: str, said: Said, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("TABLES", "CHARTS"):
        (tmp_path / place).mkdir()
        monkeypatch.setattr(new, place, tmp_path / place)
    assert said("--project", project.root, "new", what, "mine")[0] == 0
    before = contents(tmp_path)
    code, text = said("--project", project.root, "new", what, "mine")
    assert code == 3
    assert f"{what} mine exists already" in text
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", BAD_NAMES)
def test_new_refuses_a_name_that_cannot_be_used(name: str, tmp_path: Path) -> None:
    for make in (new.new_source, new.new_table, new.new_chart):
        with pytest.raises(DeclarationMistake, match="TIP-E006"):
            make(tmp_path, name)
    assert not any(tmp_path.iterdir())


def test_every_word_that_sql_or_a_table_keeps_is_refused() -> None:
    query = "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
    with duckdb.connect() as connection:
        assert {row[0] for row in connection.execute(query).fetchall()} <= new.taken_words()
    assert {TOTAL, ANY_ANSWER, *MISSING} <= new.taken_words()

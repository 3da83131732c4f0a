"""What every file of a kind must look like, and what must never get into the repository."""

import ast
import re
import subprocess
from pathlib import Path
from statistics import median

import click
import pytest
import sqlglot
from sqlglot.errors import ErrorLevel

from pipelines.commands import tipstats
from pipelines.count import read_specs
from pipelines.link.linked import ORDER
from pipelines.project import CHECKOUT, SQL, Project
from pipelines.show.charts import Chart, find_charts
from pipelines.show.page_list import find_pages
from schemas.policy import TREND
from schemas.records import record_types
from tests.source_files import CODE, files, name_of, tree

MOST_LINES = 200
# A verb, or one of its halves, has one file of tests, and each test brings its small tables along.
MOST_LINES_OF_TESTS = 280
PRIVATE = (
    "warehouse/_data/received/shelter/0001-abc/rows.parquet",
    "warehouse/_data/truth/truth.parquet",
    "warehouse/_dagster/runs.db",
    "warehouse/_gates/worker.log",
    "warehouse/_published/release.json",
    "warehouse/._published.old/release.json",
    "warehouse/_lock",
    "warehouse/releases/2024/private/people_by_area.parquet",
    "warehouse/releases/2024.toml",
    "warehouse/submissions/ledger.jsonl",
    "dashboards/_site/index.html",
    "dashboards/._site.new/index.html",
    "sources/shelter/inbox/cases.xlsx",
    "sources/sheriff/inbox/nibrs/NIBRS_VICTIM.csv",
    "sources/shelter/received/0001-abc-cases.xlsx",
    "sources/shelter/reports/0001-abc.report.txt",
)


@pytest.mark.parametrize("path", files(*CODE), ids=name_of)
def test_files_are_short(path: Path) -> None:
    most = MOST_LINES_OF_TESTS if name_of(path).startswith("tests/") else MOST_LINES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


def test_the_median_file_is_short() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in files("pipelines", "schemas")]
    assert 40 <= median(length for length in lengths if length > 1) <= 100


@pytest.mark.parametrize("path", files(*CODE), ids=name_of)
def test_every_file_says_what_belongs_in_it(path: Path) -> None:
    assert path.parent.name == "starters" or ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", PRIVATE)
def test_what_a_run_writes_is_kept_out_of_the_repository(path: str) -> None:
    if not (CHECKOUT / ".git").exists():
        pytest.skip("this copy has no repository")
    ran = subprocess.run(["git", "check-ignore", "-q", path], cwd=CHECKOUT, check=False)  # noqa: S603, S607  # git
    assert ran.returncode == 0


def test_the_repository_holds_nothing_that_was_handed_in() -> None:
    if not (CHECKOUT / ".git").exists():
        pytest.skip("this copy has no repository")
    ran = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True)  # noqa: S607
    kept = re.compile(r"sources/[^/]+/(inbox|received|reports)/(?!\.gitkeep)|warehouse/[._]+(?!macros)|/_site/")
    assert [line for line in ran.stdout.splitlines() if re.match(kept, line) and "/_macros" not in line] == []


def test_the_folders_are_the_registry() -> None:
    assert {page.name for page in find_pages()} == {
        path.stem for path in (CHECKOUT / "dashboards/pages").glob("*.toml")
    }
    assert {chart.name for chart in find_charts()} == stems(CHECKOUT / "dashboards/charts")
    assert set(read_specs(SQL / "counted")) == {path.stem for path in (SQL / "counted").glob("*.sql")}
    assert set(record_types()) == stems(CHECKOUT / "schemas/records")
    assert set(Project(CHECKOUT).sources) == {path.parent.name for path in CHECKOUT.glob("sources/*/source.toml")}
    assert set(ORDER) == {path.stem for path in (SQL / "linked").glob("*.sql") if not path.stem.startswith("_")}
    assert set(tipstats.list_commands(click.Context(tipstats))) == stems(CHECKOUT / "pipelines/commands")


def stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}


@pytest.mark.parametrize("chart", find_charts(), ids=lambda chart: chart.name)
def test_every_chart_draws_a_table_that_can_be_made(chart: Chart) -> None:
    assert chart.table in {*read_specs(SQL / "counted"), TREND}


@pytest.mark.parametrize("path", sorted(SQL.glob("*/*.sql")), ids=lambda path: path.stem)
def test_a_select_is_titled_lower_case_and_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r"-- [A-Z][^.]{10,120}\n", text), "the first line is the title"
    loud = [text[token.start : token.end + 1] for token in tokens(text)]
    assert [word for word in loud if word != word.lower()] == []
    if not path.stem.startswith("_"):
        assert ";" not in [token.text for token in tokens(text)]
    if path.parent.name == "counted":
        assert text.endswith("\norder by all\n")


def tokens(text: str) -> list[sqlglot.Token]:
    quoted = {sqlglot.TokenType.STRING, sqlglot.TokenType.IDENTIFIER}
    return [token for token in sqlglot.tokenize(text, read="duckdb") if token.token_type not in quoted]


# The macros are functions of the engine; another one declares its own under the same three names.
@pytest.mark.parametrize(
    "path", [path for path in sorted(SQL.glob("*/*.sql")) if path.stem != "_macros"], ids=lambda path: path.stem
)
def test_a_select_can_be_told_to_spark(path: Path) -> None:
    (select,) = sqlglot.parse(path.read_text(encoding="utf-8"), read="duckdb")
    assert select is not None
    spark = select.sql(dialect="spark", unsupported_level=ErrorLevel.RAISE)
    assert len(sqlglot.parse(spark, read="spark")) == 1

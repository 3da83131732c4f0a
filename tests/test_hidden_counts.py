"""The lane for those who share counts alone: a count that they have hidden themselves is never told as another one."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.conform import make_plan
from pipelines.count import read_counted
from pipelines.project import Project
from pipelines.publish.cells import list_cells
from pipelines.publish.intervals import WITHHELD
from pipelines.publish.system import System
from pipelines.steps import Steps
from schemas.problems import DeclarationMistake
from schemas.source import read_source
from tests.command_line import Said, drop, make_project
from tests.counted_by_hand import cell
from tests.small_tables import CONTEXT, declared, done

MEANS = {"<5": [1, 4], "*": [0, 9]}
TALLY = {
    "columns": {
        "period": "When",
        "exploitation": "Kind",
        "identified": {"header": "P", "hidden": MEANS},
        "reported": "R",
    }
}
HOUSE = """
holder = "Made-up House"
kind = "shelter"
identity = "none"
[agreement]
legal_basis = "VAWA: counts alone"
[record.tally.columns]
period = "When"
exploitation = "Kind"
[record.tally.columns.identified]
header = "People"
hidden = { "<5" = [1, 4] }
"""


def house(folder: Path, rows: str) -> Project:
    """A community whose clinic hands in nothing but counts."""
    folder.mkdir()
    project = make_project(folder)
    (project.source_folder("clinic") / "source.toml").write_text(HOUSE, encoding="utf-8")
    drop(project, f"When,Kind,People\n{rows}")
    return Project(folder)


def counted(project: Project) -> Steps:
    steps = Steps(project)
    steps.receive("clinic", None)
    steps.conform("clinic")
    steps.link()
    steps.count()
    return steps


def test_a_hidden_count_is_kept_as_the_least_and_the_most_that_it_stands_for() -> None:
    made = done(TALLY, "When|Kind|P|R\n2023|labour|<5|3\n2023|sexual|*|\n2024|labour|12|4", "tally")
    found = [(row["identified"], row["identified_most"], row["reported_most"]) for row in made.rows]
    assert found == [(1, 4, 3), (0, 9, None), (12, 12, 4)]
    assert made.outcome.counts.accepted == 3


@pytest.mark.parametrize("text", ["<5", "under 5", "menos de 5", "*", "1-4", "suppressed", "c"])
def test_nobody_guesses_what_a_text_stands_for(text: str) -> None:
    made = done({"columns": {"period": "When", "identified": "P"}}, f"When|P\n2023|{text}\n2023|7", "tally")
    assert made.told == {("TIP-E876", "P", 2)}
    assert made.outcome.counts.rejected == 1


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('identified = { header = "People", hidden = { "<5" = [4, 1] } }', "write the least and the most"),
        ('identified = { header = "People", hidden = { "<5" = [-1, 4] } }', "write the least and the most"),
        ('gender = { header = "People", hidden = { "<5" = [1, 4] } }', "only counts that somebody else made"),
    ],
)
def test_what_it_stands_for_is_declared_of_counts_alone(tmp_path: Path, lines: str, says: str) -> None:
    head = HOUSE.partition("[record")[0]
    (tmp_path / "source.toml").write_text(f'{head}[record.tally.columns]\nperiod = "When"\n{lines}\n', encoding="utf-8")
    with pytest.raises(DeclarationMistake) as caught:
        read_source(tmp_path, tmp_path)
    assert says in str(caught.value.problems[0])


def test_a_number_with_a_hidden_part_is_the_band_or_nothing(tmp_path: Path) -> None:
    rows = "2023-01,labour,<5\n2023-02,labour,23\n2024-01,labour,30\n2024-01,sexual,<5\n2024-02,sexual,2\n"
    steps = counted(house(tmp_path / "project", rows))
    found = read_counted(steps.handed_in(), steps.names, steps.project.data("counted"))
    years, kinds = [table for table in found if table.is_counted]
    at = {"source": "clinic", "measure": "identified"}
    assert (cell(years, **at, period="2023"), cell(years, "most", **at, period="2023")) == (1 + 23, 4 + 23)
    cells = list_cells([years, kinds])
    system = System.of(cells, 10)
    told = {frozenset(key[1]): step for key, step in zip(cells.keys, system.steps.tolist(), strict=True)}
    fixed = {("measure", "identified"), ("source", "clinic")}
    assert told[frozenset({*fixed, ("period", "2023")})] == WITHHELD  # 24 to 27 may be told as 20 or as 30
    assert told[frozenset({*fixed, ("exploitation", "sexual_exploitation")})] == 10  # 3 to 6 is in the band, as zero is
    assert told[frozenset({*fixed, ("period", "2022")})] in (1, 10)


def test_from_the_file_to_the_published_table(tmp_path: Path) -> None:
    rows = "".join(f"{year}-{month:02d},labour,{40 + month}\n" for year in (2022, 2023) for month in range(1, 13))
    steps = counted(house(tmp_path / "project", rows + "2024-01,labour,<5\n2024-02,sexual,31\n"))
    steps.draft()
    steps.release()
    table = pq.read_table(steps.project.published / "tables" / "tallies.parquet").to_pylist()
    told = {row["period"]: (row["status"], row["count"]) for row in table if row["measure"] == "identified"}
    assert told["2024"] == ("withheld", None)
    assert told["total"] == ("withheld", None)
    assert told["2022"][0] == "shown"
    release = json.loads((steps.project.published / "release.json").read_text(encoding="utf-8"))
    [source] = [each for each in release["sources"] if each["name"] == "clinic"]
    assert any('"<5" stands for 1 to 4' in caveat for caveat in source["caveats"])
    [tallies] = [each for each in release["tables"] if each["name"] == "tallies"]
    assert any("hidden a small count itself" in note for note in tallies["notes"])
    assert "most" not in {column["name"] for column in tallies["columns"]}


def test_a_check_says_that_a_hidden_count_waits_for_its_meaning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = house(tmp_path / "project", "2023,labour,<5\n2023,labour,<10\n")
    code, out = Said(capsys)(
        "check", project.source_folder("clinic") / "inbox" / "intakes.csv", "--project", project.root
    )
    assert code == 4
    assert "2 rows read, 1 accepted, 1 waiting" in out
    assert "TIP-E876" in out


def test_the_headers_of_such_a_file_are_those_of_any_other() -> None:
    plan = make_plan(declared(TALLY, "tally"), "tally", ["When", "Kind", "P", "R"], CONTEXT)
    assert [reading.header for reading in plan.readings] == ["When", "Kind", "P", "R"]

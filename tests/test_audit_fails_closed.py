"""What cannot be read, contradicts itself or was not proved is never called safe."""

import json
from pathlib import Path

import highspy
import numpy as np
import pyarrow.parquet as pq
import pytest

from pipelines.audit import audit, second
from pipelines.audit.solver import Program
from pipelines.audit.system import System
from schemas.problems import ReleaseStopped
from tests.attacked_site import AGE, AREA, Row, at, crossed, exactly, line, untold, write_site

PEOPLE = {("N", "child"): 2, ("N", "adult"): 40, ("S", "child"): 5, ("S", "adult"): 56}
SAFE = crossed("area_age", AREA, AGE, PEOPLE)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", [SAFE])


def stops(folder: Path) -> str:
    with pytest.raises(ReleaseStopped) as stopped:
        audit(folder)
    return stopped.value.problems[0].code


def test_the_site_of_these_tests_is_safe(site: Path) -> None:
    assert audit(site).is_safe


@pytest.mark.parametrize("name", ["release.json", "tables/area_age.csv"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe\xfa", b"", b"{}", b"a,b\n1\n", b"[]"])
def test_a_file_that_is_missing_or_broken_stops(site: Path, name: str, content: bytes | None) -> None:
    if content is None:
        (site / name).unlink()
    else:
        (site / name).write_bytes(content)
    assert stops(site) == "TIP-E502"


@pytest.mark.parametrize("key", ["structure", "universe", "name"])
def test_a_table_that_is_not_described_stops(site: Path, key: str) -> None:
    release = json.loads((site / "release.json").read_text())
    del release["tables"][0][key]
    (site / "release.json").write_text(json.dumps(release))
    assert stops(site) == "TIP-E502"


@pytest.mark.parametrize(
    "proof", ["fact,universe\n1,person\n", "fact,universe,cell,at_least,at_most,step,release\n1,person,,x,,,2023\n"]
)
def test_facts_that_cannot_be_read_stop(tmp_path: Path, proof: str) -> None:
    assert stops(write_site(tmp_path / "site", [SAFE], facts=proof)) == "TIP-E502"


def test_two_copies_of_a_table_that_differ_stop(site: Path) -> None:
    path = site / "tables" / "area_age.parquet"
    table = pq.read_table(path)
    changed = table.to_pydict()
    changed["count"][0] = 110
    pq.write_table(table.from_pydict(changed, schema=table.schema), path)
    assert stops(site) == "TIP-E506"
    path.write_bytes(b"PAR1")
    assert stops(site) == "TIP-E506"


@pytest.mark.parametrize(
    "row",
    [
        {"count": 12, "at_least": 12, "at_most": 12, "status": "shown"},
        {**at(12), "at_most": 12},
        {**at(42), "at_least": 38},
        {**at(42), "at_least": None, "at_most": None},
        {**at(4), "at_most": 4},
        {**at(4), "count": 4},
        {**at(12), "count": None},
        {**untold("withheld"), "count": 7},
        {**untold("not_reported"), "at_least": 0, "at_most": 9},
        {**untold("secret")},
        exactly(0),
    ],
)
def test_a_row_that_no_count_gives_under_the_policy_stops(tmp_path: Path, row: Row) -> None:
    rows = {"total": at(103), "N": row, "S": at(61)}
    assert stops(write_site(tmp_path / "site", [line("area", AREA, rows)])) == "TIP-E504"


@pytest.mark.parametrize("step", [10, 20, 50])
@pytest.mark.parametrize("count", [0, 9, 10, 14, 15, 19, 20, 49, 50, 74, 75, 1005])
def test_every_count_at_every_step_of_the_policy_is_read(tmp_path: Path, count: int, step: int) -> None:
    found = audit(write_site(tmp_path / "site", [line("all", AREA, {"total": at(count, step)})]))
    assert found.cells == 1


def test_numbers_that_cannot_all_be_true_stop(tmp_path: Path) -> None:
    one, other = line("one", AREA, {"total": at(103)}), line("other", AGE, {"total": at(33)})
    assert stops(write_site(tmp_path / "told", [one, other])) == "TIP-E503"
    rows = {"total": at(103), "N": at(22), "S": at(33)}
    assert stops(write_site(tmp_path / "sum", [line("area", AREA, rows)])) == "TIP-E503"


def test_a_number_told_in_two_ways_is_known_as_both(tmp_path: Path) -> None:
    one, other = line("one", AREA, {"total": at(20, 20)}), line("other", AGE, {"total": at(20, 10)})
    assert audit(write_site(tmp_path / "site", [one, other])).notes == (
        "Told in two ways, and taken as both: 1 numbers.",
    )


@pytest.mark.parametrize("status", ["kTimeLimit", "kIterationLimit", "kUnknown", "kSolveError", "kNotset"])
def test_a_solver_without_a_proved_answer_stops(site: Path, monkeypatch: pytest.MonkeyPatch, status: str) -> None:
    answer = getattr(highspy.HighsModelStatus, status)
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _: answer)
    assert stops(site) == "TIP-E507"


def test_a_solver_that_returns_zeros_stops(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        col_value = [0.0] * 9
        col_dual = [0.0] * 9

    monkeypatch.setattr(highspy.Highs, "getSolution", lambda _: Nothing())
    assert stops(site) == "TIP-E507"


def test_an_answer_to_another_question_stops(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy.Highs, "changeColsCost", lambda *_: highspy.HighsStatus.kOk)
    assert stops(site) == "TIP-E507"


def test_two_solvers_that_disagree_stop(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "_least", lambda *_: 0.5)
    assert stops(site) == "TIP-E509"


def test_an_integer_program_at_its_limit_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _: highspy.HighsModelStatus.kSolutionLimit)
    with pytest.raises(ReleaseStopped) as stopped:
        Program(System.of([0, 0], [9, 9], []), whole=True).minimise_whole(np.ones(2))
    assert stopped.value.problems[0].code == "TIP-E508"

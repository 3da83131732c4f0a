"""The two gates: what they find, what they say, and that they neither hang nor give anything away."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines import gates
from pipelines.gates import Delivery, Gates, Shape
from pipelines.project import CHECKOUT

CANARY = "canary-7f3a"
EARLIER = [
    Delivery("city_police", number, rows, 12, 0, f"2024-0{number}", f"2024-0{number}", 98.0, 5)
    for number, rows in enumerate([480, 520, 500, 510, 490], start=1)
]
USUAL = Delivery("city_police", 6, 505, 12, 0, "2024-06", "2024-06", 97.0, 6)
PEOPLE = Shape(rows=40, shown=30, hidden=10, total=400)
SILENT = "could not be checked"


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gates")
    for run in range(12):
        (folder / f"results/arrival/arrival/20240101T0000{run:02d}.000000Z").mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def opened(docs: Path) -> Iterator[Gates]:
    with Gates.open(docs, build_docs=False) as both:
        yield both


def test_a_usual_file_is_whole(opened: Gates) -> None:
    outcome = opened.arrival([*EARLIER, USUAL])
    assert (outcome.name, outcome.ok, outcome.said, outcome.history) == ("arrival", True, (), True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"rows": 12}, "12 rows, usually 480 to 520"),
        ({"rows": 7}, "fewer than 10 rows, usually 480 to 520"),
        ({"rows": 0}, "the file has no rows"),
        ({"rows": 2 * 500 + 1}, "1,001 rows, usually 480 to 520"),
        ({"columns": 11}, "11 columns, usually 12"),
        ({"missing_columns": 1}, "1 declared columns are missing, usually none"),
        ({"period_from": "2024-04", "period_to": "2024-04"}, "covers up to 2024-04, the last file went to 2024-05"),
        ({"period_from": "2024-07", "period_to": "2024-07"}, "starts in 2024-07, the last file ended in 2024-05"),
        ({"period_from": None, "period_to": None}, "no dates could be read, the last file went to 2024-05"),
        ({"accepted_pct": 50.0}, "50 % of the rows accepted, usually 98 %"),
        ({"lateness_days": 90}, "arrived 90 days after its period, usually 5"),
    ],
)
def test_an_unusual_file_is_said_in_words(opened: Gates, change: dict[str, object], says: str) -> None:
    outcome = opened.arrival([*EARLIER, replace(USUAL, **change)])  # type: ignore[arg-type]  # columns of the table above
    assert not outcome.ok
    assert len(outcome.said) == 1
    assert outcome.said[0].startswith(f"city_police: {says}")


def test_the_order_of_the_table_does_not_matter_and_only_the_newest_is_judged(opened: Gates) -> None:
    short_before = replace(EARLIER[2], rows=12)
    assert opened.arrival([USUAL, EARLIER[4], short_before, EARLIER[0], EARLIER[3], EARLIER[1]]).ok


def test_a_half_file_passes_and_one_below_does_not(opened: Gates) -> None:
    assert opened.arrival([*EARLIER, replace(USUAL, rows=500 // 2)]).ok
    assert not opened.arrival([*EARLIER, replace(USUAL, rows=500 // 2 - 1)]).ok


def test_the_band_is_wider_while_the_past_is_short(opened: Gates) -> None:
    newest = replace(USUAL, delivery=3, rows=500 // 4, period_from="2024-03", period_to="2024-03")
    assert opened.arrival([*EARLIER[:2], newest]).ok
    assert not opened.arrival([*EARLIER[:2], replace(newest, rows=500 // 4 - 1)]).ok


def test_missing_dates_and_lateness_are_no_fault_where_they_are_usual(opened: Gates) -> None:
    bare = [
        replace(one, period_from=None, period_to=None, accepted_pct=None, lateness_days=None)
        for one in [*EARLIER, USUAL]
    ]
    assert opened.arrival(bare).ok


def test_missing_history_is_said_not_failed(opened: Gates) -> None:
    new = [Delivery("shelter", 1, 40, 9), Delivery("shelter", 2, 3, 9)]
    outcome = opened.arrival([*EARLIER, USUAL, *new])
    assert outcome.ok
    assert outcome.said == ("shelter: no history yet, compared with nothing",)
    assert not outcome.history


def test_nothing_arrived(opened: Gates) -> None:
    outcome = opened.arrival([])
    assert (outcome.ok, outcome.said) == (True, ())


def test_only_the_newest_results_are_kept(opened: Gates, docs: Path) -> None:
    # The oldest are dropped after an answer, and before the next one.
    for _ in range(2):
        assert opened.arrival([*EARLIER, USUAL]).ok
    assert 1 <= len(list((docs / "results/arrival/arrival").iterdir())) <= 10 + 1
    assert not (docs / "results/arrival/arrival/20240101T000000.000000Z").exists()


def test_a_release_like_the_last_one_is_fit(opened: Gates) -> None:
    now = {"people": replace(PEOPLE, total=400 + 50)}
    outcome = opened.release(now, {"people": PEOPLE}, ["people"])
    assert (outcome.name, outcome.ok, outcome.said, outcome.history) == ("release", True, (), True)


def test_a_first_release_is_fit_and_says_that_it_was_compared_with_nothing(opened: Gates) -> None:
    outcome = opened.release({"people": PEOPLE}, None, ["people"])
    assert outcome.ok
    assert outcome.said == ("no history yet, compared with no earlier release",)
    assert not outcome.history


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ({}, "people: is declared, but not in the release"),
        ({"people": replace(PEOPLE, rows=0, shown=0, hidden=0)}, "people: is empty"),
        ({"people": PEOPLE, "notes": PEOPLE}, "notes: is in the release, but not declared"),
        ({"people": replace(PEOPLE, total=2 * 400 + 1)}, "people: total 801, in the last release 400"),
        ({"people": replace(PEOPLE, total=400 // 2 - 1)}, "people: total 199, in the last release 400"),
        (
            {"people": replace(PEOPLE, total=None)},
            "people: the total was shown in the last release and is not any more",
        ),
        ({"people": replace(PEOPLE, rows=19)}, "people: 19 rows, in the last release 40"),
        (
            {"people": replace(PEOPLE, shown=20, hidden=20)},
            "people: 50 % of the cells hidden, in the last release 25 %",
        ),
        ({"people": replace(PEOPLE, shown=40, hidden=0)}, "people: 0 % of the cells hidden, in the last release 25 %"),
    ],
)
def test_what_makes_a_release_unfit(opened: Gates, now: dict[str, Shape], says: str) -> None:
    outcome = opened.release(now, {"people": PEOPLE}, ["people"])
    assert not outcome.ok
    assert says in outcome.said


def test_an_explained_jump_leaves_and_is_said(opened: Gates) -> None:
    outcome = opened.release({"people": replace(PEOPLE, total=4000)}, {"people": PEOPLE}, ["people"], ["people"])
    assert outcome.ok
    assert outcome.said == ("people: changes against the last release are explained, not checked",)


def test_a_table_that_is_no_longer_declared_is_said(opened: Gates) -> None:
    outcome = opened.release({"people": PEOPLE}, {"people": PEOPLE, "old": PEOPLE}, ["people"])
    assert outcome.ok
    assert outcome.said == ("old: was in the last release, is no longer declared",)


def test_a_period_that_is_no_month_is_refused_without_its_value() -> None:
    with pytest.raises(ValueError, match="not a month") as caught:
        replace(USUAL, period_to=CANARY)
    assert CANARY not in str(caught.value)


def test_a_killed_worker_is_said(tmp_path: Path) -> None:
    with Gates.open(tmp_path) as both:
        both._process.kill()  # what the machine does when memory runs out
        for outcome in (both.arrival([*EARLIER, USUAL]), both.release({"people": PEOPLE}, None, ["people"])):
            assert not outcome.ok
            assert SILENT in outcome.said[0]


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(600)",
        "import sys; sys.stdin.readline(); print('{\"fail', end='', flush=True); sys.stdout.close()",
        "import sys; sys.exit(1)",
    ],
    ids=["silent", "half_an_answer", "gone"],
)
def test_a_worker_that_does_not_answer_is_said_and_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(gates, "WORKER", (sys.executable, "-c", code))
    # More than a pipe holds, so that writing the question would block as well.
    many = [replace(one, source=f"source_{number}") for number in range(500) for one in EARLIER]
    with Gates.open(tmp_path, timeout_s=0.5) as both:
        outcome = both.arrival(many)
    assert SILENT in outcome.said[0]
    assert both._process.returncode is not None  # waited for, so no zombie


def test_nobody_waits_for_gates_that_were_never_asked(tmp_path: Path) -> None:
    with Gates.open(tmp_path) as both:
        pass
    assert both._process.returncode not in (None, 0)  # ended while it was still loading
    assert not (tmp_path / "results").exists()


def test_the_pages_are_kept_without_values_and_without_links_off_the_machine(tmp_path: Path) -> None:
    # What a killed run left behind.
    (tmp_path / "unfinished").touch()
    (tmp_path / "results/arrival/arrival/2024").mkdir(parents=True)
    (tmp_path / "results/arrival/arrival/2024/half.json").write_text("{", encoding="utf-8")
    named = replace(USUAL, delivery=CANARY, rows=123_457)  # type: ignore[arg-type]  # a caller's mistake
    with Gates.open(tmp_path) as both:
        assert both.arrival([named]).ok
        assert not both.arrival([*EARLIER, replace(USUAL, rows=123_457)]).ok
        assert both.release({"people": replace(PEOPLE, total=123_457)}, None, ["people"]).ok
    written = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    pages = {path: text for path, text in written.items() if path.suffix == ".html"}
    assert {path.relative_to(tmp_path / "site").parts[0] for path in pages} == {
        "index.html",
        "expectations",
        "validations",
    }
    assert {path.stem for path in (tmp_path / "site/expectations").iterdir()} == {"arrival", "release"}
    assert len([path for path in pages if "validations" in path.parts]) == 3
    assert "city_police: not far more rows than usual" in "".join(pages.values())
    for text in written.values():
        assert CANARY not in text
        assert "123457" not in text
        assert "123,457" not in text
    assert not [path for path, text in pages.items() if "<script" in text or "//" in text.split("<body>")[1]]
    assert "Traceback" not in written[tmp_path / gates.LOG]
    assert not (tmp_path / "unfinished").exists()


def test_the_worker_reaches_for_no_network(tmp_path: Path) -> None:
    code = """
import io, sys
from pathlib import Path
from pipelines.gates import worker
reached = []
sys.addaudithook(lambda event, _: reached.append(event) if event in worker.NETWORK else None)
answers = io.StringIO()
question = '{"gate": "release", "checks": [{"subject": "t", "rule": "r", "more": 1, "less": 2, "says": ""}]}\\n'
worker.main(Path(sys.argv[1]), build_docs=True, questions=io.StringIO(question), answers=answers)
print(answers.getvalue().strip(), reached)
import socket
try:
    socket.create_connection(("127.0.0.1", 9))
except PermissionError:
    print("refused")
"""
    assert _python(code, str(tmp_path)).splitlines() == ['{"failed": [0]} []', "refused"]


def test_importing_the_gates_loads_nothing_heavy() -> None:
    code = "import sys, pipelines.gates; print({'great_expectations', 'pandas'} & set(sys.modules))"
    assert _python(code) == "set()\n"


def _python(code: str, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603  # our own
    return done.stdout

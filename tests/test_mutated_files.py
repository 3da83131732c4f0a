"""Some hundred files after an accident, checked and handed in: no traceback, no lost row, no personal value anywhere.

`python tests/bench/mutations.py` tries five thousand.
"""

import csv
import io
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.mutated_files import BOOK, NAMES, TEXT, as_book, as_bytes, mutated, sample
from tests.tried_files import checked, leaks_in, project_in, tried, written

TIMES = 13 * (len(TEXT) + len(BOOK))


def test_mutated_files_are_stopped_or_accounted_for_and_nothing_personal_is_told(tmp_path: Path) -> None:
    project = project_in(tmp_path / "project")
    seen: Counter[str] = Counter()
    for number, file in enumerate(mutated(1, TIMES)):
        told = tried(project, file, hand_in=number % 3 == 0)
        assert told.leaks == (), file.accident
        assert told.balances, file.accident
        seen["accounted"] += bool(told.accounts)
        seen["received"] += told.is_received
        seen["stopped"] += not told.accounts
    assert min(seen["accounted"], seen["stopped"]) > TIMES / 5
    assert seen["received"] > TIMES / 20


def test_the_search_looks_into_every_kind_of_output(tmp_path: Path) -> None:
    """A search that finds nothing proves nothing unless it would have found something."""
    project = project_in(tmp_path / "project")
    home = project.source_folder("shelter")
    told, rejected = project.root / "told", project.root / "warehouse" / "0001"
    for folder in (told, rejected, home / "reports", home / "received"):
        folder.mkdir(parents=True)
    (told / "page.html").write_text(NAMES[0], encoding="utf-8")
    (told / "list.xlsx").write_bytes(as_book([[NAMES[0]]]))
    (home / "reports" / "a.txt").write_text(NAMES[0].upper(), encoding="utf-8")
    (home / "received" / "a.csv").write_text(NAMES[0], encoding="utf-8")
    pq.write_table(pa.table({"reason": [NAMES[0]]}), rejected / "incident.rejected.parquet")
    pq.write_table(pa.table({"gender": [NAMES[0]]}), rejected / "incident.parquet")
    found = {place for place, text in written(project, home, project.root / "outside") if leaks_in(text)}
    assert {place.split("/xl/")[0] for place in found} == {
        "told/page.html",
        "told/list.xlsx",
        "sources/shelter/reports/a.txt",
        "warehouse/0001/incident.rejected.parquet",
    }


def test_the_same_seed_makes_the_same_files() -> None:
    assert list(mutated(3, 20)) == list(mutated(3, 20))
    assert [file.content for file in mutated(3, 20)] != [file.content for file in mutated(4, 20)]


def test_what_is_given_back_holds_no_formula(tmp_path: Path) -> None:
    """Names of files and of columns come from the file, and a spreadsheet would run what begins like a formula."""
    project = project_in(tmp_path / "project")
    names, *rows = [list(row) for row in sample("city_police")]
    traps = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=2", "\r=3"]
    path = tmp_path / "=1+1.csv"
    path.write_bytes(as_bytes("city_police", [[*names, *traps], *([*row, *traps] for row in rows), [*traps]]))
    checked(project, path, "city_police")
    lists = list((project.root / "told").glob("*.csv"))
    assert lists
    for file in lists:
        text = file.read_text(encoding="utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert any("cmd|" in cell for cell in cells)
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []

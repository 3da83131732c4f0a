"""What receive reads from XLSX workbooks, and which of them it refuses."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.receive import read_rows
from pipelines.receive.kinds import require_readable
from schemas.problems import FileStopped
from schemas.source import FileFormat
from tests.written_workbooks import EXPECTED, WRITTEN

BESIDE = "a remark beside the table"


def workbook(path: Path, *table: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cases"
    for row in table:
        sheet.append(row)
    book.create_sheet("Notes").append(["nothing"])
    book.save(path)
    return path


def test_a_workbook_becomes_the_text_that_a_person_would_type(tmp_path: Path) -> None:
    values = [7, 7.0, 0.5, True, dt.date(2024, 3, 10), dt.datetime(2024, 3, 10, 9, 30), "007", "#N/A", None]
    names = [f"c{place}" for place in range(len(values))]
    path = workbook(tmp_path / "in.xlsx", ("Title",), tuple(names), tuple(values), (), ("x", *"abcdefgh", BESIDE))
    reader = read_rows(path, FileFormat(skip_rows=1))
    first, second = reader.table().to_pylist()
    assert tuple(first.values()) == (3, "7", "7", "0.5", "TRUE", "2024-03-10", "2024-03-10T09:30:00", "007", "#N/A", "")
    assert tuple(second.values()) == (5, "x", *"abcdefgh")
    assert reader.counts.blank == 1
    assert [(note.code, note.column) for note in reader.notes] == [("TIP-E112", "J")]
    assert read_rows(path, FileFormat(sheet="Notes")).table().num_rows == 0
    with pytest.raises(FileStopped) as caught:
        read_rows(path, FileFormat(sheet="Fälle"))
    assert "there is no sheet Fälle; there is: Cases, Notes" in str(caught.value.problems[0])


def test_no_warning_quotes_a_cell(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    path = tmp_path / "in.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["born"])
    sheet["A2"].number_format = "yyyy-mm-dd"
    sheet["A2"].value = 99_999_999
    book.save(path)
    assert read_rows(path, FileFormat()).table()["born"].to_pylist() == ["#VALUE!"]
    assert not [each for each in recwarn if "99999999" in str(each.message)]


@pytest.mark.parametrize(
    ("content", "code"), [(b"\xd0\xcf\x11\xe0 locked", "TIP-E114"), (b"PK half", "TIP-E115"), (b"a,b", "TIP-E115")]
)
def test_a_workbook_that_is_none(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileStopped) as caught:
        read_rows(path, FileFormat())
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_workbook_that_would_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "in.xlsx", ("a",), (1,))
    monkeypatch.setattr("pipelines.receive.workbook.LARGEST", 100)
    with pytest.raises(FileStopped) as caught:
        read_rows(path, FileFormat())
    assert caught.value.problems[0].code == "TIP-E116"


@pytest.mark.parametrize("writer", sorted(WRITTEN))
def test_the_same_table_is_read_whichever_program_wrote_it(tmp_path: Path, writer: str) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(WRITTEN[writer])
    reader = read_rows(path, FileFormat())
    rows = [tuple(row.values())[1:] for row in reader.table().to_pylist()]
    assert [reader.headers, *rows] == EXPECTED
    assert reader.counts.read == reader.counts.delivered + reader.counts.blank


@pytest.mark.parametrize(("name", "code"), [("a.ods", "TIP-E877"), ("A.XLSM", "TIP-E877"), ("a.pdf", "TIP-E878")])
def test_another_kind_of_file_is_told_what_to_save_it_as(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK whatever is in it")
    with pytest.raises(FileStopped) as caught:
        require_readable(path)
    assert [problem.code for problem in caught.value.problems] == [code]

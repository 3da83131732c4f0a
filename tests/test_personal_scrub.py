"""A scrubbed copy lacks the columns that may not be handed in and is otherwise the same, row for row."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipelines.commands import tipstats
from pipelines.project import CHECKOUT
from pipelines.receive.cut import cut_columns
from pipelines.receive.doors import look_at_other_sheets
from schemas.problems import FileStopped
from schemas.source import FileFormat
from tests.test_personal import MAIL, NAME, source


def scrub(path: Path, *more: str) -> Result:
    return CliRunner().invoke(tipstats, ["scrub", str(path), *more])


def test_scrub_writes_a_copy_without_the_columns_and_says_which(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'No,Name,Colour,Contact\n1,"{NAME}","red, ""dark""\nlight",\n2,{NAME},,{MAIL}\n', encoding="utf-8")
    before = path.read_bytes()
    ran = scrub(path)
    assert ran.exit_code == 0
    assert path.read_bytes() == before
    rows = list(csv.reader(io.StringIO((tmp_path / "a-scrubbed.csv").read_text(encoding="utf-8"), newline="")))
    assert rows == [["No", "Colour"], ["1", 'red, "dark"\nlight'], ["2", ""]]
    assert "column B (Name): names of people" in ran.output
    assert "column D (Contact): e-mail addresses" in ran.output
    assert NAME not in ran.output
    assert MAIL not in ran.output
    assert scrub(path).exception is not None  # the copy is there already, and is not written over


def test_what_stands_in_a_column_that_the_source_reads_is_for_a_person_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Expediente;Nombre;Zona\n1;{NAME};{MAIL}\n", encoding="cp1252")
    sample = FileFormat(encoding="cp1252", delimiter=";")
    cut_columns(path, sample, [1], tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_text(encoding="cp1252").splitlines()[0] == '"Expediente";"Zona"'
    (tmp_path / "c.csv").write_text(f"t\n\nExpediente;Nombre;Zona\n1;{NAME};{MAIL}\n", encoding="cp1252")
    ran = scrub(tmp_path / "c.csv", "--source", "legal_aid")
    assert isinstance(ran.exception, FileStopped)
    assert [found.code for found in ran.exception.problems] == ["TIP-E701", "TIP-E706"]
    assert MAIL not in (tmp_path / "c.csv").with_name("c-scrubbed.csv").name + ran.output
    assert NAME not in (tmp_path / "c-scrubbed.csv").read_text(encoding="cp1252")


def test_a_workbook_keeps_its_dates_and_texts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cases"
    for row in (["No", "DOB", "Formula", "Count"], ["1", "1999-01-01", "=1+1", 3]):
        sheet.append(row)
    sheet["C2"].data_type = "s"
    book.create_sheet("People").append([NAME])
    book.save(tmp_path / "a.xlsx")
    assert scrub(tmp_path / "a.xlsx").exit_code == 0
    copy = openpyxl.load_workbook(tmp_path / "a-scrubbed.xlsx")
    assert copy.sheetnames == ["Cases"]
    assert [[cell.value for cell in row] for row in copy["Cases"]] == [["No", "Formula", "Count"], ["1", "=1+1", 3]]
    assert copy["Cases"]["B2"].data_type == "s"


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([["Whom to ask", "How"], ["the analyst", MAIL]], []),
        ([["Client name", "Bed"], [NAME, "4"]], ["TIP-E705"]),
        ([["Who", "How"], *(["a", f"a{at}@mail.example"] for at in range(9))], ["TIP-E705"]),
    ],
)
def test_the_other_sheets_of_a_workbook_are_looked_at(tmp_path: Path, rows: list[list[str]], codes: list[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["No", "Sex"])
    other = book.create_sheet("Other")
    for row in rows:
        other.append(row)
    book.save(tmp_path / "a.xlsx")
    found = look_at_other_sheets(tmp_path / "a.xlsx", source())
    assert [each.code for each in found] == codes
    assert NAME not in f"{found}"


@pytest.mark.parametrize("path", sorted(CHECKOUT.glob("sources/*/sample/*.*")), ids=lambda path: path.parts[-3])
def test_the_samples_of_the_sources_hold_nothing_else(path: Path, tmp_path: Path) -> None:
    ran = scrub(path, "--to", str(tmp_path / path.name), "--source", path.parts[-3])
    assert ran.exception is None
    assert ran.output.count("Removed column") == ran.output.count("as the source declares")

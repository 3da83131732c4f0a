"""The presets on real files: the standard's own spreadsheets filled with made-up rows, and real survey exports."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.preset_exports import HEAD, came
from tests.real.conftest import DATA

TOOLKIT = DATA / "htcds_toolkit_2_0"
SHEETS = ("HTCDS Excel Spreadsheet v2.0.xlsx", "HTCDS Excel Spreadsheet single select with validation v2.0.xlsx")
ONE: dict[str, str | bool | dt.date] = {
    "con_Consent": True,
    "prs_Gender": "Feminine",
    "prs_Citizenship": "US",
    "vic_TraffickinStatusDecisionMakingOrg": "NGO",
    "vic_MethodOfRecruitment": "At work",
    "vic_MethodsOfControl": "Debt bondage ",
    "vic_TypeOfExploitation": "Forced labour",
    "cas_IncomingReferralDate": dt.date(2024, 2, 1),
}
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real public files are not on this machine")


OFFICE = shutil.which("soffice")
WRITERS = (
    "openpyxl",
    pytest.param("libreoffice", marks=pytest.mark.skipif(not OFFICE, reason="LibreOffice is not on this machine")),
)


def filled(sheet: Any) -> None:
    """Three made-up rows below both header rows of a sheet of the standard; the second person did not agree."""
    columns = {cell.value: cell.column for cell in sheet[1] if cell.value}
    for row, cells in ((3, ONE), (4, {**ONE, "con_Consent": False}), (5, {**ONE, "prs_Gender": "Masculine"})):
        for header, value in cells.items():
            sheet.cell(row, columns[header], value)


def saved_by_libreoffice(path: Path) -> Path:
    """The same workbook, opened and saved by LibreOffice Calc."""
    order = [str(OFFICE), "--headless", f"-env:UserInstallation=file://{path.parent}/profile", "--convert-to", "xlsx"]
    folder = path.parent / "saved"
    subprocess.run([*order, "--outdir", str(folder), str(path)], check=True, capture_output=True)  # noqa: S603  # our file
    return folder / path.name


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", SHEETS)
def test_the_sheets_of_the_standard(tmp_path: Path, name: str, writer: str) -> None:
    book = openpyxl.load_workbook(TOOLKIT / name)
    sheet = book.worksheets[0]
    filled(sheet)
    path = tmp_path / name
    book.save(path)
    path = path if writer == "openpyxl" else saved_by_libreoffice(path)
    found = came(tmp_path, "htcds", path, f'[file]\nsheet = "{sheet.title}"\n', 'identity = "none"\n' + HEAD)
    assert found.counts("identification") == (3, 2, 0, 1)
    assert found.values("gender", "identification") == ["female", "male"]
    assert found.values("means_of_control", "identification") == ["debt_bondage"] * 2
    assert [str(day) for day in found.values("identified_on", "identification")] == ["2024-02-01"] * 2


ASKED = '[record.response.questions.choice]\ntext = "A choice"\nheader = "Q1"\nanswers = { 1 = "One", 2 = "Two" }\n'


@pytest.mark.parametrize(("preset", "name", "answer"), [
    ("qualtrics", "sample.csv", "choice:2"),
    ("qualtrics_legacy", "sample_legacy.csv", "choice:2"),
])  # fmt: skip
def test_qualtrics_samples(tmp_path: Path, preset: str, name: str, answer: str) -> None:
    found = came(tmp_path, preset, DATA / "qualtrics_export_samples" / name, ASKED)
    assert found.counts() == (1, 1, 0, 0)
    assert found.values("answers") == [answer]


def test_a_real_kobo_export_with_columns_for_answers(tmp_path: Path) -> None:
    more = (
        '[file]\ndelimiter = ","\n[record.response.questions.water]\ntext = "Water"\nheader = "water_sources"\n'
        'split = " "\nanswers = { piped = "a", tap = "b", borehole = "c", well = "d", bottled = "e", trucking = "f", '
        'spring = "g", rainwater = "h", surface = "i", other = "j" }\n'
    )
    path = DATA / "kobo_reach_household_survey" / "cleaningtools_raw_data.csv"
    split = came(tmp_path, "kobo", path, more)
    joined = came(tmp_path, "kobo", path, more + "[record.response]\noption_marks = []\n")
    assert split.outcomes["response"].counts.rejected == 0
    assert split.counts() == joined.counts()
    assert split.values("answers") == joined.values("answers")

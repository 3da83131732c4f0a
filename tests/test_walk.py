"""The walk of a shelter's worker: from a spreadsheet of one's own to a receipt, with nothing but the folder's page."""

import json
import os
import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipelines.simulate.deliveries import DELIVERED_AT
from tests.command_line import Said, make_project
from tests.handed_in import traces

MOST_COMMANDS = 5
FIRST, LAST, PHONE = "Zilpha", "Quarrington", "(305) 555-0142"
HEADERS = ("Case no.", "First name", "Surname", "Phone", "Intake date", "Age", "Gender", "Came because of", "Agreed")
# What an analyst who has talked with the house writes once, where the file could not tell it.
DECIDED = {
    r'"DECIDE: police, shelter[^"]*"': '"shelter"',
    r'caveats = "DECIDE[^"]*"': 'caveats = "Made up"\ntranslations.es.caveats = "Inventado"',
    r'"DECIDE[^"]*"': '"Made up"',
    r'gender = "Gender"\n': 'gender = "Gender"\nconsent = "Agreed"\nexploitation = "Came because of"\n',
    r"\Z": '\n[record.identification.words.exploitation]\n"restaurant work" = "forced_labour"\n',
}


def own_list(path: Path) -> Path:
    """The house's own spreadsheet: a title line, its own headers, real dates, and names."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["List of the house"])
    sheet.append(HEADERS)
    for at in range(12):
        came, agreed = ("restaurant work", "sexual")[at % 2], "no" if at == 11 else "yes"
        sheet.append([f"H-{at + 1:03}", FIRST, LAST, PHONE, date(2024, 1 + at, 3), 20 + at, "Female", came, agreed])
    book.save(path)
    return path


def commands_of(page: Path) -> list[str]:
    """The commands of the steps in their order; to put the file into the inbox is one of them."""
    english = " ".join(page.read_text(encoding="utf-8").partition("## En español")[0].split())
    found = re.findall(r"`(tipstats [^`]+)`|Put the file into the folder `(inbox/)`", english)
    return [command or f"put {inbox}" for command, inbox in found]


@pytest.mark.usefixtures("yes_gates")
def test_a_spreadsheet_of_ones_own_becomes_a_receipt_by_the_page_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Said(capsys)
    (tmp_path / "project").mkdir()
    project = make_project(tmp_path / "project")
    monkeypatch.chdir(tmp_path)
    own_list(tmp_path / "my list.xlsx")
    assert said("new", "source", "house", "--from", "my list.xlsx", "--project", project.root)[0] == 0
    house = project.source_folder("house")
    text = (house / "source.toml").read_text(encoding="utf-8")
    for before, after in DECIDED.items():
        text = re.sub(before, after, text)
    (house / "source.toml").write_text(text, encoding="utf-8")

    commands = commands_of(house / "README.md")
    assert len(commands) <= MOST_COMMANDS
    checked = ""
    for command in commands:
        verb, *words = shlex.split(command)
        if verb == "put":  # the file that was checked last, as nobody would wait for two seconds here
            shutil.move(checked, house / words[0])
            os.utime(house / words[0] / Path(checked).name, (DELIVERED_AT, DELIVERED_AT))
            continue
        code, out = said(*words, "--project", project.root)
        assert code == 0, out
        checked = words[1] if words[0] == "check" else checked
        assert LAST not in out
        assert PHONE not in out

    [receipt] = (house / "reports").glob("*.receipt.json")
    counts = json.loads(receipt.read_text(encoding="utf-8"))["records"][0]
    assert {key: counts[key] for key in ("read", "accepted", "rejected")} == {"read": 12, "accepted": 12, "rejected": 0}
    assert counts["held_back"] == 1
    assert [*(house / "received").iterdir()]
    assert [*(house / "inbox").glob("*.xlsx")] == []
    assert traces(project.root, LAST) == traces(project.root, PHONE) == []

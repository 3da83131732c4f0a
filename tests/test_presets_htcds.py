"""The case standard in its sheets and in its form, with every spelling that the two have."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from tests.preset_exports import HEAD, came, export


def test_htcds_form_in_kobo_in_codes_and_in_labels(tmp_path: Path) -> None:
    codes = [
        [
            "cas_IncomingReferralDate",
            "con_Consent",
            "prs_Gender",
            "prs_Citizenship",
            "vic_TypeOfExploitation",
            "vic_Methods_of_Control",
            "vic_Methods_of_Control/DebtBondage ",
            "vic_Methods_of_Control/Other",
            "vic_MethodOfRecruitment",
            "_uuid",
        ],
        [
            "2024-02-01",
            "TRUE",
            "Feminine",
            "US",
            "ForcedLabour Servitude",
            "DebtBondage  Other",
            "1",
            "1",
            "AtWork",
            "u1",
        ],
        ["2024-02-02", "FALSE", "Masculine", "MX", "ForcedLabour", "DebtBondage ", "1", "0", "AtWork", "u2"],
    ]
    labels = [
        [
            "Incoming Referral Date",
            "Consent",
            "Gender",
            "Citizenship",
            "Type of Exploitation",
            "Type of Exploitation/Forced labour",
            "Type of Exploitation/Servitude",
            "Methods of Control",
            "Methods of Control/Debt bondage",
            "Methods of Control/Other",
            "Method of Recruitment",
            "Method of Recruitment/At work",
            "_uuid",
        ],
        [
            "2024-02-01",
            "Yes",
            "Feminine\xa0",
            "United States of America",
            "Forced labour Servitude",
            "1",
            "1",
            "Debt bondage Other",
            "1",
            "1",
            "At work",
            "1",
            "u1",
        ],
        ["2024-02-02", "No", "Masculine\xa0", "Mexico", "Forced labour", "1", "0", "", "0", "0", "", "0", "u2"],
    ]
    for name, lines in (("codes", codes), ("labels", labels)):
        found = came(tmp_path, "htcds_kobo", export(tmp_path / f"{name}.csv", lines, ";", bom=True))
        assert found.counts("identification") == (2, 1, 0, 1), name
        assert found.values("exploitation", "identification") == ["forced_labour;servitude"]
        assert found.values("means_of_control", "identification") == ["debt_bondage;other"]
        assert found.values("recruitment", "identification") == ["work"]
        assert found.values("gender", "identification") == ["female"]


# Row 1 of the standard's sheets, as far as it is read, with its misspelt and its empty name; row 2 holds the labels.
SHEET = {
    "": "",
    "con_Consent": "Consent",
    "prs_Gender": "Gender",
    "prs_Citizenship": "Citizenship",
    "vic_TraffickinStatusDecisionMakingOrg": "Trafficking Status Decision Making Organization",
    "vic_MethodOfRecruitment": "Method of Recruitment",
    "vic_MethodsOfControl": "Methods of Control",
    "vic_TypeOfExploitation": "Type of Exploitation",
    "cas_IncomingReferralDate": "Incoming Referral Date",
    " ": "Reason for Outgoing Referral",
}


@pytest.mark.parametrize("is_labels", [False, True])
def test_htcds_sheet_with_numbered_empty_rows(tmp_path: Path, *, is_labels: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in [list(SHEET.values())] if is_labels else [list(SHEET), list(SHEET.values())]:
        sheet.append([name.strip() or None for name in line])
    control = "Debt bondage ;Threatens children/family;RestrictsMovement"
    day = dt.datetime(2024, 2, 1)  # as Excel keeps a day
    sheet.append([1, True, "Feminine", "US;MX", "NGO", "At work", control, "Forced labour;Servitude", day, "Other"])
    sheet.append([2, False, "NonSpecifiedUnknown", "", "", "", "", "Other", day, ""])
    for number in range(3, 50):
        sheet.append([number])
    path = tmp_path / "cases.xlsx"
    book.save(path)
    own = 'identity = "none"\n' + HEAD
    found = came(tmp_path, "htcds", path, "[file]\nheader_rows = 1\n" if is_labels else "", own)
    assert found.outcomes["identification"].counts.blank == 50 - 3
    assert found.counts("identification") == (2, 1, 0, 1)
    expected = "debt_bondage;restricts_movement;threats_to_family"
    assert found.values("means_of_control", "identification") == [expected]
    assert found.values("exploitation", "identification") == ["forced_labour;servitude"]
    assert found.values("citizenship_group", "identification") == ["americas;national"]

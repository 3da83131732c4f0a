"""Police and public data: NIBRS before and after 2021, four generations of CTDC, the tables of the NRM."""

from pathlib import Path

import pytest

from pipelines.project import PRESETS
from schemas.mapping import Record
from schemas.recognise import preset_records
from tests.preset_exports import came, export

TABLES = {
    "NIBRS_VICTIM_OFFENSE": [["DATA_YEAR", "VICTIM_ID", "OFFENSE_ID"], ["Y", "1", "7"], ["Y", "2", "8"]],
    "NIBRS_VICTIM": [["VICTIM_ID", "INCIDENT_ID", "AGE_NUM", "SEX_CODE"], ["1", "5", "16", "F"], ["2", "6", "30", "M"]],
    "NIBRS_OFFENSE": [
        ["OFFENSE_ID", "INCIDENT_ID", "OFFENSE_TYPE_ID", "LOCATION_ID"],
        ["7", "5", "59", "14"],
        ["8", "6", "49", "20"],
    ],
    "NIBRS_incident": [
        ["AGENCY_ID", "INCIDENT_ID", "INCIDENT_DATE", "CLEARED_EXCEPT_ID"],
        ["3", "5", "18-JAN-18", "6"],
        ["3", "6", "18-JAN-18", "6"],
    ],
    "NIBRS_VICTIM_OFFENDER_REL": [["VICTIM_ID", "OFFENDER_ID", "RELATIONSHIP_ID"], ["1", "9", "3"]],
    "NIBRS_OFFENDER": [["OFFENDER_ID", "INCIDENT_ID", "AGE_NUM", "SEX_CODE"], ["9", "5", "40", "M"]],
    "agencies": [["AGENCY_ID", "PUB_AGENCY_NAME"], ["3", "Northfell"]],
}


@pytest.mark.parametrize("is_new", [False, True])
def test_relational_nibrs_before_and_after_2021(tmp_path: Path, *, is_new: bool) -> None:
    for name, lines in TABLES.items():
        top = [header.lower().replace("offense_type_id", "offense_code") for header in lines[0]] if is_new else lines[0]
        new = {"59": "64A", "49": "13A", "18-JAN-18": "2022-01-18"} if is_new else {}
        rows = [[new.get(cell, cell) for cell in line] for line in lines[1:]]
        export(tmp_path / "delivery" / f"{name}.csv", [top, *rows])
    found = came(tmp_path, "nibrs", tmp_path / "delivery")
    assert found.counts("identification") == (2, 1, 1, 0)
    assert found.values("exploitation", "identification") == ["sexual_exploitation"]
    assert found.values("recruiter_relation", "identification") == ["intimate_partner"]
    assert found.values("age_group", "identification") == ["child"]
    assert found.values("place_type", "incident") == ["hotel_motel"]
    assert found.values("sex", "suspect") == ["male"]


@pytest.mark.parametrize("is_new", [False, True])
def test_flat_nibrs_in_both_spellings(tmp_path: Path, *, is_new: bool) -> None:
    lines = [
        ["INCIDENT_ID", "VICTIM_SEQ_NUM", "INCIDENT_DATE", "OFFENSE_CODE", "LOCATION_CODE", "VICTIM_AGE", "VICTIM_SEX"],
        ["5", "1", "18-JAN-18", "64A", "14", "16", "F"],
        ["5", "2", "18-JAN-18", "64B", "14", "", "M"],
        ["6", "1", "18-JAN-18", "13A", "20", "30", "M"],
    ]
    if is_new:
        lines[0] = [
            "incident_number",
            "victim_id",
            "incident_date",
            "offense_type_id",
            "location_code",
            "age_num",
            "sex_code",
        ]
    found = came(tmp_path, "nibrs_flat", export(tmp_path / "flat.csv", lines))
    assert found.counts("identification") == (3, 2, 1, 0)
    assert found.values("exploitation", "identification") == ["sexual_exploitation", "forced_labour"]
    assert found.values("age_group", "identification") == ["child", "unknown"]
    assert found.values("offence", "incident") == ["commercial_sex_acts", "involuntary_servitude"]
    assert found.outcomes["incident"].counts.duplicate == 1


CTDC = Record.model_validate(dict(preset_records(PRESETS))["ctdc"][0].model_dump(by_alias=True))


@pytest.mark.parametrize("generation", ["2017", "2020", "2021"])
def test_ctdc_k_anonymised_generations(tmp_path: Path, generation: str) -> None:
    flags = [*CTDC.columns["exploitation"].flags, *CTDC.columns["means_of_control"].flags]
    first = CTDC.spellings["yearOfRegistration"][0] if generation == "2020" else "yearOfRegistration"
    none, unknown = ("NULL", "NULL") if generation == "2021" else ("-99", "ZZ")
    lines = [
        [first, "gender", "majorityStatus", "citizenship", "RecruiterRelationship", *flags],
        ["2016", "Female", "Minor", "CO", "Family/Relative; Other", "0", "1", "0", "1", *[none] * (len(flags) - 4)],
        ["2016", none, none, unknown, "Not Specified", *[none] * len(flags)],
    ]
    found = came(tmp_path, "ctdc", export(tmp_path / "ctdc.csv", lines))
    assert found.counts("identification") == (2, 2, 0, 0)
    assert found.values("exploitation", "identification") == ["sexual_exploitation", "unknown"]
    assert found.values("means_of_control", "identification") == ["debt_bondage", "unknown"]
    assert found.values("citizenship_group", "identification") == ["americas", "unknown"]
    assert found.values("recruiter_relation", "identification") == ["family;other", "unknown"]


def test_ctdc_synthetic_generation(tmp_path: Path) -> None:
    flags = ["isForcedLabour", "isSexualExploit", "isOtherExploit", "recruiterRelationIntimatePartner"]
    flags += ["recruiterRelationFriend", "recruiterRelationFamily", "recruiterRelationOther"]
    lines = [
        ["yearOfRegistration", "gender", "ageBroad", "citizenship", *flags],
        ["2022", "Woman", "9--17", "COL", "1", "", "", "", "", "1", ""],
        ["2022", "Trans/Transgender/NonConforming", "NULL", "", "", "1", "", "", "", "", ""],
    ]
    found = came(tmp_path, "ctdc_synthetic", export(tmp_path / "ctdc.csv", lines))
    assert found.values("gender", "identification") == ["female", "transgender"]
    assert found.values("age_group", "identification") == ["child", "unknown"]
    assert found.values("recruiter_relation", "identification") == ["family", "unknown"]
    assert found.values("exploitation", "identification") == ["forced_labour", "sexual_exploitation"]


def test_nrm(tmp_path: Path) -> None:
    top = [
        "First responder type",
        "First responder",
        "Exploitation type",
        "Age at exploitation",
        "Gender",
        "Nationality",
    ]
    lines = [
        [*top, "People"],
        ["Police", "A force", "Labour & Criminal", "Child (17 or under)", "Female", "A", "3"],
        ["Police", "A force", "Sexual, Labour & Domestic", "Adult (18 or over)", "Not Recorded", "A", "1,002"],
        ["Police", "A force", "Total", "Total", "Total", "A", "1,005"],
    ]
    found = came(tmp_path, "nrm", export(tmp_path / "nrm.csv", lines), '[record.tally.fixed]\nperiod = "2022-Q4"\n')
    assert found.outcomes["tally"].counts.subtotal == 1
    assert found.values("identified", "tally") == [3, 1002]
    assert found.values("exploitation", "tally")[0] == "criminal_exploitation;forced_labour"

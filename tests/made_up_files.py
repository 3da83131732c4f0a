"""Reads what `simulate` wrote with Python's own csv module, so that tests can count it a second time."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from pipelines.simulate import Truth


def inbox(truth: Truth, source: str) -> list[Path]:
    root = truth.folder.parents[2]
    return sorted(path for path in (root / "sources" / source / "inbox").rglob("*") if path.is_file())


def read(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text), delimiter=delimiter)


def rows_of_clinic(truth: Truth) -> list[list[str]]:
    """All rows between the header and the total, in the order of delivery."""
    rows = []
    for path in inbox(truth, "legal_aid"):
        lines = list(read(path.read_text(encoding="cp1252"), ";"))
        assert lines[2][0] == "Expediente"
        assert lines[-1][0] == f"Total de casos: {len(lines) - 4}"
        rows += lines[3:-1]
    return rows


def rows_of_shelter(truth: Truth) -> list[dict[str, str]]:
    rows = []
    for path in inbox(truth, "shelter"):
        names, labels, *lines = openpyxl.load_workbook(path)["Cases"].iter_rows(values_only=True)
        assert labels[0] == "Case number"
        rows += [
            dict(zip(map(str, names), ("" if cell is None else str(cell) for cell in line), strict=True))
            for line in lines
        ]
    return rows


def good_of_clinic(truth: Truth) -> list[list[str]]:
    bad_cells = {"31/02/2023", "212", "sextorsión en grupo", "no"}
    last = {row[0]: row for row in rows_of_clinic(truth) if row[0]}
    return [row for row in last.values() if not bad_cells & set(row)]


def is_good_in_shelter(row: dict[str, str]) -> bool:
    return (
        row["con_Consent"] == "Yes"
        and row["x_AgeAtIntake"] != "-4"
        and row["cas_IncomingReferralDate"] != "31/02/2023"
        and "??" not in row["vic_TypeOfExploitation"]
    )


def tables_of_sheriff(truth: Truth, name: str) -> list[dict[str, str]]:
    paths = [path for path in inbox(truth, "sheriff") if path.stem == name]
    return [row for path in paths for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]


def tokens_of_sheriff(truth: Truth) -> list[str]:
    offences = tables_of_sheriff(truth, "NIBRS_OFFENSE")
    ours = {row["OFFENSE_ID"] for row in offences if row["OFFENSE_TYPE_ID"] in ("59", "60")}
    dates = {row["INCIDENT_ID"]: row["INCIDENT_DATE"] for row in tables_of_sheriff(truth, "NIBRS_incident")}
    found = {row["VICTIM_ID"] for row in tables_of_sheriff(truth, "NIBRS_VICTIM_OFFENSE") if row["OFFENSE_ID"] in ours}
    return [
        row["PERSON_TOKEN"]
        for row in tables_of_sheriff(truth, "NIBRS_VICTIM")
        if row["VICTIM_ID"] in found
        and row["SEX_CODE"] != "9"
        and row["AGE_NUM"] != "212"
        and not dates[row["INCIDENT_ID"]].startswith("31-FEB")
    ]

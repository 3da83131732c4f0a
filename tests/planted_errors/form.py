"""The file without an error, the declaration that it fits, and an equal Table Schema for other checkers."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.conform import Context
from schemas.community import Area
from schemas.source import Source

Rows = list[list[str]]

HEADER = ["No", "Intake date", "Age", "Age group", "Gender", "Exploitation", "Citizenship", "City", "Consent", "Token"]
WORDS = {
    "Age group": ("adult", "child"),
    "Gender": ("female", "male"),
    "Exploitation": ("labour", "sexual", "begging"),
    "Citizenship": ("Mexico", "Honduras", "Poland"),
    "City": ("Northtown", "Southtown"),
    "Consent": ("yes", "no"),
}
DATE, AGE, GROUP, GENDER, KINDS, COUNTRY, CITY, CONSENT, TOKEN = range(1, 10)
ROWS = 40


def good() -> Rows:
    """The header and forty rows in which nothing is wrong."""
    rows = []
    for at in range(ROWS):
        age = 14 + at
        group = "child" if age < 18 else "adult"
        day = f"2024-{at % 12 + 1:02}-{at % 28 + 1:02}"
        kinds = "labour;begging" if at % 5 == 0 else WORDS["Exploitation"][at % 3]
        who = [WORDS["Citizenship"][at % 3], WORDS["City"][at % 2], "yes"]
        rows.append([f"K{at + 100}", day, str(age), group, WORDS["Gender"][at % 2], kinds, *who, f"{at:032x}"])
    return [HEADER, *rows]


def text_of(rows: Rows, delimiter: str = ",") -> str:
    """The rows as a CSV text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def declared() -> Source:
    """What an organisation would declare about this file."""
    columns = {
        "person_token": "Token",
        "identified_on": "Intake date",
        "consent": "Consent",
        "age": "Age",
        "age_group": "Age group",
        "gender": "Gender",
        "citizenship_group": "Citizenship",
        "exploitation": {"header": "Exploitation", "split": ";"},
        "area": "City",
    }
    words = {"exploitation": {"labour": "forced_labour", "sexual": "sexual_exploitation", "begging": "forced_begging"}}
    return Source.model_validate(
        {
            "name": "shelter",
            "holder": "Made-up shelter",
            "kind": "shelter",
            "identity": "id",
            "agreement": {"legal_basis": "Made up"},
            "record": {"identification": {"id": "No", "columns": columns, "words": words}},
        }
    )


CONTEXT = Context("US", (Area("n", "Northtown", "city", "", None), Area("s", "Southtown", "city", "", None)))


def table_schema() -> dict[str, Any]:
    """The same rules as a Table Schema."""
    enums = {name: {"enum": list(WORDS[name])} for name in WORDS if name != "Exploitation"}
    kinds = "|".join(WORDS["Exploitation"])
    rules: dict[str, dict[str, Any]] = {
        "No": {"required": True},
        "Intake date": {"minimum": "1900-01-01"},
        "Age": {"minimum": 0, "maximum": 120},
        "Exploitation": {"pattern": f"({kinds})(;({kinds}))*"},
        "Token": {"pattern": "[0-9a-f]{32,128}"},
        **enums,
    }
    types = {"Intake date": "date", "Age": "integer"}
    fields = [{"name": name, "type": types.get(name, "string"), "constraints": rules.get(name, {})} for name in HEADER]
    return {"fields": fields, "primaryKey": ["No"], "missingValues": ["", "unknown"]}


@dataclass(frozen=True)
class Planted:
    """A file with one error: what it is, its bytes, and the codes of which one at least must be told."""

    name: str
    content: bytes
    codes: tuple[str, ...]
    ending: str = ".csv"

    def write(self, folder: Path) -> Path:
        """The file in a folder, under the name of the error."""
        path = folder / f"{self.name.replace(' ', '_')}{self.ending}"
        path.write_bytes(self.content)
        return path

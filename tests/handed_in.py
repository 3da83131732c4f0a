"""A small community whose one organisation hands in files, and a search for what should be nowhere any more."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq

from pipelines.conform import Outcome
from pipelines.project import Project
from pipelines.receive import Receipt
from pipelines.steps import Steps
from tests.command_line import make_project

DECLARED = """
holder = "Made-up House"
kind = "shelter"
identity = "id"
[agreement]
legal_basis = "made up"
keep_months = 12
{agreement}
[file]
encoding = "{encoding}"
delimiter = ";"
skip_rows = 1
[record.identification]
id = "Case"
[record.identification.columns]
identified_on = "Day"
gender = "Gender"
age_group = "Age"
person_token = "Token"
"""
HEADER = "House list;;;;\nCase;Day;Gender;Age;Token\n"
NOON = datetime(2025, 1, 15, 12, tzinfo=UTC).timestamp()


def token(letter: str) -> str:
    """A made-up keyed token."""
    return letter * 64


def row(case: str, day: str = "2024-03-04", gender: str = "F", letter: str = "a") -> str:
    return f"{case};{day};{gender};adult;{token(letter)}\n"


def make_house(folder: Path, agreement: str = "", encoding: str = "utf-8") -> Project:
    """A project with the sources clinic (that hands in nothing) and house."""
    project = make_project(folder)
    house = project.source_folder("hotline").rename(project.source_folder("house"))
    declared = DECLARED.format(agreement=agreement, encoding=encoding)
    (house / "source.toml").write_text(declared, encoding="utf-8")
    return Project(folder)


def put(project: Project, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = project.source_folder("house") / "inbox" / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def workbook(rows: str, other: str = "") -> bytes:
    """The same rows as a workbook, as a spreadsheet program writes it; `other`: a cell of a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in rows.splitlines():
        sheet.append(line.split(";"))
    if other:
        book.create_sheet("Notes").append([other])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def receive(project: Project) -> Receipt:
    """What a run does up to the linked records."""
    steps = Steps(Project(project.root))
    receipt = steps.receive("house", NOON)
    steps.conform("house")
    steps.link()
    return receipt


def outcome(project: Project, number: int) -> Outcome:
    steps = Steps(Project(project.root))
    [folder] = [path for path in steps.conformed_folders("house") if path.name.startswith(f"{number:04d}-")]
    return steps.outcomes("house", folder.name)[0]


def linked(project: Project) -> list[tuple[str, str]]:
    """Token letter and gender of every identification that is counted."""
    table = pq.read_table(project.data("linked") / "identification.parquet")
    rows = table.select(["person_token", "gender"]).to_pylist()
    return sorted((row["person_token"][0], row["gender"]) for row in rows)


def traces(root: Path, text: str) -> list[str]:
    """Every file below a folder in which a text stands: as bytes, zipped, or in the cells of a Parquet file."""
    needles = [text.encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            parts += [str(table.to_pydict()).encode(), str(pq.read_metadata(path).metadata).encode()]
        if any(needle in part for needle in needles for part in parts):
            found.append(path.relative_to(root).as_posix())
    return found

"""A small made-up community with canaries in its files: texts and numbers that must never come out again."""

import csv
import io
import os
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from pipelines.simulate import simulate
from pipelines.simulate.deliveries import DELIVERED_AT

PEOPLE, SEED = 400, 1
NAME, NUMBER = "Zyxwina Quellthorpe", "918273645"
CANARIES = (NAME, NUMBER)
# Parts, and as a program would write the number.
TRACES = (b"zyxwina", b"quellthorpe", b"918273645", b"918,273,645", b"9.18273645e")


def make_community(root: Path) -> None:
    """Declarations and filled inboxes, as they lie there before the first run."""
    simulate(root, PEOPLE, SEED)
    shutil.rmtree(root / "warehouse")


def plant(root: Path) -> None:
    """Canaries in every column of one file of each source, in its title lines, its footer and a column of its own."""
    for folder in sorted((root / "sources").iterdir()):
        declared = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
        first = sorted((folder / "inbox").iterdir())[0]
        if first.suffix == ".xlsx":
            _plant_in_workbook(first)
        for table in sorted(first.iterdir()) if first.is_dir() else [first]:
            if table.suffix == ".csv":
                _plant_in_text(table, declared.get("file", {}))


def _plant_in_text(path: Path, how: dict[str, str]) -> None:
    raw = path.read_bytes()
    encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else how.get("encoding", "utf-8")
    delimiter = how.get("delimiter") or (";" if raw.count(b";") > raw.count(b",") else ",")
    lines = list(csv.reader(io.StringIO(raw.decode(encoding)), delimiter=delimiter))
    above = int(how.get("skip_rows", 0))
    footer = [line for line in lines if line and line[0].startswith(how.get("footer", "\0"))]
    header = lines[above]
    rows = [line for line in lines[above + 1 :] if line not in footer]
    titles = [[f"{NAME} {NUMBER}"] for _ in range(above)]
    planted = [*rows, *_one_cell_each(max(rows, key=lambda row: sum(map(bool, row))))]
    noted = [[*row, f"{NAME}, {NUMBER}"] for row in planted if row]
    ends = [[line[0], NAME, NUMBER] for line in footer]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(
        [*titles, [*header, "Colour of the sheet"], *noted, *ends]
    )
    path.write_bytes(text.getvalue().encode(encoding))
    _back_in_time(path)


def _plant_in_workbook(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Cases"]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(3, values_only=True)]
    for row in _one_cell_each(max(rows, key=lambda row: sum(map(bool, row)))):
        sheet.append(row)
    sheet.cell(1, sheet.max_column + 1, "Colour of the sheet")
    for number in range(2, sheet.max_row + 1):
        sheet.cell(number, sheet.max_column, f"{NAME}, {NUMBER}")
    book.save(path)
    _back_in_time(path)


def _one_cell_each(row: list[str]) -> Iterator[list[str]]:
    """The row again and again, each time with a canary in another cell."""
    for place in range(len(row)):
        for canary in CANARIES:
            yield [*row[:place], canary, *row[place + 1 :]]


def _back_in_time(path: Path) -> None:
    os.utime(path, (DELIVERED_AT, DELIVERED_AT))


def dropped(root: Path) -> dict[str, bytes]:
    """Every file that was handed in, by its place below sources/, in inboxes and among the received."""
    found = [path for box in ("inbox", "received") for path in root.glob(f"sources/*/{box}/**/*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(found) if path.is_file()}


def public(root: Path) -> dict[str, bytes]:
    """Every public byte: the published tables and the pages."""
    folders = (root / "warehouse" / "_published", root / "dashboards" / "_site")
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}

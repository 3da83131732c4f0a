"""A workbook of all tables, for those who work in a spreadsheet: texts are never formulas, and nothing is hidden."""

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from pipelines.show.dataset import workbooks
from pipelines.show.listings import read_rows
from pipelines.show.offered import Offered
from pipelines.show.packed import pack
from pipelines.show.sheets import Sheet, Value, sheets_of

ALLOWED = "xlsx"
ORDER = 20
# Who made the file, with what and when: a workbook is read without them as well.
PROPERTIES = re.compile(r"<(?:Override|Relationship)\b[^>]*docProps/[^>]*/>")
NARROW, WIDE, WIDEST = 14, 30, 90


def write(offer: Offered, folder: Path) -> None:
    """A workbook in each language of the tables whose CSV files are in the folder."""
    paths = {name: folder / f"{name}.csv" for name in offer.release.tables}
    rows = {name: read_rows(path) for name, path in paths.items() if path.is_file()}
    for own in (offer, *offer.others):
        _write_book(sheets_of(own, rows), folder / workbooks(own.release)[own.texts.language])


def _write_book(sheets: Sequence[Sheet], path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write_sheet(book, sheet)
    written = io.BytesIO()
    book.save(written)
    pack(path, _members(written))


def _write_sheet(book: openpyxl.Workbook, sheet: Sheet) -> None:
    made = book.create_sheet(sheet.name)
    wraps = Alignment(wrap_text=True, vertical="top")
    for at, line in enumerate((*sheet.above, *([sheet.heads] if sheet.heads else ()), *sheet.lines), start=1):
        # Titles, and the heads of the table or of a part of the notes.
        is_head = at == 1 or (at == len(sheet.above) + 1 if sheet.heads else len(line) == 1 and at > 2)
        for column, value in enumerate(line, start=1):
            if value != "":
                cell = made.cell(at, column)
                _put(cell, value)
                if is_head:
                    cell.font = Font(bold=True)
                elif not sheet.heads:
                    cell.alignment = wraps
    if sheet.heads:
        made.freeze_panes = made.cell(len(sheet.above) + 2, 1)
    widths = [WIDE] + [NARROW] * (len(sheet.heads) - 1) if sheet.heads else [WIDE, WIDEST]
    for column, width in enumerate(widths, start=1):
        made.column_dimensions[get_column_letter(column)].width = width


def _put(cell: Any, value: Value) -> None:
    """A number as a number; a text as a text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value


def _members(written: io.BytesIO) -> Mapping[str, bytes]:
    """The parts of the workbook without its properties and without what points to them."""
    with ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist()) if not name.startswith("docProps/")}
    return {
        name: PROPERTIES.sub("", content.decode()).encode()
        if name.endswith((".rels", "[Content_Types].xml"))
        else content
        for name, content in parts.items()
    }

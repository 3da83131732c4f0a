"""Workbooks that are the same to the byte whenever they are made, and sheets that are easy to fill in."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

# The first moment that a ZIP archive can name; the day on which a template was made says nothing about it.
BEGINNING = (1980, 1, 1, 0, 0, 0)
WRITTEN_AT = "1980-01-01T00:00:00Z"
CORE = "docProps/core.xml"


def saved(book: Workbook) -> bytes:
    """The workbook as bytes, with fixed dates and its parts in a fixed order."""
    made = io.BytesIO()
    book.save(made)
    fixed = io.BytesIO()
    with ZipFile(made) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = source.read(name)
            if name == CORE:
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", WRITTEN_AT.encode(), content)
            entry = ZipInfo(name, BEGINNING)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return fixed.getvalue()


def fill(sheet: Any, rows: Iterable[Sequence[str]], widths: Sequence[int], *, has_header: bool = True) -> None:
    """Rows of text in a sheet; the header is bold and stays in sight, long texts are wrapped."""
    for row in rows:
        sheet.append(list(row))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=has_header and cell.row == 1)
    sheet.freeze_panes = "A2" if has_header else None

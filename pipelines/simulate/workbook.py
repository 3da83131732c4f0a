"""A plain XLSX workbook of one sheet, written row by row: the same rows always give the same bytes."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NAMESPACE = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = f"{_NAMESPACE}/spreadsheetml/2006/main"
_PACKAGE = f"{_NAMESPACE}/package/2006"
_OFFICE = f"{_NAMESPACE}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Spreadsheets count days from here.
_DAY_ZERO = date(1899, 12, 30)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Style 1 is a date; 14 is the number of the spreadsheet's own short date.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


class Workbook:
    """A sheet that takes rows until it is closed."""

    def __init__(
        self, path: Path, sheet: str, header: Iterable[Sequence[str]], dates: Sequence[int], numbers: Sequence[int]
    ) -> None:
        self._zip = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1)
        for name, text in _PARTS.items():
            self._zip.writestr(_entry(name), _HEAD + text)
        book = f'<sheets><sheet name="{escape(sheet)}" sheetId="1" r:id="r1"/></sheets>'
        self._zip.writestr(
            _entry("xl/workbook.xml"), f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{book}</workbook>'
        )
        self._part = self._zip.open(_entry("xl/worksheets/sheet1.xml"), "w")
        self._part.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
        self._kinds: dict[int, str] = dict.fromkeys(dates, "date") | dict.fromkeys(numbers, "number")
        self._write(header, {})

    def add(self, rows: Iterable[Sequence[str]]) -> int:
        """Write rows; how many there were."""
        return self._write(rows, self._kinds)

    def close(self) -> None:
        """Finish the workbook."""
        self._part.write(b"</sheetData></worksheet>")
        self._part.close()
        self._zip.close()

    def _write(self, rows: Iterable[Sequence[str]], kinds: dict[int, str]) -> int:
        lines = [f"<row>{''.join([_cell(text, kinds.get(at)) for at, text in enumerate(row)])}</row>" for row in rows]
        self._part.write("".join(lines).encode())
        return len(lines)


def _cell(text: str, kind: str | None) -> str:
    """A number or a day as such where it is one; everything else as the text that somebody typed."""
    if not text:
        return "<c/>"
    if kind == "number" and text.isdigit():
        return f"<c><v>{text}</v></c>"
    if kind == "date" and _DAY.fullmatch(text):
        return f'<c s="1"><v>{(date.fromisoformat(text) - _DAY_ZERO).days}</v></c>'
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _entry(name: str) -> ZipInfo:
    """A part of the archive with a fixed date, for equal bytes."""
    entry = ZipInfo(name, (2025, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry

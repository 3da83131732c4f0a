"""The parts of a workbook, tag by tag: each is one that a plain workbook of texts and numbers has."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache

import openpyxl
from openpyxl.styles import Alignment, Font

PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|"
    r"xl/styles\.xml|xl/theme/theme1\.xml|xl/worksheets/sheet\d+\.xml"
)
TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r'([\w:.]+)="([^"]*)"')
# What differs from workbook to workbook: places and values of cells, widths, the names and the number of sheets.
CELLS = re.compile(
    r'<row r="\d+">|</row>|<c r="[A-Z]+\d+"(?: s="\d")? t="(?:n|inlineStr)">|</c>|</?v>|</?is>|</?t>|'
    r'<t xml:space="preserve">|</?cols>|<dimension ref="A1:[A-Z]+\d+"/>|'
    r'<col width="(?:14|30|90)" customWidth="1" min="\d{1,2}" max="\d{1,2}"/>'
)
SHEET = re.compile(r'<sheet name="[^"]+" sheetId="\d+" state="visible" r:id="rId\d+"/>')
LISTED = re.compile(
    r'<Override PartName="/xl/worksheets/sheet\d+\.xml" ContentType="[^"]*worksheet\+xml"/>|'
    r'<Relationship Type="[^"]*/(?:worksheet|styles|theme)" Target="[\w./]+" Id="rId\d+"/>'
)
# How many styles there are: how many were used.
COUNT = re.compile(r' count="\d"')


def strange_parts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What a workbook holds beside the cells of its sheets, in words without any value."""
    usual = _usual()
    for name, content in parts.items():
        if not PARTS.fullmatch(name):
            yield "a part of another kind"
            continue
        text = content.decode("utf-8")
        kind = re.sub(r"\d+", "", name) if "sheet" in name else name
        tags = {_tag(found) for found in set(TAG.findall(text))}
        unknown = [tag for tag in tags if tag not in usual[kind] and not _may_differ(name, tag)]
        if unknown:
            yield f"what is no cell, in {'a sheet' if 'sheet' in name else name.rpartition('/')[2]}"
        between = "" if "worksheets" in name else "".join(TAG.split(text)).strip()
        outside = re.sub(r"<(t|v)\b[^>]*>[^<]*</\1>", "", text) if "worksheets" in name else ""
        if between or "".join(TAG.split(outside)).strip() or "<!" in text:
            yield "a text that is in no cell"


def _may_differ(name: str, tag: str) -> bool:
    if "worksheets" in name:
        return CELLS.fullmatch(tag) is not None
    return (SHEET if name == "xl/workbook.xml" else LISTED).fullmatch(tag) is not None


def _tag(text: str) -> str:
    """A tag however it is written: one space between attributes, none at the end, no number of styles."""
    return COUNT.sub("", re.sub(r"\s*(/?)>$", r"\1>", re.sub(r"\s+", " ", text)))


@cache
def _usual() -> Mapping[str, frozenset[str]]:
    """The tags of each part of a workbook that this auditor writes by itself, with the few styles that there are."""
    book = openpyxl.Workbook()
    notes, table = book.worksheets[0], book.create_sheet("table")
    for at, sheet in enumerate((notes, table), start=1):
        for bold, wraps in ((True, False), (False, True), (True, True), (False, False)):
            cell = sheet.cell(at + 2 * bold + wraps, 1, "text")
            if bold:
                cell.font = Font(bold=True)
            if wraps:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    table.freeze_panes = "A5"
    written = io.BytesIO()
    book.save(written)
    found: dict[str, frozenset[str]] = {}
    with zipfile.ZipFile(written) as archive:
        for name in archive.namelist():
            kind = re.sub(r"\d+", "", name) if "sheet" in name else name
            tags = {_tag(tag) for tag in TAG.findall(archive.read(name).decode()) if "docProps" not in tag}
            found[kind] = found.get(kind, frozenset()) | tags
    return found

"""The same small table as different programs write it into the parts of a workbook, with what is odd about each."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Style 0 is general, 1 Excel's own short date (14), 2 a date as LibreOffice and others write it out.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="[$-409]dd\\-mmm\\-yyyy;@"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/></cellXfs></styleSheet>'
)
# 2024-02-01 is day 45323 of the calendar from 1900, and day 43861 of the one from 1904 that old Macs use.
DAY, DAY_1904 = 45323, 43861
EXPECTED = [("Case", "Day", "Agreed"), ("007", "2024-02-01", "TRUE"), ("A & B", "2024-02-01", "FALSE")]


def workbook(rows: str, *, shared: str = "", dimension: str = "", is_1904: bool = False) -> bytes:
    """The parts of a workbook with one sheet; `rows`: what stands in its data."""
    sheet = f'<worksheet xmlns="{MAIN}">{dimension}<sheetData>{rows}</sheetData></worksheet>'
    since = '<workbookPr date1904="1"/>' if is_1904 else "<workbookPr/>"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/></Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{since}<sheets>'
        '<sheet name="Cases" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{part}')
    return file.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    said = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def inline(text: str) -> str:
    return f'<is><t xml:space="preserve">{text}</t></is>'


SHARED = "".join(f"<si><t>{text}</t></si>" for text in ("Case", "Day", "Agreed", "007"))
HEADS = (
    '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
)
BARE = "".join(f'<c t="inlineStr">{inline(text)}</c>' for text in EXPECTED[0])


def of_excel(day: int, style: int = 1) -> str:
    """Shared texts, one of them in parts of several fonts; a formula with its text; formatted rows without any data."""
    return (
        f'{HEADS}<row r="2" spans="1:3"><c r="A2" t="s"><v>3</v></c><c r="B2" s="{style}"><v>{day}</v></c>'
        '<c r="C2" t="b"><v>1</v></c></row><row r="3" spans="1:3"><c r="A3" t="s"><v>4</v></c>'
        f'<c r="B3" s="{style}"><f>TODAY()</f><v>{day}</v></c><c r="C3" t="b"><v>0</v></c></row>'
        '<row r="4" ht="15"><c r="A4" s="1"/><c r="B4" s="1"/></row><row r="900" customFormat="1" s="1"/>'
    )


RICH = f'{SHARED}<si><r><t>A </t></r><r><rPr><b/></rPr><t xml:space="preserve">&amp; B</t></r></si>'
WRITTEN: Mapping[str, bytes] = {
    "Excel": workbook(of_excel(DAY), shared=RICH, dimension='<dimension ref="A1:C900"/>'),
    "Excel, with a size that is too small": workbook(of_excel(DAY), shared=RICH, dimension='<dimension ref="A1"/>'),
    "Excel for Mac, days since 1904": workbook(of_excel(DAY_1904), shared=RICH, is_1904=True),
    "LibreOffice, a day in a format of its own": workbook(
        of_excel(DAY, 2) + '<row r="1048576" hidden="false" outlineLevel="0"/>', shared=RICH
    ),
    "a program that names no cell and no row": workbook(
        f"<row>{BARE}</row>"
        f'<row><c t="inlineStr">{inline("007")}</c><c s="1"><v>{DAY}</v></c><c t="b"><v>1</v></c></row>'
        f'<row><c t="inlineStr">{inline("A &amp; B")}</c><c t="d"><v>2024-02-01</v></c><c t="b"><v>0</v></c></row>'
    ),
    "a program that leaves out empty rows and hides the header": workbook(
        f'<row r="1" hidden="1">{BARE}</row><row r="4"><c r="A4" t="str"><f>TEXT(7,"000")</f><v>007</v></c>'
        f'<c r="B4" s="1"><v>{DAY}.0</v></c><c r="C4" t="b"><v>1</v></c></row><row r="9">'
        f'<c r="A9" t="inlineStr">{inline("A &amp; B")}</c><c r="B9" s="2"><v>{DAY}</v></c>'
        '<c r="C9" t="b"><v>0</v></c></row>'
    ),
}

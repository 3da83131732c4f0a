"""How a file is written, told by the file itself: for a draft that a person looks at, never for a declared source."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipelines.receive.decoded import BOMS, decoded
from pipelines.receive.separated import DELIMITERS, SeparatedFile
from pipelines.receive.workbook import Workbook
from schemas.problems import FileStopped
from schemas.source import FileFormat

TOP = 60
# Above the header stand a title and a warning at most; the header itself names nearly every column.
NEARLY_ALL = 0.7
# Letters that texts in Spanish and English hold; under the wrong encoding other signs stand in their place.
LETTERS = frozenset("áéíóúñüÁÉÍÓÚÑÜ¿¡ºª–—‘’“”")  # noqa: RUF001  # that is what the files hold
FOOTERS = ("total", "totales", "suma", "grand total")


def sniff(path: Path) -> FileFormat:
    """Encoding, delimiter or sheet, and the rows above the header."""
    if path.suffix.lower() == ".xlsx":
        how = _sheet(path)
    else:
        encoding = _encoding(path)
        how = _written(encoding, _delimiter(path, encoding))
    return how.model_copy(update={"skip_rows": _rows_above(top_rows(path, how))})


def top_rows(path: Path, how: FileFormat, count: int = TOP) -> list[list[str]]:
    """The first rows as they stand in the file."""
    whole = how.model_copy(update={"skip_rows": 0})
    return Workbook(path, whole).top(count) if path.suffix.lower() == ".xlsx" else SeparatedFile(path, whole).top(count)


def footer_of(texts: Sequence[str]) -> str:
    """How the row of totals at the end of a file begins, where there is one; `texts` are first cells."""
    for text in texts:
        start = text.strip().split()[:1]
        if start and start[0].casefold().rstrip(":") in FOOTERS:
            return start[0]
    return ""


def _written(encoding: str, delimiter: str) -> FileFormat:
    return FileFormat.model_validate({"encoding": encoding, "delimiter": delimiter})


def _encoding(path: Path) -> str:
    """UTF-8 where every byte fits it; of the two old ones that fit, the one under which letters come out."""
    with path.open("rb") as file:
        start = file.read(3)
    for mark, (told, _) in BOMS.items():
        if start.startswith(mark):
            return told
    fitting = {}
    for encoding in ("utf-8", "cp1252", "mac-roman"):
        try:
            signs = Counter(sign for piece in decoded(path, encoding) for sign in piece if not sign.isascii())
        except FileStopped:
            continue
        if encoding == "utf-8":
            return encoding
        fitting[encoding] = sum(count for sign, count in signs.items() if sign in LETTERS)
    return max(fitting, key=lambda name: fitting[name], default="utf-8")


def _delimiter(path: Path, encoding: str) -> str:
    """The one by which most rows have equally many cells, and more than one."""
    points = {}
    for delimiter in DELIMITERS:
        try:
            rows = SeparatedFile(path, _written(encoding, delimiter)).top(TOP)
        except FileStopped:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, times = max(widths.items(), key=lambda pair: pair[::-1], default=(0, 0))
        points[delimiter] = (times, width)
    return max(points, key=lambda delimiter: points[delimiter], default=",")


def _sheet(path: Path) -> FileFormat:
    """The sheet with the most filled rows at its top; the first one needs no name."""
    names = sheet_names(path)
    filled = {}
    for name in names:
        rows = top_rows(path, FileFormat(sheet=name))
        filled[name] = sum(len([cell for cell in row if cell.strip()]) > 1 for row in rows)
    best = max(filled, key=lambda name: filled[name], default=None)
    return FileFormat(sheet=best)


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook in their order."""
    from openpyxl import load_workbook  # noqa: PLC0415  # only workbooks need it

    Workbook(path, FileFormat()).top(1)  # says what is wrong with a file that is no workbook
    book = load_workbook(path, read_only=True)
    try:
        return [sheet.title for sheet in book.worksheets]
    finally:
        book.close()


def _rows_above(rows: list[list[str]]) -> int:
    """How many rows stand above the first that names nearly every column."""
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    most = max(filled, default=0)
    return next((at for at, count in enumerate(filled) if count >= max(1, NEARLY_ALL * most)), 0)

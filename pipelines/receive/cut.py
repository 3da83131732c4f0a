"""A copy of a file without some of its columns: row for row the same otherwise, in the encoding that is declared."""

import codecs
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv

from pipelines.receive.grid import TOO_MANY, Grid
from pipelines.receive.headers import read_headers
from pipelines.receive.separated import SeparatedFile
from schemas.source import FileFormat

FILLER = "-"


def cut_columns(path: Path, how: FileFormat, places: Collection[int], target: Path) -> None:
    """Write `target`, the file at `path` without the columns at these places (from 0).

    Rows with cells too many or too few are kept as such, but without what they hold: which cell belongs to which
    column cannot be known there. Of a workbook only the sheet that is read is written.
    """
    if path.suffix.lower() == ".xlsx":
        _cut_workbook(path, how, frozenset(places), target)
    else:
        _cut_text(path, how, frozenset(places), target)


def _cut_text(path: Path, how: FileFormat, places: frozenset[int], target: Path) -> None:
    plain = how.model_copy(update={"skip_where": {}})
    count = how.skip_rows + how.header_rows
    file = SeparatedFile(path, plain)
    top = file.top(count)
    width = read_headers(top, plain, path.name, is_strict=False).width
    kept = [place for place in range(width.columns) if place not in places]
    marks = {"utf-8": codecs.BOM_UTF8, "utf-16": codecs.BOM_UTF16_LE}
    with path.open("rb") as original:
        mark = marks.get(how.encoding, b"")
        has_mark = how.encoding == "utf-16" or original.read(len(mark)) == mark
    encoding = "utf-16-le" if how.encoding == "utf-16" else how.encoding
    with target.open("wb") as out:
        out.write(mark if has_mark else b"")
        out.write(_lines([[how.comment]] * file.above, how.delimiter).decode().encode(encoding))
        out.write(_lines(_kept_cells(top, places), how.delimiter).decode().encode(encoding))
        for grid in file.grids(width, file.above + count + 1):
            out.write(_grid_lines(grid, kept, width.needs, how).decode().encode(encoding))


def _kept_cells(rows: Sequence[Sequence[str]], places: frozenset[int]) -> Iterator[list[str]]:
    for row in rows:
        yield [cell for place, cell in enumerate(row) if place not in places]


def _grid_lines(grid: Grid, kept: Sequence[int], needs: int, how: FileFormat) -> bytes:
    """The rows of a grid; runs between odd ones are written by Arrow at once."""
    parts, start = [], 0
    for place in [*sorted(grid.odd), len(grid)]:
        if place > start:
            columns = [grid.columns[at].slice(start, place - start) for at in kept]
            parts.append(_written(columns, how.delimiter))
        if place < len(grid):
            left = sum(at < needs for at in kept)
            cells = len(kept) + 1 if grid.odd[place] == TOO_MANY else max(1, left - 1)
            first = next((text for column in grid.columns if (text := column[place].as_py().strip())), "")
            filler = next((text for text in how.footer if first.startswith(text)), FILLER if first else "")
            parts.append(_lines([[filler] + [FILLER if first else ""] * (cells - 1)], how.delimiter))
        start = place + 1
    return b"".join(parts)


def _lines(rows: Any, delimiter: str) -> bytes:
    """Rows of any width, every cell in quotes."""
    text = (delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\r\n" for row in rows)
    return "".join(text).encode()


def _written(columns: Sequence[Any], delimiter: str) -> bytes:
    sink = pa.BufferOutputStream()
    table = pa.table(list(columns), [str(at) for at in range(len(columns))])
    options = arrow_csv.WriteOptions(
        include_header=False, delimiter=delimiter, quoting_style="all_valid", batch_size=16384
    )
    arrow_csv.write_csv(table, sink, options)
    return bytes(sink.getvalue().to_pybytes())


def _cut_workbook(path: Path, how: FileFormat, places: frozenset[int], target: Path) -> None:
    """Values, and the formats of dates and numbers, of the one sheet; formulas become what was saved with them."""
    import openpyxl  # noqa: PLC0415  # it takes longer to load than most files to read
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # the same

    from pipelines.receive.workbook import Workbook  # noqa: PLC0415  # the same

    Workbook(path, how).top(1)  # stops here where it is none that can be read
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheet = book[how.sheet] if how.sheet else book.worksheets[0]
        sheet.reset_dimensions()
        copy = openpyxl.Workbook(write_only=True)
        written = copy.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            cells = []
            for place, cell in enumerate(row):
                if place not in places:
                    new = WriteOnlyCell(written, value=cell.value)  # type: ignore[arg-type]  # any value of a cell will do
                    if isinstance(cell.value, str):
                        new.data_type = "s"  # a text that begins with "=" is no formula
                    elif cell.value is not None:
                        new.number_format = cell.number_format
                    cells.append(new)
            written.append(cells)
        copy.save(target)

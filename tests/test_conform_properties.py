"""Two thousand files after accidents, through `tipstats check`: never a traceback, never a value, never a lost row."""

import contextlib
import csv
import io
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.commands.check import command
from pipelines.project import CHECKOUT, Project
from schemas.problems import Mistake

PROJECT = Project(CHECKOUT)
CANARY = "Zilpha Quarrington"
TOLD = re.compile(r"(\d+) rows read, (\d+) accepted, (\d+) waiting, (\d+) repeated, (\d+) blank\.")
Grid = list[list[str]]

# What stands in cells where somebody slipped, and what breaks programs that were not written for it.
SLIPS = st.sampled_from(
    [
        *("", " ", CANARY, f"{CANARY};{CANARY}", "NA", "n/a", "refused", "not asked;refused", "yes", "no", "0", "1"),
        *("-1", "999", "1,432", "9" * 30, "1e308", "nan", "17.5", "½", "2024-02-30", "31/02/2023", "2024", "2024-05"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "18-JAN-18", "64A", "59", "59;60", "F", "ab" * 32),
        *("=1+1", "a\nb", 'say "x"', "\u202e\u200b", "e\u0301", "\ufeff", "١٢", "|", ";", ",", "\t", "{0}", "%s"),
    ]
)


@dataclass(frozen=True, eq=False)
class Sample:
    """The file of a source, or one table of its delivery, as a grid of text; `write` makes it a file again."""

    source: str
    grid: Grid
    above: int
    encoding: str
    delimiter: str
    table: Path | None = None


def declared(source: str) -> tuple[str, str, int]:
    how = PROJECT.sources[source].file
    return how.encoding, how.delimiter, how.skip_rows + how.header_rows


@cache
def samples(source: str) -> tuple[Sample, ...]:
    """The first rows of every file of the sample of a source."""
    encoding, delimiter, above = declared(source)
    found = []
    for path in sorted((CHECKOUT / "sources" / source / "sample").rglob("*.*")):
        if path.suffix == ".xlsx":
            lines = openpyxl.load_workbook(path)["Cases"].iter_rows(values_only=True)
            grid = [["" if cell is None else str(cell) for cell in line] for line in lines]
        else:
            text = path.read_bytes().decode(encoding).removeprefix("\ufeff")
            grid = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        table = path if path.parent.name != "sample" else None
        found.append(Sample(source, grid[: above + 12], above, encoding, delimiter, table))
    return tuple(found)


def text_of(sample: Sample, grid: Grid) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=sample.delimiter).writerows(grid)
    return stream.getvalue().encode(sample.encoding, errors="replace")


def workbook_of(_: Sample, grid: Grid) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Cases")
    for row in grid:
        sheet.append([openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_canaries(sample: Sample) -> Grid:
    """The sample with one row more, in which every cell is a canary."""
    width = len(sample.grid[sample.above - 1])
    return [*sample.grid[: sample.above], [CANARY] * width, *sample.grid[sample.above :]]


@st.composite
def slipped(draw: st.DrawFn, sample: Sample) -> Grid:
    """Cells overwritten, and then one accident that meets a whole row or column, in half of the files."""
    grid = [list(row) for row in with_canaries(sample)]
    rows = st.integers(sample.above, len(grid) - 1)
    for _ in range(draw(st.integers(0, 12))):
        row = grid[draw(rows)]
        if row:
            row[draw(st.integers(0, len(row) - 1))] = draw(SLIPS)
    at, text, times = draw(rows), draw(SLIPS), draw(st.integers(1, 15))
    column = draw(st.integers(0, len(grid[sample.above - 1]) - 1))
    above, below = grid[: sample.above], grid[sample.above :]
    accidents: list[Callable[[], Grid]] = [
        lambda: grid,
        lambda: [*grid[:at], *[list(grid[at])] * times, *grid[at:]],
        lambda: [*grid[:at], grid[at][:column], *grid[at + 1 :]],
        lambda: [*grid[:at], [""] * len(grid[at]), *grid[at + 1 :]],
        lambda: [row[:column] + row[column + 1 :] for row in grid],
        lambda: [row[column:] + row[:column] for row in grid],
        lambda: [*above[:-1], [name.upper() for name in above[-1]], *below],
        lambda: [*above, *([*row[:column], text, *row[column + 1 :]] for row in below)],
        lambda: above,
    ]
    return draw(st.sampled_from([accidents[0]] * 8 + accidents))()


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Bytes cut, doubled, overwritten or joined with something else."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 60)))
        accident = draw(st.sampled_from([b"", content[start:end] * 2, b'"', b",", b";", b"\n", b"\r", b"\0", b"\xff"]))
        content = content[:start] + (accident or draw(st.binary(max_size=5))) + content[end:]
    return content[: draw(st.sampled_from([len(content)] * 3 + [len(content) // 2]))]


def check(sample: Sample, content: bytes, ending: str) -> int:
    """`tipstats check` on the file; what it says balances, and holds no value of a row. How often it said so."""
    out = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"drop{ending}"
        if sample.table is not None:
            file = Path(folder) / "delivery"
            file.mkdir()
            for table in sample.table.parent.iterdir():
                (file / table.name).write_bytes(content if table == sample.table else table.read_bytes())
        else:
            file.write_bytes(content)
        with contextlib.redirect_stdout(out):
            try:
                command.main([str(file), "--source", sample.source], "check", standalone_mode=False, obj=PROJECT)
            except Mistake as mistake:
                print(mistake, *mistake.problems, sep="\n")
    text = out.getvalue()
    assert "Zilpha" not in text
    assert "Quarrington" not in text
    for numbers in TOLD.findall(text):
        read, *became = map(int, numbers)
        assert read == sum(became)
    return len(TOLD.findall(text))


def accounted(
    source: str, examples: int, write: Callable[[Sample, Grid], bytes], ending: str = ".csv", *, damage: bool
) -> None:
    """That many files of the source, each with accidents of its own."""
    whole = cache(lambda sample: write(sample, with_canaries(sample)))
    balanced = 0

    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data(), st.sampled_from(samples(source)))
    def holds(data: st.DataObject, sample: Sample) -> None:
        nonlocal balanced
        content = data.draw(damaged(whole(sample))) if damage else write(sample, data.draw(slipped(sample)))
        balanced += check(sample, content, ending)

    holds()
    assert balanced > examples / 20, "most files were stopped before their rows could be counted"


@pytest.mark.parametrize(
    ("source", "examples"),
    [("city_police", 400), ("legal_aid", 230), ("household_survey", 260), ("sheriff", 20)],
)
def test_files_in_which_somebody_slipped(source: str, examples: int) -> None:
    accounted(source, examples, text_of, damage=False)


@pytest.mark.parametrize(
    ("source", "examples"),
    [("city_police", 330), ("legal_aid", 300), ("household_survey", 280), ("sheriff", 20)],
)
def test_files_that_were_damaged(source: str, examples: int) -> None:
    accounted(source, examples, text_of, damage=True)


def test_workbooks_in_which_somebody_slipped() -> None:
    accounted("shelter", 120, workbook_of, ".xlsx", damage=False)


def test_workbooks_that_were_damaged() -> None:
    accounted("shelter", 120, workbook_of, ".xlsx", damage=True)

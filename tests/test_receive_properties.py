"""Whatever is handed in: text comes back exactly, and every row of any file at all is accounted for."""

import csv
import io
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.receive import Counts, read_rows
from pipelines.receive.quotes import Look
from schemas.problems import FileStopped
from schemas.source import FileFormat

CANARY = "Zilpha"
PIECES = st.sampled_from([1, 2, 3, 7, 16, 64, 4 << 20])
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
TOKENS = [*'ab,," \n\ré\ufeff\u3000', ",", '""', "\r\n", '"x"', '"x,y"', "p,q\n", '"\n"', '" ', ' "', ',"']
PIECEMEAL = st.lists(st.sampled_from(TOKENS), max_size=20).map("".join)
FORMATS = st.builds(
    FileFormat,
    encoding=st.sampled_from(["utf-8"] * 6 + ["utf-16", "cp1252", "mac-roman"]),
    delimiter=st.sampled_from([*",,,,;\t"]),
    skip_rows=st.integers(0, 2),
    header_rows=st.integers(1, 3),
    header=st.sampled_from(["first", "last", "joined"]),
    footer=st.sampled_from([(), ("Total", "Source")]),
    max_lines_in_cell=st.integers(1, 4),
)
SAMPLE = (
    f'Title\nname,age,"place, town"\n{CANARY},17,"a ""b"" c"\n\nx,1,"two\nlines"\r\nTotal,18,\nSource: {CANARY}\n'
).encode()


def outcome(content: bytes, how: FileFormat, name: str = "in.csv") -> tuple[list[Any], Counts] | list[str]:
    """All rows and counts of a file, or the codes of what stopped it; any other exception fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            reader = read_rows(path, how)
            rows = [tuple(row.values()) for row in reader.table().to_pylist()]
        except FileStopped as stopped:
            texts = [str(problem) for problem in stopped.problems]
            assert not any(CANARY in text for text in texts)
            return sorted(problem.code for problem in stopped.problems)
    counts = reader.counts
    assert counts.read == counts.delivered + counts.rejected + counts.blank
    assert counts.delivered == len(rows)
    assert counts.rejected == len(list(reader.rejected))
    assert len({row[0] for row in rows} | {row for row, _ in reader.rejected}) == len(rows) + counts.rejected
    assert not any(CANARY in str(problem) for _, problem in reader.rejected)
    return rows, counts


@st.composite
def mutated(draw: st.DrawFn, content: bytes) -> bytes:
    """A valid file after a few accidents: cut, doubled, overwritten, or joined with something else."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 40)))
        accident = draw(st.sampled_from([b"", content[start:end] * 2, b'"', b",", b"\n", b"\0", b"\xff"]))
        content = content[:start] + draw(st.just(accident) | st.binary(max_size=6)) + content[end:]
    return content[: draw(st.integers(0, len(content)) | st.just(len(content)))]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["name", "age"], [CANARY, 17], [], ["x", 1.5, "beyond"]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


WORKBOOK = workbook()


@settings(max_examples=500, deadline=None, derandomize=True)
@given(
    st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1)),
    st.sampled_from([(csv.QUOTE_MINIMAL, "\r\n"), (csv.QUOTE_ALL, "\n"), (csv.QUOTE_ALL, "\r")]),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    PIECES,
)
def test_any_grid_of_text_comes_back_exactly(
    grid: list[list[str]], style: tuple[int, str], delimiter: str, codec: str, piece: int
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=style[0], lineterminator=style[1])  # type: ignore[arg-type]  # a constant of csv
    writer.writerow([f"c{place}" for place in range(len(grid[0]))])
    writer.writerows(grid)
    how = FileFormat(
        encoding="utf-16" if codec == "utf-16" else "utf-8",
        delimiter=delimiter,  # type: ignore[arg-type]  # one of the four
        max_lines_in_cell=100,
    )
    with patch("pipelines.receive.decoded.PIECE", piece):
        found = outcome(stream.getvalue().encode(codec), how)
    filled = [(row, *cells) for row, cells in enumerate(grid, 2) if any(cell.strip() for cell in cells)]
    blank = len(grid) - len(filled)
    assert found == (filled, Counts(len(grid), len(filled), 0, blank, 0))


@settings(max_examples=700, deadline=None, derandomize=True)
@given(PIECEMEAL, PIECES, st.integers(1, 3))
def test_both_ways_of_splitting_agree_on_any_text(text: str, piece: int, most_lines: int) -> None:
    """The fast way in blocks of any size, and the csv module over the whole file, see the same rows and mistakes."""
    content = f"p,q\n{text}".encode()
    how = FileFormat(max_lines_in_cell=most_lines)
    with patch("pipelines.receive.separated.look", lambda *_, **__: Look(0, is_wild=True)):
        strict = outcome(content, how)
    with patch("pipelines.receive.decoded.PIECE", piece):
        assert outcome(content, how) == strict


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.binary(max_size=200), FORMATS, PIECES)
def test_any_bytes_at_all_are_stopped_or_accounted_for(content: bytes, how: FileFormat, piece: int) -> None:
    with patch("pipelines.receive.decoded.PIECE", piece):
        outcome(content, how)


@settings(max_examples=900, deadline=None, derandomize=True)
@given(mutated(SAMPLE), FORMATS, PIECES)
def test_any_damaged_file_is_stopped_or_accounted_for(content: bytes, how: FileFormat, piece: int) -> None:
    with patch("pipelines.receive.decoded.PIECE", piece):
        outcome(content, how)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(mutated(WORKBOOK), FORMATS)
def test_any_damaged_workbook_is_stopped_or_accounted_for(content: bytes, how: FileFormat) -> None:
    outcome(content, how, "in.xlsx")

"""Kept originals without the rows of records that were taken back: every other byte of a text file stays as it was."""

import csv
import io
import shutil
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pipelines.receive.comments import below_comments
from pipelines.receive.decoded import decoded
from pipelines.receive.headers import read_headers
from pipelines.receive.inbox import files_of
from pipelines.receive.separated import LONGEST_ROW
from pipelines.submissions.stones import Judge
from pipelines.submissions.workbook import cut_workbook
from schemas.problems import FileStopped
from schemas.source import FileFormat

# clean: nothing to take out; cut: written to the target without it; unsafe: it cannot be said what to take out
Cut = Literal["clean", "cut", "unsafe"]
Judging = Callable[[Sequence[str]], Judge]
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
CODECS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def cut_original(path: Path, target: Path, how: FileFormat, judging: Judging) -> Cut:
    """Write an original, a file or a folder of tables, to `target` without the rows that are judged to go."""
    if not path.is_dir():
        return _cut_file(path, target, how, judging)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(path, target)
    found = {_cut_file(file, target / file.name, how, judging) for file in files_of(path)}
    for worst in ("unsafe", "cut"):
        if worst in found:
            return worst
    return "clean"


def _cut_file(path: Path, target: Path, how: FileFormat, judging: Judging) -> Cut:
    try:
        if path.suffix.lower() == ".xlsx":
            return cut_workbook(path, target, how, judging)
        return _cut_text(path, target, how, judging)
    except (FileStopped, csv.Error):
        return "unsafe"


def _cut_text(path: Path, target: Path, how: FileFormat, judging: Judging) -> Cut:
    text = "".join(decoded(path, how.encoding))
    lines = list(io.StringIO(text, newline=""))
    rows, ends = _rows(lines, how)
    heads, above = below_comments(iter(rows), how.comment, how.skip_rows + how.header_rows)
    top = above + len(heads)
    headers = read_headers(heads, how, path.name, is_strict=False)
    judge = judging(headers.names)
    kept = [at < top or not judge(row) for at, row in enumerate(rows)]
    if all(kept):
        return "clean"
    whole = "".join(
        "".join(lines[start:end]) for (start, end), keep in zip(pairwise([0, *ends]), kept, strict=True) if keep
    )
    if len(_rows(list(io.StringIO(whole, newline="")), how)[0]) != sum(kept):
        return "unsafe"
    start = path.read_bytes()[:3]
    bom = next((mark for mark in BOMS if start.startswith(mark)), b"")
    target.write_bytes(bom + whole.encode(CODECS.get(bom, how.encoding)))
    return "cut"


def _rows(lines: list[str], how: FileFormat) -> tuple[list[list[str]], list[int]]:
    """The rows of a text, and after how many lines each of them ends."""
    csv.field_size_limit(LONGEST_ROW)
    reader = csv.reader(lines, delimiter=how.delimiter, strict=True)
    rows, ends = [], []
    for row in reader:
        rows.append(row)
        ends.append(reader.line_num)
    return rows, ends

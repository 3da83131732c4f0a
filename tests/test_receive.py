"""What receive reads from files as providers write them, and what it says about those that cannot be read."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.receive import Reader, read_rows
from schemas.problems import FileStopped
from schemas.source import FileFormat

CANARY = "Zilpha Quarrington"


def reading(tmp_path: Path, content: str | bytes, name: str = "drop.csv", **how: Any) -> Reader:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_rows(path, FileFormat(**how))


def rows(reader: Reader) -> list[tuple[object, ...]]:
    """Every row with its number, and a look at the equation."""
    found = [tuple(row.values()) for row in reader.table().to_pylist()]
    counts = reader.counts
    assert counts.read == len(found) + counts.rejected + counts.blank
    assert counts.skipped <= counts.blank
    return found


def stopped(tmp_path: Path, content: str | bytes, name: str = "drop.csv", **how: Any) -> str:
    """What a file that cannot be read is told; never a cell of it."""
    with pytest.raises(FileStopped) as caught:
        rows(reading(tmp_path, content, name, **how))
    text = "\n".join(map(str, caught.value.problems))
    assert CANARY not in text + str(caught.value)
    return text


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
        ("mac-roman", "mac-roman"),
    ],
)
def test_every_encoding_delimiter_and_line_end(
    tmp_path: Path, encoding: str, codec: str, delimiter: str, line_end: str
) -> None:
    lines = [["name", "città"], ["José", " x "], ["", ""], [f'"a{delimiter}b"', '"say ""é"""']]
    content = line_end.join(delimiter.join(line) for line in lines) + line_end
    reader = reading(tmp_path, content.encode(codec), encoding=encoding, delimiter=delimiter)
    assert reader.headers == ("name", "città")
    assert rows(reader) == [(2, "José", " x "), (4, f"a{delimiter}b", 'say "é"')]


def test_utf_16_in_the_other_byte_order(tmp_path: Path) -> None:
    assert rows(reading(tmp_path, b"\xfe\xff" + "a,b\né,2".encode("utf-16-be"), encoding="utf-16")) == [(2, "é", "2")]


def test_line_ends_may_be_mixed_and_the_last_may_be_missing(tmp_path: Path) -> None:
    assert rows(reading(tmp_path, "a,b\r\n1,2\r3,4\n5,6")) == [(2, "1", "2"), (3, "3", "4"), (4, "5", "6")]


def test_a_quoted_line_break_starts_no_row(tmp_path: Path) -> None:
    reader = reading(tmp_path, 'a,b\n"1\nand more\r\nand more",2\n3,4\n')
    assert rows(reader) == [(2, "1\nand more\r\nand more", "2"), (3, "3", "4")]


def test_titles_blank_rows_totals_and_footer(tmp_path: Path) -> None:
    content = "County office,\n,\nname,n\nx,1\n , \n\n,,,\nTotal,3\ny,2\n\nSource: us\nz,9\n,\n"
    reader = reading(tmp_path, content, skip_rows=2, footer="Source", skip_where={"name": "Total"})
    assert rows(reader) == [(4, "x", "1"), (9, "y", "2")]
    counts = reader.counts
    assert (counts.read, counts.blank, counts.skipped) == (2 + 4 + 1 + 3, 4 + 1 + 3, 1 + 3)


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("first", ("Person", "also", "Place", "to")),
        ("last", ("age", "sex", "area", "to")),
        ("joined", ("Person / age", "also / sex", "Place / area", "Place / to")),
    ],
)
def test_several_header_rows(tmp_path: Path, header: str, names: tuple[str, ...]) -> None:
    upper = "Person,also,Place," + ("to" if header == "first" else "")
    reader = reading(tmp_path, f"{upper}\nage,sex,area,to\n1,2,3,4\n", header_rows=2, header=header)
    assert reader.headers == names
    assert rows(reader) == [(3, "1", "2", "3", "4")]


def test_uneven_rows_are_rejected_by_number_and_nothing_else_is(tmp_path: Path) -> None:
    reader = reading(tmp_path, f"a,b\n1,2\n{CANARY}\n1,2,,\n1,2,{CANARY}\n5,6\n")
    assert rows(reader) == [(2, "1", "2"), (4, "1", "2"), (6, "5", "6")]
    told = [(row, problem.code, problem.row) for row, problem in reader.rejected]
    assert told == [(3, "TIP-E111", 3), (5, "TIP-E110", 5)]
    assert CANARY not in "".join(str(problem) for _, problem in reader.rejected)


def test_a_column_without_header_is_left_out_and_said(tmp_path: Path) -> None:
    reader = reading(tmp_path, f"a,,b,\n1,{CANARY},2,\n3,,4\n")
    assert rows(reader) == [(2, "1", "2"), (3, "3", "4")]
    (note,) = reader.notes
    assert (note.code, note.column, note.count) == ("TIP-E112", "B", 1)


def test_a_column_called_row_does_not_hide_the_row_number(tmp_path: Path) -> None:
    reader = reading(tmp_path, "row,a\n70,1\n")
    assert reader.table().to_pylist() == [{"row": 2, "row (of the file)": "70", "a": "1"}]
    assert [note.code for note in reader.notes] == ["TIP-E118"]


def test_a_header_alone_is_a_file_of_no_rows(tmp_path: Path) -> None:
    assert rows(reading(tmp_path, "a,b")) == []


def test_words_that_look_like_nothing_stay_words(tmp_path: Path) -> None:
    assert rows(reading(tmp_path, "a,b\nNA,null\nNaN,007\n")) == [(2, "NA", "null"), (3, "NaN", "007")]


@pytest.mark.parametrize(
    ("content", "how", "says"),
    [
        (
            b"a,b\n\xe9,1\n",
            {},
            "TIP-E101 drop.csv: line 2 holds a byte that is not utf-8. Save the file as utf-8, or de",
        ),
        (b"a,b\r\n1,2\r\n\x81,1\n", {"encoding": "cp1252"}, "line 3 holds a byte that is not cp1252. Save the file as"),
        (b"\xff\xfea\x00", {}, 'declare encoding = "utf-16"'),
        (b"\xef\xbb\xbfa,b\n1,2", {"encoding": "cp1252"}, 'declare encoding = "utf-8"'),
        (b"a,b\n1,2", {"encoding": "utf-16"}, 'declare encoding = "utf-8"'),
        (b"a,b\n1,2\n1,\x002", {}, "line 3 holds a NUL character"),
        ("a;b;c\n1;2;3", {}, "it would be by a semicolon"),
        ('"a";"b"\n"1";"2"', {}, "it would be by a semicolon"),
        ("a\tb\n1\t2", {"delimiter": "|"}, "not split by a vertical bar, but it would be by a TAB"),
        ("", {}, "no header"),
        ("\n\n", {}, "no header"),
        ("a,b\n", {"skip_rows": 3}, "no header"),
        (",,\n1,2,3", {}, "no header"),
        ("age,sex,age\n1,2,3", {}, "columns A, C have the same header"),
        (f"{CANARY},17,{CANARY}\n1,2,3", {}, "columns A, C have the same header"),
        (",".join(f"c{n}" for n in range(2001)), {}, "2001 columns"),
        (f'a,b\n1,2\n3,"{CANARY}\n' + "4,5\n" * 99, {}, "TIP-E108 drop.csv, row 3"),
        (f'a,b\n1,2\n3,"{CANARY}', {}, "TIP-E108 drop.csv, row 3"),
        (f'a,b\n1,"{CANARY}"x\n', {}, "TIP-E108 drop.csv, row 2"),
        ('a,b\n1,"' + "line\n" * 60 + '"\n', {}, "TIP-E108 drop.csv, row 2"),
        ("a,b\n1,2\n", {"skip_where": {"kind": "Total"}}, 'column "kind": skip_where'),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    tmp_path: Path, content: str | bytes, how: dict[str, Any], says: str
) -> None:
    assert says in stopped(tmp_path, content, **how)


def test_a_row_without_end_is_not_read_into_memory(tmp_path: Path) -> None:
    assert "TIP-E109" in stopped(tmp_path, "a,b\n" + "x" * (24 << 20))


def test_blocks_of_a_large_file_keep_rows_whole_and_numbered(tmp_path: Path) -> None:
    """Over several blocks and chunks, with quotes of every kind, both ways of reading give the same."""
    cells = ["plain", '"with, comma"', '"two\nlines"', '"say ""no"""', "é" * 40, '""']
    count = 150_000
    lines = [f"{n},{cells[n % len(cells)]}" for n in range(count)]
    reader = reading(tmp_path, "\n".join(["id,text", *lines]))
    chunks = list(reader.chunks())
    assert max(map(len, chunks)) <= 65_536
    assert [row for chunk in chunks for row in chunk["row"].to_pylist()] == list(range(2, count + 2))
    assert [int(value) for chunk in chunks for value in chunk["id"].to_pylist()] == list(range(count))
    wild = reading(tmp_path, "\n".join(["id,text", *lines, 'x,a "wild" quote']), name="wild.csv")
    fast = [text for chunk in chunks for text in chunk["text"].to_pylist()]
    assert wild.table()["text"].to_pylist() == [*fast, 'a "wild" quote']

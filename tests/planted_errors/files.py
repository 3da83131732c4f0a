"""Errors in the file as a whole: its bytes, its header, its rows, and its quotes."""

import io
import zipfile
from collections.abc import Callable

from tests.planted_errors.form import GENDER, HEADER, Planted, Rows, good, text_of


def planted_files() -> list[Planted]:
    """Every error of a file as a whole."""
    return [*_bytes(), *_headers(), *_rows(), *_lines()]


def _bytes() -> list[Planted]:
    text = text_of(good())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("cases.csv"), text)
    accent = text.replace("Northtown", "São Northtown")
    return [
        Planted("empty file", b"", ("TIP-E105",)),
        Planted("utf-16", text.encode("utf-16"), ("TIP-E102",)),
        Planted("utf-16 without a mark", text.encode("utf-16-le"), ("TIP-E103", "TIP-E150")),
        Planted("windows accents", accent.encode("cp1252"), ("TIP-E101",)),
        Planted("byte that is no letter", text.encode().replace(b"Mexico", b"Mex\xffco"), ("TIP-E101",)),
        Planted("NUL", text.replace("Mexico", "Mex\0ico").encode(), ("TIP-E103",)),
        Planted("zip called csv", packed.getvalue(), ("TIP-E10",)),
        Planted("web page called csv", b"<!doctype html><html><body>Sign in</body></html>\n", ("TIP-E150",)),
        Planted("csv called xlsx", text.encode(), ("TIP-E115",), ".xlsx"),
        Planted("old workbook", b"\xd0\xcf\x11\xe0" + b"\0" * 600, ("TIP-E114", "TIP-E115"), ".xlsx"),
    ]


def _headers() -> list[Planted]:
    def without(column: int) -> Callable[[Rows], Rows]:
        return lambda rows: [[*row[:column], *row[column + 1 :]] for row in rows]

    def named(column: int, name: str) -> Callable[[Rows], Rows]:
        return lambda rows: [[*rows[0][:column], name, *rows[0][column + 1 :]], *rows[1:]]

    changes: list[tuple[str, Callable[[Rows], Rows], str]] = [
        *((f"no column {name}", without(at), "TIP-E150") for at, name in enumerate(HEADER) if at in (0, 1, 4)),
        ("no header", lambda rows: rows[1:], "TIP-E150"),
        ("title above the header", lambda rows: [["Cases of 2024"], *rows], "TIP-E1"),
        ("blank row above the header", lambda rows: [[""] * len(HEADER), *rows], "TIP-E105"),
        ("column renamed", named(GENDER, "Client type"), "TIP-E150"),
        ("two headers alike", named(GENDER, "Age"), "TIP-E106"),
        ("header without a name", named(GENDER, ""), "TIP-E1"),
        ("column more", lambda rows: [[*row, "new" if at else "Office"] for at, row in enumerate(rows)], "TIP-E762"),
        ("header twice", lambda rows: [*rows[:20], rows[0], *rows[20:]], "TIP-E15"),
    ]
    return [Planted(name, text_of(change(good())).encode(), (code,)) for name, change, code in changes]


def _rows() -> list[Planted]:
    def at_20(change: Callable[[list[str]], list[list[str]]]) -> bytes:
        rows = good()
        return text_of([*rows[:20], *change(rows[20]), *rows[21:]]).encode()

    return [
        Planted("cell too many", at_20(lambda row: [[*row, "x"]]), ("TIP-E110",)),
        Planted("cells too few", at_20(lambda row: [row[:6]]), ("TIP-E111",)),
        Planted("row moved to the right", at_20(lambda row: [["", *row]]), ("TIP-E110",)),
        Planted("comma without quotes", at_20(lambda row: [[*row[:7], "North", *row[7:]]]), ("TIP-E110",)),
        Planted("blank row", at_20(lambda row: [row, [""] * len(HEADER)]), ("TIP-E764",)),
        Planted("row of blanks", at_20(lambda row: [row, ["  "] * len(HEADER)]), ("TIP-E764",)),
        Planted("record twice", at_20(lambda row: [row, row]), ("TIP-E768",)),
        Planted("total below", text_of([*good(), ["Total", *[""] * 8, "40"]]).encode(), ("TIP-E770",)),
        Planted("remark below", text_of([*good(), ["Made by the office"]]).encode(), ("TIP-E111",)),
    ]


def _lines() -> list[Planted]:
    text = text_of(good())
    first, second = text.splitlines()[20:22]
    return [
        Planted("semicolons", text_of(good(), ";").encode(), ("TIP-E104",)),
        Planted("tabs", text_of(good(), "\t").encode(), ("TIP-E104",)),
        Planted("bars", text_of(good(), "|").encode(), ("TIP-E104",)),
        Planted("quote never closed", text.replace(f"{second}", f'"{second}').encode(), ("TIP-E108",)),
        Planted("quote inside a cell", text.replace(first, f'"K1"1{first[2:]}').encode(), ("TIP-E108",)),
        Planted(
            "line broken inside a row",
            text.replace(second, second.replace(",adult,", ",ad\nult,")).encode(),
            ("TIP-E111",),
        ),
    ]

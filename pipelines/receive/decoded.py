"""Bytes of a file to text, strictly, a few megabytes at a time; the declared encoding is never replaced by a guess."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from schemas.problems import FileStopped, Problem, problem

PIECE = 4 << 20
BOMS = {
    codecs.BOM_UTF8: ("utf-8", "utf-8"),
    codecs.BOM_UTF16_LE: ("utf-16", "utf-16-le"),
    codecs.BOM_UTF16_BE: ("utf-16", "utf-16-be"),
}
TRY_INSTEAD = {"utf-8": 'cp1252" or "mac-roman', "utf-16": "utf-8", "cp1252": "mac-roman", "mac-roman": "cp1252"}


def decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text of a file in pieces; no piece ends between the two characters of a CRLF."""
    with path.open("rb") as file:
        bom, codec = _codec(file.read(3), encoding, path.name)
        file.seek(bom)
        decoder = codecs.getincrementaldecoder(codec)("strict")
        line, held = 1, ""
        while True:
            data = file.read(PIECE)
            try:
                text = held + decoder.decode(data, final=not data)
            except UnicodeDecodeError as error:
                line += _line_ends(held + error.object[: error.start].decode(codec, "ignore"))
                raise FileStopped(_undecodable(path.name, encoding, line, error)) from None
            if "\0" in text:
                line += _line_ends(text.partition("\0")[0])
                raise FileStopped(problem("TIP-E103", file=path.name, line=line, encoding=encoding))
            held = "\r" if data and text.endswith("\r") else ""
            text = text.removesuffix("\r") if held else text
            line += _line_ends(text)
            if text:
                yield text
            if not data:
                return


def _codec(start: bytes, encoding: str, file: str) -> tuple[int, str]:
    """How many bytes the byte order mark takes, and the codec that it and the declaration agree on."""
    for bom, (told, codec) in BOMS.items():
        if start.startswith(bom):
            if told != encoding:
                raise FileStopped(problem("TIP-E102", file=file, encoding=encoding, other=told))
            return len(bom), codec
    if encoding == "utf-16":
        raise FileStopped(problem("TIP-E102", file=file, encoding="utf-16 with a byte order mark", other="utf-8"))
    return 0, encoding


def _undecodable(file: str, encoding: str, line: int, error: UnicodeDecodeError) -> Problem:
    """The problem, with an encoding to try that at least fits the bytes seen."""
    other = TRY_INSTEAD[encoding]
    if encoding == "cp1252":
        try:
            codecs.getincrementaldecoder("utf-8")("strict").decode(error.object)
            other = "utf-8"
        except UnicodeDecodeError:
            pass
    return problem("TIP-E101", file=file, line=line, encoding=encoding, other=other)


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")

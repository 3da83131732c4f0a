"""What building leaves behind in files: times of the day, run ids, folders of a computer, notes of programs."""

import re
from collections.abc import Iterator

from pipelines.inspect_site.built import Built, Unreadable, read_json
from pipelines.inspect_site.copies import ARCHIVE
from pipelines.inspect_site.packed import members
from schemas.problems import Problem, problem

FOLDERS = "home|tmp|Users|var|root|private|work|mnt|opt|srv|usr|Volumes|Documents and Settings"
LEFT = {
    "a time of the day": re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\b\d{2}:\d{2}:\d{2}\b"),
    "an id of a run": re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE),
    "a folder of a computer": re.compile(
        rf"(?<![\w./-])/(?:{FOLDERS})/|(?<![\w])[A-Za-z]:\\|\bfile:/|(?<![\w])\\\\[\w.]+\\"
    ),
    "a message of a program": re.compile(r"\bTraceback \(most|\bat 0x[0-9a-f]{6,}"),
}
# The first bytes of files that carry more than they show.
KINDS = {
    b"SQLite format 3": "a SQLite database",
    b"PK\x03\x04": "a workbook or an archive",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "an archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old workbook",
    b"ARROW1": "an Arrow file",
}


def check_leftovers(built: Built) -> Iterator[Problem]:
    """A problem for each kind of trace in each file; assets are compared as a whole and not searched."""
    for name in built.names:
        if not built.has(name):
            continue
        # Whatever is in them is read where they are checked.
        is_packed = name == ARCHIVE or name.endswith(".xlsx")
        for what in _kinds(built.content(name)) if not is_packed else ():
            yield problem("TIP-E537", file=name, what=f"it is {what}")
        if name.startswith("assets/") or name == ARCHIVE:
            continue
        try:
            text = _text(built, name)
            _check_form(name, text)
        except Unreadable as unreadable:
            yield problem("TIP-E537", file=name, what=str(unreadable))
            continue
        for what, pattern in LEFT.items():
            if pattern.search(text):
                yield problem("TIP-E534", file=name, what=what)


def _text(built: Built, name: str) -> str:
    if name.endswith(".xlsx"):
        return "\n".join(content.decode("utf-8") for content in members(built.content(name)).values())
    return _readable(built.content(name)) if name.endswith(".parquet") else built.text(name)


def _readable(content: bytes) -> str:
    """The texts in a file of bytes: what happens to look like a letter or two is none."""
    return "\n".join(text.decode("ascii") for text in re.findall(rb"[\x20-\x7e]{8,}", content))


def _kinds(content: bytes) -> Iterator[str]:
    yield from (what for start, what in KINDS.items() if content.startswith(start))
    if content[8:12] == b"DUCK":
        yield "a DuckDB database"


def _check_form(name: str, text: str) -> None:
    if name.endswith((".json", ".geojson")):
        read_json(text)
    elif name.endswith(".jsonl"):
        for line in text.splitlines():
            read_json(line)

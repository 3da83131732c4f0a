"""What earlier releases told is told again as it was: their facts and sums have the digests that the ledger names.

The numbers of a release stand first in its files. Those of all before follow as they stood in the files of the last
one, and then what ties the two together.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from pipelines.verify.folder import Folder
from schemas.problems import Problem, problem

LEDGER = "ledger.jsonl"
FILES = {"facts.csv": "fact", "sums.csv": "sum"}
Lines = Sequence[Sequence[str]]


def check_continued(folder: Folder, release: dict[str, Any]) -> Iterator[Problem]:
    """A problem for each file of the proof that is not told again; without a ledger nobody can know."""
    path = folder.root / LEDGER
    previous = release["release"].get("previous")
    if not previous or not path.exists():
        return
    with folder.reading(path):
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        named: dict[str, str] = {entry["id"]: entry["files"] for entry in entries}[previous]
    for file in FILES:
        with folder.reading(folder.proof / file):
            text = io.StringIO((folder.proof / file).read_text(encoding="utf-8"), newline="")
            head, *lines = (line for line in csv.reader(text) if line)
            own = _own(folder, str(release["release"]["id"]))
            is_there = _has(file, head, lines, own, named[f"proof/{file}"])
        if not is_there:
            yield problem("TIP-E550", file=f"proof/{file}", id=previous)


def _own(folder: Folder, release: str) -> int:
    """How many facts are of this release."""
    with (folder.proof / "facts.csv").open(encoding="utf-8", newline="") as file:
        return sum(row["release"] == release for row in csv.DictReader(file))


def _has(file: str, head: Sequence[str], lines: Lines, own: int, digest: str) -> bool:
    """Whether the lines that follow those of this release begin with the whole file of the last one."""
    first = own if file == "facts.csv" else next((at for at, line in enumerate(lines) if int(line[2]) >= own), 0)
    content = sha256(_text([head]))
    for line in lines[first:]:
        if content.hexdigest() == digest:
            return True
        content.update(_text([_as_before(file, line, int(lines[first][0]), own)]))
    return content.hexdigest() == digest


def _as_before(file: str, line: Sequence[str], first: int, own: int) -> list[str]:
    """The line with the numbers that it had in the file of the last release."""
    moved = [str(int(line[0]) - first), *line[1:]]
    return moved if file == "facts.csv" else [*moved[:2], *(str(int(number) - own) for number in moved[2:])]


def _text(lines: Lines) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue().encode()

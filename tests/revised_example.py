"""A made-up release that counts everything anew, after one that told some of its numbers otherwise."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.published_example import write_published

FIRST, SECOND = "2024", "2024-rebase-1"
# Universe and cell of a fact to what the first release told of it: from, to (None where it was withheld), at a step.
Before = Mapping[tuple[str, str], tuple[int, int | None, int]]


def line(name: str, kind: str, on: str, **more: Any) -> dict[str, Any]:
    """A line of the public ledger, as far as the pages read it."""
    return {"id": name, "period": "2024", "kind": kind, "released_on": on, "revision_note": "", **more}


def write_revised(folder: Path, before: Before, kind: str = "rebase", **last: Any) -> Path:
    """The example as the second release; all that `before` does not name was told in the first one as it is now."""
    release = {"id": SECOND, "period": "2024", "kind": kind, "released_on": "2026-04-20", "previous": FIRST}
    published = write_published(folder, status="released", release=release)
    path = published / "proof" / "facts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *facts = list(csv.reader(file))
    own = [fact for fact in facts if fact[-1] == SECOND]
    unknown = set(before) - {(fact[1], fact[2]) for fact in own}
    if unknown:
        raise AssertionError(unknown)
    earlier: list[list[Any]] = []
    for fact in own:
        least, most, step = before.get((fact[1], fact[2]), fact[3:6])
        said = [fact[1], fact[2], least, "" if most is None else most, step, FIRST]
        earlier.append([len(own) + len(earlier), *said])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *own, *earlier])
    lines = [line(FIRST, "release", "2025-04-15"), line(SECOND, kind, "2026-04-20", **last)]
    text = "".join(f"{json.dumps(one)}\n" for one in lines)
    (published / "ledger.jsonl").write_text(text, encoding="utf-8")
    return published

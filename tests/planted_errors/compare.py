"""Who finds which planted error: `tipstats check` and `frictionless validate`, on an equal schema.

Usage: python tests/planted_errors/compare.py PYTHON   (the interpreter of an environment that has frictionless)
Writes who_finds_what.md beside this file; a test holds it to what check finds today.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.feedback import look  # the checkout is on the path only from here on
from tests.planted_errors import planted  # the same
from tests.planted_errors.form import CONTEXT, Planted, declared, table_schema  # the same

TABLE = Path(__file__).with_name("who_finds_what.md")
HEAD = """# Who finds what

One error in an otherwise right file of 40 rows, and what each program says of it. Written by
`tests/planted_errors/compare.py`; both have the same columns, words, ranges and patterns to go by.

| Planted | `tipstats check` | `frictionless validate` |
| --- | --- | --- |
"""
THEIRS = """
import json, sys
from frictionless import Resource, Schema, validate
schema = Schema.from_descriptor("schema.json")
found = {}
for name in json.loads(sys.argv[1]):
    report = validate(Resource(path=name, schema=schema))
    tasks = [error for task in report.tasks for error in task.errors]
    found[name] = sorted({error.type for error in [*report.errors, *tasks]})
print(json.dumps(found))
"""


def codes_of(one: Planted, folder: Path) -> list[str]:
    """The codes that check tells of a planted error."""
    return sorted({found.code for found, _ in look(declared(), one.write(folder), folder, CONTEXT).listed()})


def line(one: Planted, ours: list[str], theirs: str) -> str:
    """One line of the table."""
    return f"| {one.name} | {', '.join(ours)} | {theirs} |\n"


def main(python: str) -> None:
    """Write the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = {one.name: codes_of(one, folder) for one in planted()}
        (folder / "schema.json").write_text(json.dumps(table_schema()), encoding="utf-8")
        files = json.dumps([one.write(folder).name for one in planted()])
        ran = subprocess.run(  # noqa: S603  # the interpreter that the caller named
            [python, "-c", THEIRS, files], cwd=folder, capture_output=True, text=True, check=True
        )
        theirs = json.loads(ran.stdout)
        lines = [line(one, ours[one.name], ", ".join(theirs[one.write(folder).name]) or "nothing") for one in planted()]
    TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])

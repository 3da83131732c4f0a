"""The process of tests/forked.py for less than a whole run: what lies between the drop of a file and its receipt."""

import json
import sys
from datetime import date
from pathlib import Path

from pipelines.project import Project
from pipelines.submissions import Room, withdraw_record
from tests import forked
from tests.handed_in import receive


def work(arguments: list[str]) -> int:
    """`receive ROOT` or `withdraw ROOT RECORD`."""
    project = Project(Path(arguments[1]))
    if arguments[0] == "receive":
        receive(project)
    else:
        withdraw_record(Room(project, "house"), arguments[2], "survivor", date(2025, 3, 1))
    return 0


if __name__ == "__main__":
    setattr(forked, "run_command", work)  # noqa: B010  # in the place of the command line
    for line in sys.stdin:
        print(json.dumps(forked.start(json.loads(line))), flush=True)

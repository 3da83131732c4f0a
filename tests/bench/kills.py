"""Fifty kills at random moments between the drop of files and their receipts; the tests do the same a few times."""

import tempfile
from pathlib import Path

from tests.test_killed_submissions import kill_receiving, running

KILLS = 50

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name in ("log", "work"):
            (Path(folder) / name).mkdir()
        with running(Path(folder) / "log") as runner:
            kill_receiving(runner, Path(folder) / "work", KILLS)
    print(f"Killed {KILLS} times: every file in one place, the ledger whole, and the end as if never killed.")

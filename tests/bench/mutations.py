"""Thousands of files after an accident, checked and handed in: what became of them, in numbers.

Usage: python tests/bench/mutations.py [how many] [seed]   (5000 and 1 where nothing is given)
It fails where there is a traceback, a row is not accounted for, or a planted personal value stands in any output.
"""

import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from tests.mutated_files import mutated  # noqa: E402  # the checkout is on the path only from here on
from tests.tried_files import Told, project_in, tried  # noqa: E402  # the same

COLUMNS = ("files", "stopped whole", "rows counted", "taken in", "unbalanced", "leaks", "tracebacks")


def main(times: int, seed: int) -> int:
    """Try them all, print a line for each kind of accident; how many of them went wrong."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        project = project_in(Path(folder) / "project")
        for number, file in enumerate(mutated(seed, times)):
            row = counts[file.accident]
            row["files"] += 1
            try:
                add(row, tried(project, file))
            except Exception as error:  # noqa: BLE001  # this is what is looked for; its message may hold a value
                row["tracebacks"] += 1
                print(f"file {number}, {file.source}, {file.accident}: {type(error).__name__}")
                project = project_in(Path(folder) / f"after {number}")
    print(f"{'':28}", *(f"{name:>14}" for name in COLUMNS))
    for accident, row in sorted(counts.items()):
        print(f"{accident:28}", *(f"{row[name]:14,}" for name in COLUMNS))
    total = sum(counts.values(), Counter[str]())
    print(f"{'all':28}", *(f"{total[name]:14,}" for name in COLUMNS))
    return total["unbalanced"] + total["leaks"] + total["tracebacks"]


def add(row: Counter[str], told: Told) -> None:
    """What became of one file."""
    row["stopped whole"] += not told.accounts
    row["rows counted"] += sum(read for read, *_ in told.accounts)
    row["taken in"] += told.is_received
    row["unbalanced"] += not told.balances
    row["leaks"] += bool(told.leaks)


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    sys.exit(bool(main(*(given + [5000, 1][len(given) :]))))

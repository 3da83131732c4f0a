"""How much of the made-up personal data is found in cells, and what is taken for it wrongly.

Usage: python tests/bench/personal.py [SEED]
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from pipelines.personal.headers import context_of  # noqa: E402  # the checkout is on the path only from here on
from pipelines.personal.tally import Tally  # noqa: E402  # the same
from tests.personal_corpus import Made, corpus  # noqa: E402  # the same


def found_in(column: Made) -> dict[str, int]:
    """How many cells of a column that nobody declared are taken for each kind."""
    tally = Tally("unknown", context_of([column.header]))
    tally.see(pa.array(column.cells, pa.string()), 2, is_named=False)
    return {kind: count for kind, (count, _) in tally.kinds().items()}


def measure(columns: Sequence[Made]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """By kind: cells planted, cells found; and by column: cells that are taken for what they are not."""
    planted, found, false = Counter[str](), Counter[str](), Counter[str]()
    for column in columns:
        there = Counter(column.personal.values())
        planted += there
        for kind, count in found_in(column).items():
            found[kind] += min(count, there[kind])
            if kind in there or not there:
                false[column.name] += max(0, count - there[kind])
    return planted, found, false


def main(arguments: Sequence[str]) -> None:
    """Print recall by kind and the false alarms by column."""
    columns = corpus(int(arguments[0]) if arguments else 1)
    planted, found, false = measure(columns)
    harmless = sum(len(column.cells) - len(column.personal) for column in columns)
    print(f"{sum(len(column.cells) for column in columns):,} cells in {len(columns)} columns")
    for kind in sorted(planted):
        print(f"  {kind:12} {found[kind]:4} of {planted[kind]:4} found  {found[kind] / planted[kind]:7.1%}")
    print(f"  false alarms: {false.total()} of {harmless:,} harmless cells")
    for name, count in sorted(false.items()):
        if count:
            print(f"    {name}: {count}")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Witnesses for pairs of cells, put together table by table.

With the cells that several tables share held fixed, the tables are independent of each other: any of the ways to fill
one goes with any of the ways to fill another. So a few ways for each table show all pairs of their cells.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np

from pipelines.publish.intervals import Numbers
from pipelines.publish.program import Indices, Program
from pipelines.publish.spread import Spread

# Ways to fill one table; a table that needs more of them is left to single proofs.
MOST_WAYS = 40


def spliced(program: Program, spread: Spread, parts: Sequence[Indices], reach: int) -> list[Numbers]:
    """Witnesses in which most pairs of small cells of different tables are `reach` at once somewhere.

    `parts`: for each table the columns that no other table has.
    """
    small = np.flatnonzero((program.least < reach) & (program.most >= reach))
    start = spread.witness(small, np.ones(len(small)), (program.least, program.most))
    if start is None:
        return []
    inside = np.concatenate([*parts, np.zeros(0, dtype=np.int64)])
    fixed = np.setdiff1d(np.arange(len(program.columns)), inside)
    least, most = program.least.copy(), program.most.copy()
    least[fixed] = most[fixed] = start[fixed]
    ways = [_ways(spread, part, (least, most), start, reach) for part in parts]
    # Table t takes the way x + t y: for a prime size, any two tables meet in all combinations of their ways.
    size = _prime_from(max([len(own) for own in ways] + [len(ways)]))
    found = {}
    for x, y in product(range(size), repeat=2):
        witness = start.copy()
        for number, (part, own) in enumerate(zip(parts, ways, strict=True)):
            witness[part] = own[(x + number * y) % size % len(own)][part]
        found[witness.tobytes()] = witness
    return [witness for witness in found.values() if program.agrees(witness)]


def _ways(
    spread: Spread,
    part: Indices,
    within: tuple[Numbers, Numbers],
    start: Numbers,
    reach: int,
) -> list[Numbers]:
    """Ways to fill one table, in which each of its small cells that can be `reach` is so once."""
    least, most = within
    wanted = part[(least[part] < reach) & (most[part] >= reach)]
    ways = [start]
    draw = np.random.default_rng(0)  # which way comes first; nothing that is told depends on it
    wanted = wanted[start[wanted] < reach]
    while len(wanted) and len(ways) < MOST_WAYS:
        way = spread.witness(wanted, 0.5 + draw.random(len(wanted)), within)
        left = wanted if way is None else wanted[way[wanted] < reach]
        if way is None or len(left) == len(wanted):
            break
        ways.append(way)
        wanted = left
    return ways


def _prime_from(least: int) -> int:
    number = max(least, 2)
    while any(number % divisor == 0 for divisor in range(2, int(number**0.5) + 1)):
        number += 1
    return number

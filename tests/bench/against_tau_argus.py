"""Gaps in single made-up tables beside those that pytauargus chooses: cost, processor time, and what is not safe.

Usage: python tests/bench/against_tau_argus.py [SECONDS [ROUNDS]]
So long pytauargus may take for each table, 300 where nothing is said; so many tables there are of each shape, 2.
It tells and does not judge.
"""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.publish.exact import choose_hidden_among  # the checkout is on the path only from here on
from tests import tau_argus
from tests.made_up_tables import Levels, MadeUp, Mask, made_up, reached

SHAPES: tuple[tuple[tuple[Levels, ...], int], ...] = (
    (((3, 2), (2,), (2,)), 300),
    (((6,), (2,), (5,)), 3000),
    (((3, 3), (4, 2)), 1000),
    (((4, 3), (3,), (5,)), 1000),
    (((4, 3), (3,), (5,)), 5000),
    (((4, 3), (3, 2), (2,)), 30_000),
    (((4, 2), (2,), (4,), (2,)), 400),
    (((4, 2), (2,), (4,), (2,)), 20_000),
)


def bench(patience: float, rounds: int) -> None:
    """Every shape with zeros shown and with zeros as gaps, and the worst of all."""
    print("cells  small  zeros   ours: cost  seconds  unsafe   pytauargus: cost  seconds  unsafe   ratio  times faster")
    found = []
    for seed in range(rounds * len(SHAPES)):
        shape, people = SHAPES[seed % len(SHAPES)]
        for shows_zeros in (True, False):
            one = made_up(shape, people, seed, shows_zeros=shows_zeros)
            started = time.process_time()
            hidden = _chosen(one)
            seconds, cost = time.process_time() - started, one.cost(hidden)
            [other] = tau_argus.opinions([one], patience)
            zeros = "shown" if shows_zeros else "gaps"
            line = f"{len(one.counts):5}  {one.small.sum():5}  {zeros:5}  {cost:11,.0f}  {seconds:7.2f}"
            line += f"  {_unsafe(one, hidden):6}  "
            if other is None:
                print(f"{line}  not done in {patience:.0f} s", flush=True)
                continue
            theirs = one.cost(other.hidden)
            found.append((cost / theirs if theirs else 1.0, other.seconds / seconds))
            line += f"{theirs:17,.0f}  {other.seconds:7.2f}  {_unsafe(one, other.hidden):6}"
            print(f"{line}  {found[-1][0]:6.3f}  {found[-1][1]:12.1f}", flush=True)
    ratios, faster = np.array(found).T
    print(f"{len(found)} compared; cost: mean {ratios.mean():.3f}, worst {ratios.max():.3f} times theirs;")
    print(f"times faster: median {np.median(faster):.1f}, least {faster.min():.1f}")


def _chosen(one: MadeUp) -> Mask:
    return choose_hidden_among(
        one.counts, one.sums, one.small, one.needs, one.costs, floors=one.floors, may_hide=one.may_hide
    )


def _unsafe(one: MadeUp, hidden: Mask) -> int:
    """How many small numbers cannot be as low, or as high, as they must be able to be."""
    unsafe = 0
    for cell in np.flatnonzero(one.small).tolist():
        least, most = (reached(one.counts, one.sums, hidden, one.floors, cell, sign) for sign in (1, -1))
        is_low = least <= one.counts[cell] - one.needs.down[cell]
        unsafe += not (is_low and abs(most) >= one.counts[cell] + one.needs.up[cell])
    return unsafe


if __name__ == "__main__":
    if not tau_argus.IS_THERE:
        sys.exit("pytauargus is not installed; there is no wheel for every machine")
    seconds, rounds = (sys.argv[1:] + ["300", "2"][len(sys.argv) - 1 :])[:2]
    bench(float(seconds), int(rounds))

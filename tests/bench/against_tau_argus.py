"""Gaps in single made-up tables beside those that pytauargus chooses: what is hidden in all, and how long it takes.

Usage: python tests/bench/against_tau_argus.py [SECONDS]   (so long it may take for each table, 90 where none are given)
It tells and does not judge.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.publish.exact import choose_hidden_among  # the checkout is on the path only from here on
from tests import tau_argus
from tests.made_up_tables import Levels, MadeUp, Mask, made_up

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


def bench(patience: float) -> None:
    """Every shape with zeros shown and with zeros as gaps."""
    print("cells  small  zeros   ours: cost  seconds   pytauargus: cost  seconds   cost ratio  times faster")
    for seed, (shape, people) in enumerate(SHAPES):
        for shows_zeros in (True, False):
            one = made_up(shape, people, seed, shows_zeros=shows_zeros)
            started = time.perf_counter()
            cost = one.cost(_chosen(one))
            seconds = time.perf_counter() - started
            [other] = tau_argus.opinions([one], patience)
            zeros = "shown" if shows_zeros else "gaps"
            line = f"{len(one.counts):5}  {one.small.sum():5}  {zeros:5}  {cost:11,.0f}  {seconds:7.2f}  "
            if other is None:
                print(f"{line}  not done in {patience:.0f} s")
            else:
                theirs = one.cost(other.hidden)
                ratio, faster = cost / theirs if theirs else 1.0, other.seconds / seconds
                print(f"{line}{theirs:17,.0f}  {other.seconds:7.2f}  {ratio:11.3f}  {faster:12.1f}")


def _chosen(one: MadeUp) -> Mask:
    return choose_hidden_among(
        one.counts, one.sums, one.small, one.needs, one.costs, floors=one.floors, may_hide=one.may_hide
    )


if __name__ == "__main__":
    if not tau_argus.IS_THERE:
        sys.exit("pytauargus is not installed; there is no wheel for every machine")
    bench(float(sys.argv[1]) if len(sys.argv) > 1 else 90.0)

"""The witnesses that a certificate needs: those that show something which no other one shows."""

from collections.abc import Sequence

import numpy as np

from pipelines.publish.intervals import Mask, Numbers
from pipelines.publish.prove import Prover
from pipelines.publish.several import first_to_show


def needed(prover: Prover) -> list[Numbers]:
    """A smaller set of witnesses that still shows everything, the newest first to go in; never empty."""
    if not prover.witnesses:
        return [prover.program.any_witness()]
    last_first = list(reversed(prover.witnesses))
    kept = _first_to_show(prover, last_first)
    return _first_to_show(prover, list(reversed(kept)))


def _first_to_show(prover: Prover, witnesses: Sequence[Numbers]) -> list[Numbers]:
    numbers = np.array(witnesses)
    values = prover.matrix @ numbers.T if len(prover.quantities) else np.zeros((0, len(witnesses)))
    shows: Mask = np.zeros(len(witnesses), dtype=bool)
    asked = prover.asked()
    rules = ((values <= 0, asked & prover.asks_low), (values >= prover.goal.reach, asked & prover.asks_high))
    for is_shown, is_asked in rules:
        firsts = is_shown.argmax(axis=1)[is_asked & is_shown.any(axis=1)]
        shows[firsts] = True
    shows |= first_to_show(prover.crossings, prover.program, prover.goal.reach, numbers)
    shows[0] |= not shows.any()
    return [witness for witness, is_kept in zip(witnesses, shows, strict=True) if is_kept]

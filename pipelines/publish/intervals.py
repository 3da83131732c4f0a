"""What is told of a count at each step: a band below the step, else the nearest multiple of it, as an interval."""

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

WITHHELD = 0
EXACT = 1


def interval(counts: Counts, steps: Counts) -> tuple[Numbers, Numbers]:
    """The least and the most that a reader is told of each count, at the step of each.

    At step 10 the counts 0 to 9 are one band, 10 to 14 are told as 10, 15 to 24 as 20. Of a withheld count
    (step 0) nothing is told; step 1 tells it as it is.
    """
    unit = np.maximum(steps, 1)
    told = rounded(counts, steps)
    below = counts < unit
    least = np.where(below, 0, np.maximum(told - unit // 2, unit))
    most = np.where(below, unit - 1, told + (unit - 1) // 2)
    is_exact = steps == EXACT
    least, most = np.where(is_exact, counts, least), np.where(is_exact, counts, most)
    withheld = steps == WITHHELD
    return np.where(withheld, 0.0, least), np.where(withheld, np.inf, most)


def rounded(counts: Counts, steps: Counts) -> Counts:
    """Each count to the nearest multiple of its step, half up; meaningless where it is withheld or in the band."""
    unit = np.maximum(steps, 1)
    told: Counts = (counts + unit // 2) // unit * unit
    return told

"""The rule of release: which counts may not be shown, and what a reader may at most conclude about them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from schemas.problems import ReleaseStopped, problem

Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Policy:
    """Counts from 1 to `threshold` - 1 are small: hidden, and no reader may rule out any of these numbers."""

    threshold: int = 10

    def __post_init__(self) -> None:
        """Refuse a threshold under which nothing would be hidden."""
        if self.threshold < 2:
            raise ReleaseStopped(problem("TIP-E307", expected="a whole number from 2 up"))

    def is_small(self, counts: Counts) -> Mask:
        """True where a count is small; zero is not, it is shown as zero."""
        return (counts >= 1) & (counts < self.threshold)

"""What can be said beforehand of a number: from what is told of it now and from a change that the reader knows.

No private count is read here. Whoever could ask with files of one, two, three rows and see the true answers would find
the file with which a number is rounded up, and with it the number.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.publish.intervals import EXACT, rounded
from schemas.policy import Policy

NO_END = float("inf")


@dataclass(frozen=True)
class Known:
    """What everybody knows of a number: it is not below `least` and not above `most`."""

    least: int
    most: float

    def after(self, change: int, *, may_grow: bool = False) -> "Known":
        """What is known once `change` is added; where it may grow by others too, it has no end and only goes up."""
        if may_grow:
            return Known(self.least + max(change, 0), NO_END)
        return Known(max(self.least + change, 0), max(self.most + change, 0))


def step_of(known: Known, told: int, policy: Policy) -> int:
    """The step at which a number is told that is known to be so; `told` is 0 for the band below the step."""
    if policy.profile != "public":
        return EXACT
    is_told_at = (step for step in policy.steps if known.most == (told + (step - 1) // 2 if told else step - 1))
    return next(is_told_at, policy.steps[0])


def told_value(count: float, step: int) -> float:
    """The number that is told of a count at a step; 0 for the band below the step. What has no end is told as such."""
    if count == NO_END:
        return NO_END
    return 0 if count < step else int(rounded(np.array([int(count)]), np.array([step]))[0])

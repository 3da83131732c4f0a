"""Whether enough rows of a file are accepted, by what its source has promised."""

from collections.abc import Sequence

from pipelines.conform.outcome import Counts
from schemas.problems import Problem, problem


def too_few(least: float | None, counts: Sequence[Counts], taken_back: int = 0) -> Problem | None:
    """The problem of a delivery that waits as a whole; rows that were `taken_back` are no mistakes of anybody."""
    wrong = sum(one.rejected for one in counts) - taken_back
    rows = sum(one.read - one.blank for one in counts) - taken_back
    share = 1 - wrong / rows if rows else 1.0
    if least is None or share >= least:
        return None
    return problem("TIP-E788", share=f"{100 * share:.1f} %", least=f"{100 * least:g} %")

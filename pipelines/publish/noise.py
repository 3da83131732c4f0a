"""Random noise from OpenDP, so that a number hardly depends on any one person; OpenDP is an optional extra.

The noise follows the discrete Laplace distribution (Ghosh, Roughgarden and Sundararajan, 2012) and comes from OpenDP's
own generator. It has no seed: whoever knew a seed could take the noise off again.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.problems import ReleaseStopped, problem

if TYPE_CHECKING:
    from opendp.mod import Measurement

# One person more or less changes one count by one: the L1 distance of two neighbouring lists of counts.
ONE_PERSON = 1


def draw(counts: Sequence[int], epsilon: float) -> list[int]:
    """The counts with noise, which may be below zero; each person may be in one of the counts alone."""
    noisy: list[int] = _laplace(_scale(epsilon), len(counts))(list(counts))
    return noisy


def error_at(epsilon: float, share: float) -> int:
    """The noise of one number is at most this many people with a probability of at least `share`."""
    _opendp()
    from opendp.accuracy import discrete_laplacian_scale_to_accuracy  # noqa: PLC0415  # an optional extra

    # The noise is whole: to exceed the accuracy is to exceed the whole number below it.
    accuracy: float = discrete_laplacian_scale_to_accuracy(scale=_scale(epsilon), alpha=1 - share)
    return math.floor(accuracy)


def _scale(epsilon: float) -> float:
    """The least noise of which OpenDP's own privacy map says that it keeps to epsilon."""
    _opendp()
    from opendp.mod import binary_search_param  # noqa: PLC0415  # an optional extra

    return float(binary_search_param(_laplace, d_in=ONE_PERSON, d_out=float(epsilon)))


def _laplace(scale: float, size: int | None = None) -> "Measurement":
    _opendp()
    from opendp.domains import atom_domain, vector_domain  # noqa: PLC0415  # an optional extra
    from opendp.measurements import make_laplace  # noqa: PLC0415  # an optional extra
    from opendp.metrics import l1_distance  # noqa: PLC0415  # an optional extra

    return make_laplace(vector_domain(atom_domain(T="i64"), size=size), l1_distance(T="i64"), scale=scale)


def _opendp() -> None:
    """Stop with what to do where OpenDP is not installed."""
    try:
        from opendp.mod import enable_features  # noqa: PLC0415  # an optional extra
    except ImportError:
        raise ReleaseStopped(problem("TIP-E620")) from None
    # Where OpenDP keeps every mechanism whose proof its own reviewers have not signed off.
    enable_features("contrib")

"""Disclosures in words: which number, between what it must lie, and the published numbers that prove it."""

from collections.abc import Iterable

from pipelines.audit.quantities import GROUP, INCREMENT, PROVIDER, Quantity
from pipelines.audit.registry import NOW, Registry
from pipelines.audit.rule import INFINITE
from pipelines.audit.shares import Loose

MOST_PROOFS = 8


def cell_words(registry: Registry, number: int) -> str:
    """A number by the table that tells it and by its values."""
    key = registry.keys[number]
    values = ", ".join(f"{name}={value}" for name, value in sorted(key.pairs)) or "all"
    source = registry.source[number] or f"{key.universe}, in no table"
    return f"{source if key.release == NOW else f'{key.universe} in {source}'}: {values}"


def told_words(registry: Registry, number: int) -> str:
    """A number and what is told of it."""
    least, most = registry.least[number], registry.most[number]
    if most == INFINITE:
        told = "withheld" if least == 0 else f"{least:.0f} or more"
    else:
        told = f"{least:.0f}" if least == most else f"{least:.0f} to {most:.0f}"
    return f"{cell_words(registry, number)} ({told})"


def proof_words(registry: Registry, proof: Iterable[int]) -> str:
    """The numbers of a proof; that none is below nought everybody knows."""
    cells = [told_words(registry, number) for number in proof]
    more = f" and {len(cells) - MOST_PROOFS} more" if len(cells) > MOST_PROOFS else ""
    return ("; ".join(cells[:MOST_PROOFS]) or "what adds up alone") + more


def quantity_words(registry: Registry, quantity: Quantity, least: float, most: float) -> str:
    """What is certain of one protected quantity."""
    cell = cell_words(registry, quantity.plus)
    between = _between(least - quantity.own, most - quantity.own)
    if quantity.why == GROUP and quantity.minus is not None:
        part = cell_words(registry, quantity.minus)
        return f"all but {between} of ({cell}) are of ({part})"
    if quantity.why == INCREMENT and quantity.minus is not None:
        before = registry.keys[quantity.minus].release
        return f"({cell}) has changed since the release {before} by {between}"
    if quantity.why == PROVIDER:
        return f"({cell}) without the provider's own {quantity.own} is {between}"
    return f"({cell}) is {between}"


def loose_words(registry: Registry, loose: Loose) -> str:
    """A printed share that follows from no published number."""
    return f"{loose.column} {loose.printed} of ({cell_words(registry, loose.number)})"


def _between(least: float, most: float) -> str:
    if least == most:
        return f"exactly {least:.0f}"
    return f"at least {least:.0f}" if most == INFINITE else f"{least:.0f} to {most:.0f}"

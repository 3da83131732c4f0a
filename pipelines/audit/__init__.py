"""audit: the attacker. It reads what anybody can read, and tries to work out what nobody may learn.

It shares no code with what makes a release: its own reader, its own sums, its own programs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.audit.attack import MOST_TOLD, Attack
from pipelines.audit.crossed import crossed_blocks
from pipelines.audit.foreign import bounds_of, read_systems
from pipelines.audit.noisy import require_noisy, without_noise
from pipelines.audit.own import read_own
from pipelines.audit.quantities import complements
from pipelines.audit.read import read_site
from pipelines.audit.told import Told, all_told
from pipelines.audit.words import loose_words

__all__ = ["Audited", "audit", "bounds_of", "read_systems"]


@dataclass(frozen=True)
class Audited:
    """What an audit did and found. `disclosures` are the first in words, `disclosed` is how many there are."""

    cells: int
    quantities: int
    solves: int
    compared: int
    disclosed: int
    disclosures: tuple[tuple[str, str], ...]
    loose: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Whether nothing is disclosed and every share follows from published numbers."""
        return not self.disclosed and not self.loose


def audit(folder: Path, own: Path | None = None) -> Audited:
    """Attack a built site or a published folder; with `own`, also as the provider whose counts lie in that folder.

    Raises:
        ReleaseStopped: The site cannot be read, contradicts itself, or a program gave no proved answer.
    """
    site = read_site(folder)
    if site.rule.profile == "dp":
        cells = require_noisy(site)
        note = "All counts have noise in them, and none is a hard fact: nothing can be worked out from sums."
        return Audited(cells, 0, 0, 0, 0, (), (), (note,))
    site = without_noise(site)
    told = all_told(site)
    registry = told.registry
    blocks = list(crossed_blocks(site.tables, registry)) if site.rule.profile != "exact" else []
    attacks = [Attack(told.system(), told.quantities, blocks, registry, site.rule)]
    if own is not None:
        known = read_own(own, site, registry)
        left = complements(registry, known, site.rule)
        attacks.append(Attack(told.system(known), left, [], registry, site.rule))
    return Audited(
        cells=len(registry.told),
        quantities=sum(attack.tried for attack in attacks),
        solves=sum(attack.solves for attack in attacks),
        compared=sum(attack.compared for attack in attacks),
        disclosed=sum(attack.disclosed for attack in attacks),
        disclosures=tuple(words for attack in attacks for words in attack.words())[:MOST_TOLD],
        loose=tuple(loose_words(registry, loose) for loose in told.loose),
        notes=tuple(_notes(told)),
    )


def _notes(told: Told) -> Iterator[str]:
    """What was seen, but cannot be judged here."""
    if told.unread:
        yield f"No arithmetic follows these columns: {', '.join(told.unread)}."
    if told.registry.differing:
        yield f"Told in two ways, and taken as both: {len(told.registry.differing)} numbers."

"""What the ledger of acts says about one source, as the steps need it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.freshness import digest
from pipelines.submissions.ledger import Act

GIVEN = ("received", "corrected")
GONE = ("withdrawn", "purged")


@dataclass(frozen=True)
class Past:
    """The acts of one source."""

    acts: tuple[Act, ...]

    @classmethod
    def of(cls, acts: Sequence[Act], source: str) -> "Past":
        """The acts of a source among those of all."""
        return cls(tuple(act for act in acts if act.source == source))

    @property
    def given(self) -> dict[int, Act]:
        """The act by which each delivery came, by its number."""
        return {act.delivery: act for act in self.acts if act.act in GIVEN}

    @cached_property
    def gone(self) -> dict[int, Act]:
        """Deliveries that were taken back as a whole or purged, and the act that did it."""
        return {act.delivery: act for act in self.acts if act.act in GONE and act.delivery}

    @property
    def gone_files(self) -> frozenset[str]:
        """The hashes of those deliveries: the same bytes do not come in again."""
        return frozenset(act.sha256 for act in self.gone.values() if act.sha256)

    @property
    def stripped_files(self) -> frozenset[str]:
        """The hashes of deliveries that have lost rows: another copy of the same bytes is not kept."""
        touched = {number for act in self.acts for number in act.touched}
        return frozenset(act.sha256 for number, act in self.given.items() if number in touched)

    @cached_property
    def tombstones(self) -> frozenset[str]:
        """Keyed hashes of the records that may not come back."""
        return frozenset(stone for act in self.acts for stone in act.tombstones)

    @property
    def last(self) -> int:
        """The highest number that a delivery ever had: none is given twice."""
        return max((act.delivery for act in self.acts), default=0)

    def changed(self, delivery: int) -> str:
        """A hash of the acts that took rows out of one delivery; empty where there was none."""
        hashes = [act.hash for act in self.acts if delivery in act.touched]
        return digest(*hashes) if hashes else ""

    def was_refused(self, sha256: str, codes: tuple[str, ...]) -> bool:
        """Whether the last thing said of a file was this refusal."""
        said = [act for act in self.acts if act.sha256 == sha256]
        return bool(said) and said[-1].act == "refused" and said[-1].codes == codes

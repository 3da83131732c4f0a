"""What a score card holds: one organisation, one period, and no other organisation beside it.

There is no total and no rank. That somebody does not know or prefers not to say is an answer like any other.
"""

from dataclasses import dataclass

from schemas.problems import Problem


@dataclass(frozen=True)
class Given:
    """One delivery of one record type that speaks of the period; `days` is None where nobody knows when it came."""

    number: int
    record: str
    period_from: str
    period_to: str
    filled: int
    accepted: int
    waiting: int
    days: int | None = None


@dataclass(frozen=True)
class Answers:
    """What the records of the period say to one field or question; `same` counts answers that are all alike."""

    record: str
    field: str
    answered: int
    unknown: int = 0
    refused: int = 0
    not_applicable: int = 0
    not_collected: int = 0
    same: int = 0

    @property
    def asked(self) -> int:
        """Records in which the question was asked, whatever was said to it."""
        return self.answered + self.unknown + self.refused + self.not_applicable

    @property
    def all(self) -> int:
        """All records."""
        return self.asked + self.not_collected


@dataclass(frozen=True)
class Repeated:
    """One kind of problem that came back in several deliveries."""

    problem: Problem
    deliveries: int
    rows: int


@dataclass(frozen=True)
class Card:
    """One organisation and one period. Shares are per cent, None where there is nothing to share."""

    holder: str
    period: str
    expected: tuple[str, ...]
    received: tuple[str, ...]
    given: tuple[Given, ...]
    answers: tuple[Answers, ...]
    repeated: tuple[Repeated, ...]
    records: int
    dated: int = 0
    new_years_days: int = 0
    unusable: int = 0
    rhythm: str = "month"

    @property
    def coverage_pct(self) -> int | None:
        """Months of the period, or quarters or years where that is the rhythm, that something came for."""
        return _pct(len(self.received), len(self.expected))

    @property
    def asked_pct(self) -> int | None:
        """Questions that were asked. What was answered is no part of it: nobody gains by pressing for an answer."""
        return _pct(sum(each.asked for each in self.answers), sum(each.all for each in self.answers))

    @property
    def validity_pct(self) -> int | None:
        """Rows that could be used as they came."""
        return _pct(sum(each.accepted for each in self.given), sum(each.filled for each in self.given))

    @property
    def defaults_pct(self) -> int | None:
        """Values that look as if a program had filled them in: 1 January, or one answer in every record."""
        alike = self.new_years_days + sum(each.same for each in self.answers)
        return _pct(alike, self.dated + sum(each.asked for each in self.answers))

    @property
    def shares(self) -> tuple[int | None, ...]:
        """All four, in the order in which they are told."""
        return self.coverage_pct, self.asked_pct, self.validity_pct, self.defaults_pct


def _pct(part: int, whole: int) -> int | None:
    return 100 * part // whole if whole else None

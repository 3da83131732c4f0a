"""What the gates are told (deliveries, shapes of tables), what they check, and what they answer; no values of rows."""

import re
from dataclasses import dataclass

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
FEWEST_SAID = 10


@dataclass(frozen=True, order=True)
class Delivery:
    """One file of a source as it was received; `delivery` counts the files of the source upwards.

    `columns` are the columns found, `missing_columns` how many declared ones were not. Periods are months,
    "2024-03", and None where no date could be read. `lateness_days` runs from the end of the period to the
    arrival.
    """

    source: str
    delivery: int
    rows: int
    columns: int
    missing_columns: int = 0
    period_from: str | None = None
    period_to: str | None = None
    accepted_pct: float | None = None
    lateness_days: float | None = None

    def __post_init__(self) -> None:
        for month in (self.period_from, self.period_to):
            if month is not None and not MONTH.fullmatch(month):
                raise ValueError("a period of a delivery is not a month such as 2024-03")


@dataclass(frozen=True)
class Shape:
    """One published table: its cells, and its total where that is shown."""

    rows: int
    shown: int
    hidden: int
    total: int | None = None

    @property
    def hidden_pct(self) -> float:
        """How many of the cells are hidden, in percent; 0 for a table without cells."""
        return 100 * self.hidden / max(self.shown + self.hidden, 1)


@dataclass(frozen=True)
class Check:
    """One expectation: `more` is at least `less`. `says` is the sentence for the case that it is not."""

    subject: str
    rule: str
    more: float | str
    less: float | str
    says: str


@dataclass(frozen=True)
class Inspection:
    """All that one gate checks, what it says in any case, and whether there is a past to compare with."""

    name: str
    checks: tuple[Check, ...]
    notes: tuple[str, ...]
    history: bool


@dataclass(frozen=True)
class Outcome:
    """The answer of a gate. `said` is empty where everything is as usual; without `history` little was checked.

    `failed` are those of the sentences for which it is not ok.
    """

    name: str
    ok: bool
    said: tuple[str, ...]
    history: bool
    failed: tuple[str, ...] = ()


def tolerance(usual: float, times_seen: int) -> float:
    """By which factor a number may differ from the usual: wider for small numbers and for a short past."""
    return 2.0 * (2 if usual < 30 else 1) * (2 if times_seen < 5 else 1)


def in_words(number: float) -> str:
    """A count of people or rows in a sentence; small ones are not given away."""
    if number == 0:
        return "no"
    return f"fewer than {FEWEST_SAID}" if number < FEWEST_SAID else f"{number:,.0f}"

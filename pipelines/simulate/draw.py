"""From true values to the texts that an organisation writes, and the slips that it makes."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.simulate.files import ONE_FILE
from pipelines.simulate.people import DAYS, FIRST_DAY, Bools, Ints

Texts = npt.NDArray[np.object_]
# From here on every kind of slip happens at least once, so that a small sample shows them all.
ENOUGH_FOR_EVERY_SLIP = 12


@dataclass(frozen=True)
class Recorded:
    """What an organisation made of a chunk of people.

    `counts`: rows by record type and by what becomes of them (usable, bad, no_consent, duplicate, other, blank).
    `kept`: positions of the people of whom it has a usable record; `has_token`: whether that record names them.
    """

    counts: dict[str, dict[str, int]]
    kept: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    has_token: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))


@dataclass(frozen=True)
class Around:
    """What every organisation of the community knows: the seed, and the names that are written for each area."""

    seed: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    variants: tuple[str, ...]
    populations: tuple[int, ...]
    is_city: tuple[bool, ...]

    def area_texts(self, rng: np.random.Generator, area: Ints) -> Texts:
        """The name of the area, one time in four as the organisation's own staff write it."""
        return np.where(rng.random(len(area)) < 0.25, texts(self.variants, area), texts(self.names, area))


def texts(words: Sequence[str], codes: Ints) -> Texts:
    """The word of each code."""
    return np.array(words, dtype=object)[codes]


def variants(rng: np.random.Generator, words: Sequence[Sequence[str]], codes: Ints) -> Texts:
    """One of the texts of each code, drawn anew for every row."""
    widest = max(map(len, words))
    table = np.array([[options[at % len(options)] for at in range(widest)] for options in words], dtype=object)
    chosen: Texts = table[codes, rng.integers(0, widest, len(codes))]
    return chosen


def joined(masks: Ints, words: Sequence[str], mark: str, no_answer: str = "") -> Texts:
    """The words whose bits are set, joined."""
    distinct, where = np.unique(masks, return_inverse=True)
    lines = [
        mark.join(word for at, word in enumerate(words) if mask >> at & 1) or no_answer for mask in distinct.tolist()
    ]
    return texts(lines, where.astype(np.int64))


@cache
def day_texts(form: str) -> tuple[str, ...]:
    """Every day of the three years in a strftime form, months written in capitals."""
    return tuple((FIRST_DAY + timedelta(days=day)).strftime(form).upper() for day in range(DAYS))


def year_of(day: Ints) -> Ints:
    """0, 1 or 2."""
    return np.searchsorted(np.array([365, 730]), day, side="right").astype(np.int64)


def half_year_of(day: Ints) -> Ints:
    """0 to 5."""
    return np.searchsorted(np.array([181, 365, 546, 730, 912]), day, side="right").astype(np.int64)


def year_name(year: int) -> str:
    """2022 to 2024; where everything goes into one file, all of them."""
    return str(FIRST_DAY.year + year) if year != ONE_FILE else f"{FIRST_DAY.year}-{FIRST_DAY.year + 2}"


def half_year_name(half: int) -> str:
    """2022-H1 to 2024-H2; where everything goes into one file, all years."""
    return f"{year_name(half // 2)}-H{half % 2 + 1}" if half != ONE_FILE else year_name(ONE_FILE)


def slips(rng: np.random.Generator, count: int, rates: Mapping[str, float]) -> dict[str, Ints]:
    """Positions of the rows that each kind of slip happens to; no row has two."""
    order = rng.permutation(count)
    found: dict[str, Ints] = {}
    start = 0
    for name, rate in rates.items():
        size = max(round(rate * count), 1 if count >= ENOUGH_FOR_EVERY_SLIP else 0)
        found[name] = np.sort(order[start : start + size])
        start += size
    return found


def without(count: int, *positions: Ints) -> Ints:
    """All other positions."""
    stays = np.ones(count, dtype=bool)
    for some in positions:
        stays[some] = False
    return np.flatnonzero(stays)


def tokens(keys: Ints, seed: int) -> Texts:
    """HMAC-SHA-256 of each person's key under the community's made-up secret."""
    secret = f"the made-up secret of Lindenmoor, {seed}".encode()
    return np.array([hmac.digest(secret, b"person %d" % key, "sha256").hex() for key in keys.tolist()], dtype=object)


def rows_of(*columns: Any) -> list[tuple[str, ...]]:
    """Columns of texts as rows; a single text goes for every row."""
    size = max(len(column) for column in columns if not isinstance(column, str))
    lists = [[column] * size if isinstance(column, str) else column.tolist() for column in columns]
    return list(zip(*lists, strict=True))

"""The true population: people, what happened to them and when, and which organisations met them.

Every chunk of people has a random generator of its own, so that people 1 to 100,000 are the same however many follow.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FIRST_DAY = date(2022, 1, 1)
DAYS = (date(2025, 1, 1) - FIRST_DAY).days
CLINIC_OPENS = (date(2022, 7, 1) - FIRST_DAY).days

GENDERS = ("female", "male", "transgender", "non_conforming")
COUNTRIES = ("US", "MX", "GT", "HN", "SV", "PH", "CN", "IN", "TH", "NG", "ET", "UA", "RO")
EXPLOITATION = (
    "sexual_exploitation",
    "forced_labour",
    "domestic_servitude",
    "criminal_exploitation",
    "forced_begging",
    "forced_marriage",
)
MEANS = (
    "debt_bondage",
    "takes_earnings",
    "threats",
    "threats_to_family",
    "psychological_abuse",
    "physical_abuse",
    "false_promises",
    "psychoactive_substances",
    "withholds_documents",
    "excessive_working_hours",
)
RECRUITMENT = (
    "online_social_networks",
    "online_advertisement",
    "family_or_family_events",
    "friends_or_social_events",
    "work",
    "other",
)
RELATIONS = ("intimate_partner", "family", "acquaintance", "stranger")
SERVICES = (
    "shelter",
    "legal",
    "immigration",
    "medical",
    "mental_health",
    "employment",
    "financial",
    "interpretation",
)
MEETERS = ("sheriff", "shelter", "legal_aid")

_COUNTRY_SHARE = np.array([0.70, 0.08, 0.04, 0.03, 0.03, 0.02, 0.02, 0.015, 0.015, 0.015, 0.01, 0.015, 0.01])
_MEANS_SHARE = np.array([0.25, 0.35, 0.40, 0.18, 0.45, 0.25, 0.40, 0.20, 0.18, 0.28])
_ASKED_SHARE = np.array([0.60, 0.45, 0.25, 0.40, 0.55, 0.30, 0.50, 0.20])
_RECEIVED_SHARE = np.array([0.62, 0.70, 0.55, 0.80, 0.60, 0.40, 0.85, 0.75])
# How likely each organisation meets somebody: small, and free of each other but for the kind of exploitation, so that
# 7 to 10 % of those whom any of them records are recorded by several, and a capture-recapture estimate has an answer.
_MEETS_IF_SEXUAL = {"sheriff": 0.125, "shelter": 0.110, "legal_aid": 0.065}
_MEETS_OTHERWISE = {"sheriff": 0.050, "shelter": 0.070, "legal_aid": 0.135}


@dataclass(frozen=True)
class People:
    """One chunk of the population, one array entry per person. Several answers are bits, in the order of their list."""

    key: Ints  # the person's number; the same number twice is the same person met again
    day: Ints
    age: Ints
    gender: Ints
    country: Ints
    exploitation: Ints
    means: Ints
    recruitment: Ints
    relation: Ints
    asked: Ints
    received: Ints
    area: Ints
    met: dict[str, Bools]

    def __len__(self) -> int:
        return len(self.key)

    def pick(self, rows: Any) -> "People":
        """Some of the people, by mask or by position."""
        chosen: dict[str, Any] = {
            entry.name: getattr(self, entry.name) for entry in fields(self) if entry.name != "met"
        }
        return People(
            **{name: values[rows] for name, values in chosen.items()},
            met={name: flags[rows] for name, flags in self.met.items()},
        )


def make_people(first: int, count: int, rng: np.random.Generator, populations: npt.NDArray[np.float64]) -> People:
    """`count` people numbered from `first`; `populations` weighs the areas."""
    exploitation = _exploitation(rng, count)
    is_sexual = (exploitation & 1).astype(bool)
    is_child = rng.random(count) < np.where(is_sexual, 0.30, 0.12)
    asked = bits(rng, count, _ASKED_SHARE)
    # An exponent below one leans to later days: reporting grew over the three years.
    day = (DAYS * rng.random(count) ** 0.85).astype(np.int64)
    return People(
        key=np.arange(first, first + count, dtype=np.int64),
        day=day,
        age=np.where(is_child, rng.integers(9, 18, count), 18 + rng.gamma(2.0, 6.5, count).astype(np.int64)).clip(
            9, 79
        ),
        gender=_genders(rng, is_sexual),
        country=_drawn(rng, count, _COUNTRY_SHARE),
        exploitation=exploitation,
        means=bits(rng, count, _MEANS_SHARE),
        recruitment=1 << _drawn(rng, count, np.array([0.28, 0.12, 0.18, 0.22, 0.15, 0.05])),
        relation=_drawn(rng, count, np.array([0.30, 0.18, 0.37, 0.15])),
        asked=asked,
        received=asked & bits(rng, count, _RECEIVED_SHARE),
        area=_drawn(rng, count, populations),
        met=_meetings(rng, is_sexual, day),
    )


def bits(rng: np.random.Generator, count: int, shares: npt.NDArray[np.float64]) -> Ints:
    """Independent yes/no answers as bits, the first share in the lowest bit."""
    found = np.zeros(count, dtype=np.int64)
    for place, share in enumerate(shares):
        found |= (rng.random(count) < share).astype(np.int64) << place
    return found


def _exploitation(rng: np.random.Generator, count: int) -> Ints:
    main = 1 << _drawn(rng, count, np.array([0.58, 0.26, 0.06, 0.06, 0.02, 0.02]))
    return main | np.where(
        rng.random(count) < 0.12, 1 << _drawn(rng, count, np.array([0.3, 0.3, 0.15, 0.15, 0.05, 0.05])), 0
    )


def _genders(rng: np.random.Generator, is_sexual: Bools) -> Ints:
    one = _drawn(rng, len(is_sexual), np.array([0.84, 0.10, 0.04, 0.02]))
    other = _drawn(rng, len(is_sexual), np.array([0.46, 0.52, 0.01, 0.01]))
    return np.where(is_sexual, one, other)


def _meetings(rng: np.random.Generator, is_sexual: Bools, day: Ints) -> dict[str, Bools]:
    met = {
        name: rng.random(len(day)) < np.where(is_sexual, _MEETS_IF_SEXUAL[name], _MEETS_OTHERWISE[name])
        for name in MEETERS
    }
    return {**met, "legal_aid": met["legal_aid"] & (day >= CLINIC_OPENS)}


def _drawn(rng: np.random.Generator, count: int, shares: npt.NDArray[np.float64]) -> Ints:
    """Positions drawn with these shares, which need not add up to one."""
    edges = np.cumsum(shares) / np.sum(shares)
    return np.searchsorted(edges[:-1], rng.random(count), side="right").astype(np.int64)

"""A made-up county: people of whom nobody exists, and the tables that would be counted over them.

1,490 people, 24 months, 12 areas in 4 districts. Six tables hold 1,521 different numbers, ten hold 3,457.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.tables import ANY_ANSWER, TOTAL, CountedTable, Dimension, DimensionKind
from schemas.areas import Area

Size = Literal["small", "large"]
PEOPLE = 1490
PROVIDERS = ("clinic", "hotline", "legal_aid", "police", "shelter")
UNKNOWN = "unknown"
# For each question how many words it has, whether a person may have several, and how often nobody knows.
QUESTIONS: dict[str, tuple[DimensionKind, int, float]] = {
    "gender": ("single", 2, 0.01),
    "age": ("single", 4, 0.04),
    "exploitation": ("multi", 7, 0.03),
    "region": ("single", 5, 0.02),
    "service": ("multi", 6, 0.05),
    "control": ("multi", 7, 0.1),
    "referral": ("single", 4, 0.03),
    "need": ("multi", 9, 0.05),
}
# Each table with its dimensions; a dimension of the period says how fine it is.
SMALL = (
    ("by_area", ("area", "quarter")),
    ("by_month", ("month", "gender")),
    ("by_age_and_gender", ("year", "age", "gender")),
    ("by_exploitation", ("exploitation", "age", "gender")),
    ("by_region", ("area", "year", "region")),
    ("by_service", ("area", "year", "service")),
)
LARGE = (
    *SMALL,
    ("by_area_and_month", ("area", "month")),
    ("by_control", ("control", "age", "gender")),
    ("by_referral", ("month", "referral", "gender")),
    ("by_need", ("area", "need")),
)
YEARS = ("2023", "2024")
DISTRICTS = ("E", "N", "S", "W")


def county(seed: int, size: Size, late: int = 0) -> list[CountedTable]:
    """The tables of the plan; with so many people more whose reports came late."""
    return _tables(_people(seed, late), size)


def provider_tables(seed: int, size: Size, late: int = 0) -> dict[str, list[CountedTable]]:
    """The same tables for the people whom one provider recorded, by the provider's name."""
    people = _people(seed, late)
    return {name: _tables(people[people["provider"] == name], size) for name in PROVIDERS}


def areas() -> list[Area]:
    """The areas with made-up populations, districts first."""
    districts = [Area(code, f"District {code}", "district", "", 60_000) for code in DISTRICTS]
    inside = [Area(f"{code}{at}", f"Area {code}{at}", "area", code, 20_000) for code in DISTRICTS for at in "123"]
    return districts + inside


def _people(seed: int, late: int) -> pd.DataFrame:
    """One line for each person; those who came late are drawn apart, so that the others stay who they are."""
    lines = [_drawn(np.random.default_rng(seed), PEOPLE, 0)]
    if late:
        lines.append(_drawn(np.random.default_rng([seed, late]), late, 12))
    return pd.concat(lines, ignore_index=True)


def _drawn(draw: np.random.Generator, people: int, first_month: int) -> pd.DataFrame:
    """So many people, met in the first month or later. Where somebody lives sways what happened to them."""
    place = draw.choice(12, people, p=_shares(12))
    month = draw.integers(first_month, 24, people)
    found: dict[str, object] = {
        "area": [f"{DISTRICTS[at // 3]}{at % 3 + 1}" for at in place],
        "month": [f"{YEARS[at // 12]}-{at % 12 + 1:02d}" for at in month],
        "provider": draw.choice(PROVIDERS, people, p=_shares(len(PROVIDERS))),
    }
    for name, (kind, words, missing) in QUESTIONS.items():
        usual = draw.choice(words, people, p=_shares(words))
        local = (place + draw.integers(0, 2, people)) % words
        answers = [{int(word)} for word in np.where(draw.random(people) < 0.25, local, usual)]
        if kind == "multi":
            more = draw.choice(words, people, p=_shares(words))
            answers = [
                one | ({int(other)} if draw.random() < 0.3 else set()) for one, other in zip(answers, more, strict=True)
            ]
        found[name] = [set() if draw.random() < missing else one for one in answers]
    return pd.DataFrame(found)


def _shares(size: int) -> npt.NDArray[np.float64]:
    """The first is the most frequent, each next one rarer by an eighth."""
    weights = 0.875 ** np.arange(size)
    shares: npt.NDArray[np.float64] = weights / weights.sum()
    return shares


def _tables(people: pd.DataFrame, size: Size) -> list[CountedTable]:
    return [_table(name, names, people) for name, names in (SMALL if size == "small" else LARGE)]


def _table(name: str, names: Sequence[str], people: pd.DataFrame) -> CountedTable:
    dimensions = tuple(_dimension(one) for one in names)
    each = [_memberships(dimension, people) for dimension in dimensions]
    letters = "abc"[: len(each)]
    sums = np.einsum(f"{','.join('p' + letter for letter in letters)}->{letters}", *(is_in for _, is_in in each))
    index = pd.MultiIndex.from_product([values for values, _ in each], names=[d.name for d in dimensions])
    frame = index.to_frame(index=False).assign(count=sums.ravel().astype("int64"))
    return CountedTable(name, name.replace("_", " ").capitalize(), "person", "people", dimensions, frame)


def _dimension(name: str) -> Dimension:
    if name == "area":
        inside = {district: tuple(f"{district}{number}" for number in "123") for district in DISTRICTS}
        return Dimension(name, "area", {TOTAL: DISTRICTS, **inside})
    if name in QUESTIONS:
        kind, size, _ = QUESTIONS[name]
        words = tuple(f"{name}_{number}" for number in range(size))
        whole: dict[str, tuple[str, ...]] = {TOTAL: (ANY_ANSWER, UNKNOWN)}
        return Dimension(name, kind, whole if kind == "multi" else {**whole, ANY_ANSWER: words}, _covers(kind, words))
    return Dimension("period", "period", dict(_periods(name)))


def _covers(kind: DimensionKind, words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {ANY_ANSWER: words} if kind == "multi" else {}


def _periods(finest: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield TOTAL, YEARS
    if finest != "year":
        yield from ((year, tuple(f"{year}-Q{quarter}" for quarter in range(1, 5))) for year in YEARS)
    if finest == "month":
        for year in YEARS:
            for quarter in range(4):
                yield f"{year}-Q{quarter + 1}", tuple(f"{year}-{3 * quarter + at:02d}" for at in (1, 2, 3))


def _memberships(dimension: Dimension, people: pd.DataFrame) -> tuple[list[str], npt.NDArray[np.int64]]:
    """All values of a dimension, and for each person which of them the person is in."""
    families = [*dimension.partitions.items(), *dimension.covers.items()]
    values = list(dict.fromkeys(value for whole, parts in families for value in (whole, *parts)))
    place = {value: number for number, value in enumerate(values)}
    above = {part: whole for whole, parts in families for part in parts}
    is_in = np.zeros((len(people), len(values)), dtype=np.int64)
    for row, own in enumerate(_own(dimension, people)):
        for value in own:
            for whole in _upwards(value, above):
                is_in[row, place[whole]] = 1
    is_in[:, place[TOTAL]] = 1
    return values, is_in


def _upwards(value: str, above: Mapping[str, str]) -> Iterator[str]:
    while value != TOTAL:
        yield value
        value = above[value]


def _own(dimension: Dimension, people: pd.DataFrame) -> Iterator[list[str]]:
    """The finest values of each person."""
    if dimension.kind == "area":
        yield from ([area] for area in people["area"])
    elif dimension.kind == "period":
        places = {value for parts in dimension.partitions.values() for value in parts}
        for month in people["month"]:
            quarter = f"{month[:5]}Q{(int(month[5:]) + 2) // 3}"
            yield [next(value for value in (month, quarter, month[:4]) if value in places)]
    else:
        for answers in people[dimension.name]:
            yield [f"{dimension.name}_{answer}" for answer in sorted(answers)] or [UNKNOWN]

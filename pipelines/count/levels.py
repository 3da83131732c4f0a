"""From the groups that a select gives to cells: every word, every parent, any answer, and the total."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pipelines.count.spec import DimensionSpec
from pipelines.tables import ANY_ANSWER, TOTAL, UNSPECIFIED, Dimension
from schemas.periods import first_month
from schemas.words import MISSING


@dataclass(frozen=True)
class Levels:
    """One dimension with all its values in their public order, and the values that a group counts under."""

    dimension: Dimension
    values: tuple[str, ...]
    of: Callable[[str], tuple[str, ...]]


def word_levels(name: str, spec: DimensionSpec, words: tuple[str, ...]) -> Levels:
    """A closed list. Single: the words add up to any answer. Multi: they overlap."""
    single = spec.kind == "single"
    if spec.values:
        return Levels(Dimension(name, spec.kind, {TOTAL: words}), (*words, TOTAL), lambda word: (word, TOTAL))
    partitions = {TOTAL: (ANY_ANSWER, *MISSING), **({ANY_ANSWER: words} if single else {})}
    covers: dict[str, tuple[str, ...]] = {} if single else {ANY_ANSWER: words}

    def levels(joined: str) -> tuple[str, ...]:
        return (joined, TOTAL) if joined in MISSING else (*joined.split(";"), ANY_ANSWER, TOTAL)

    return Levels(Dimension(name, spec.kind, partitions, covers), (*words, ANY_ANSWER, *MISSING, TOTAL), levels)


@dataclass(frozen=True)
class Asked:
    """One closed question: its answers, and whether a person may give several."""

    answers: tuple[str, ...]
    several: bool


def answer_levels(name: str, spec: DimensionSpec, questions: Mapping[str, Asked]) -> Levels:
    """The answers of all questions, as question:answer; each question adds up, or overlaps, on its own."""
    pairs = {
        question: tuple(f"{question}:{answer}" for answer in asked.answers) for question, asked in questions.items()
    }
    whole = word_levels(name, spec, tuple(pair for own in pairs.values() for pair in own))
    single = spec.model_copy(update={"kind": "single"})
    own = {
        question: word_levels(name, spec if asked.several else single, pairs[question]).dimension
        for question, asked in questions.items()
    }
    return replace(whole, dimension=replace(whole.dimension, per_group=own))


def group_levels(name: str, values: tuple[str, ...]) -> Levels:
    """Worlds of their own: nothing is summed over them."""
    return Levels(Dimension(name, "group"), values, lambda value: (value,))


def area_levels(name: str, every: dict[str, str], below: Container[str] = ()) -> Levels:
    """Areas and the areas that hold them. `every`: code to the code of its parent, empty at the top.

    Areas `below` the smallest that are wanted have no cells: who is in one of them is in the area around it.
    """
    parents = {code: parent for code, parent in every.items() if code not in below}
    holders = [code for code in parents if code in parents.values()]

    def levels(code: str) -> tuple[str, ...]:
        while code in below:
            code = every[code]
        above = [unspecified(code)] if code in holders else []
        while code in parents:
            above.append(code)
            code = parents[code]
        return (*above, ANY_ANSWER, TOTAL) if above else ("unknown", TOTAL)

    partitions: dict[str, tuple[str, ...]] = {TOTAL: (ANY_ANSWER, "unknown")}
    for holder in ("", *holders):
        inside = [code for code, parent in parents.items() if parent == holder]
        partitions[holder or ANY_ANSWER] = (*inside, *([unspecified(holder)] if holder else []))
    leaves = [code for code in parents if code not in holders]
    values = (*leaves, *map(unspecified, holders), *holders, ANY_ANSWER, "unknown", TOTAL)
    return Levels(Dimension(name, "area", partitions), values, levels)


def unspecified(code: str) -> str:
    """The part of a larger area of which nobody recorded the smaller one."""
    return f"{code}{UNSPECIFIED}"


def period_levels(name: str, finest: str, years: Iterable[int], until: str = "") -> Levels:
    """Months, quarters and years of the calendar; a period whose month nobody knows stands in its year alone.

    What begins after the month `until` is left out; the year and the quarter of that month end with it.
    """
    every = [str(year) for year in years]
    if finest == "year":
        partitions: dict[str, tuple[str, ...]] = {TOTAL: (*every, "unknown")}
        values = (*every, "unknown", TOTAL)
        return Levels(
            Dimension(name, "period", partitions),
            values,
            lambda period: (period[:4] if period != "unknown" else period, TOTAL),
        )

    def begun(periods: Iterable[str]) -> tuple[str, ...]:
        return tuple(period for period in periods if not until or first_month(period) <= until)

    quarters = {year: begun(f"{year}-Q{quarter}" for quarter in range(1, 5)) for year in every}
    months = {
        quarter: begun(f"{quarter[:4]}-{month:02d}" for month in range(3 * at + 1, 3 * at + 4))
        for parts in quarters.values()
        for at, quarter in enumerate(parts)
        if finest != "quarter"
    }
    undated = {year: f"{year}-undated" for year in every}
    partitions = {TOTAL: (*every, "unknown"), **months}
    partitions |= {year: (*quarters[year], undated[year]) for year in every}
    values = (
        *(month for parts in months.values() for month in parts),
        *(quarter for parts in quarters.values() for quarter in parts),
        *undated.values(),
        *every,
        "unknown",
        TOTAL,
    )

    def levels(period: str) -> tuple[str, ...]:
        if period == "unknown":
            return (period, TOTAL)
        year = period[:4]
        if len(period) == len("2024") or "Q" in period:  # a quarter is the sum of its months, and here none is known
            return (undated[year], year, TOTAL)
        quarter = f"{year}-Q{(int(period[5:]) + 2) // 3}"
        return (*([period] if months else []), quarter, year, TOTAL)

    return Levels(Dimension(name, "period", partitions), values, levels)


def expand(groups: pd.DataFrame, levels: list[Levels], sums: list[str]) -> pd.DataFrame:
    """Every cell with its sums, cells that nobody is in included, in the order of the values.

    `groups` has one text column per dimension and the columns to sum. A group is counted once under
    each of its values, so a person with two words is in both and once in the total.
    """
    frame = groups
    for level in levels:
        name = level.dimension.name
        counted_under = pd.Series([level.of(value) for value in frame[name]], index=frame.index, dtype=object)
        frame = frame.drop(columns=name).join(counted_under.rename(name)).explode(name, ignore_index=True)
    names = [level.dimension.name for level in levels]
    summed = frame.groupby(names, sort=False, observed=True)[sums].sum()
    grid = pd.MultiIndex.from_product([level.values for level in levels], names=names)
    if len(names) == 1:
        summed.index = pd.MultiIndex.from_arrays([summed.index], names=names)
    cells = summed.reindex(grid, fill_value=0).reset_index().astype(dict.fromkeys(names, "str"))
    worlds = [level.dimension.name for level in levels if level.dimension.kind == "group"]
    if not worlds:
        return cells
    # A world of its own that nobody has spoken of is not a world of zeros.
    return cells.merge(groups[worlds].drop_duplicates(), on=worlds, how="inner")

"""Whatever is damaged in a certified folder is found, and named by its code."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.certified_example import (
    ANY,
    LABOUR,
    N1,
    N2,
    OLD_ALL,
    OTHER,
    SEX,
    Certified,
    N,
    S,
    codes,
)


def change(name: str, row: int, column: str, value: object) -> Callable[[Certified], None]:
    """Another value in one cell of a table."""

    def spoil(example: Certified) -> None:
        example.tables[name][row][column] = value

    return spoil


def tell(fact: int, column: str, value: object) -> Callable[[Certified], None]:
    """Another value in one line of facts.csv."""

    def spoil(example: Certified) -> None:
        example.facts[fact][column] = value

    return spoil


def count(witness: str, *facts: int, by: int) -> Callable[[Certified], None]:
    """Some numbers of a witness changed by so many."""

    def spoil(example: Certified) -> None:
        for fact in facts:
            example.witnesses[witness][fact] += by

    return spoil


def leave_out(part: str, place: int) -> Callable[[Certified], None]:
    """One sum or one protected number less."""

    def spoil(example: Certified) -> None:
        del getattr(example, part)[place]

    return spoil


def line(place: int, zero: int | None, some: int | None) -> Callable[[Certified], None]:
    """Other witnesses for one protected number."""

    def spoil(example: Certified) -> None:
        example.protected[place] = (*example.protected[place][:3], zero, some)

    return spoil


def row_less(name: str, row: int) -> Callable[[Certified], None]:
    """A table without one of its cells."""

    def spoil(example: Certified) -> None:
        del example.tables[name][row]

    return spoil


def fact_less(example: Certified) -> None:
    """A fact is that of another cell, which no table shows."""
    example.facts[SEX]["cell"] = "form=elsewhere"


def wider(example: Certified) -> None:
    """The table and the fact both tell less than the rounding does."""
    example.tables["people_by_area"][2]["at_most"] = 24
    example.facts[S]["at_most"] = 24


def unrounded(example: Certified) -> None:
    """A number as it was counted."""
    example.tables["people_by_area"][2] |= {"count": 12, "at_least": 12, "at_most": 12}
    example.facts[S] |= {"at_least": 12, "at_most": 12, "step": 1}


def told_zero(example: Certified) -> None:
    """A zero that is no gap in reporting."""
    example.tables["people_by_form"][4] |= {"count": 0, "at_least": 0, "at_most": 0, "status": "shown"}
    example.facts[SEX] |= {"at_least": 0, "at_most": 0, "step": 1}


def structure_less(example: Certified) -> None:
    """A table whose areas add up with one more that it does not show."""
    [structure] = example.release["tables"][0]["structure"]
    example.release["tables"][0]["structure"] = [{**structure, "partitions": {"total": ["N", "S", "E"]}}]


def another_number(example: Certified) -> None:
    """The whole of last year is tied to the South."""
    example.sums[5] = ("grows", S, (OLD_ALL,))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (change("people_by_area", 0, "count", 70), "TIP-E541"),
        (change("people_by_area", 0, "at_least", 56), "TIP-E541"),
        (change("people_by_area", 3, "status", "not_reported"), "TIP-E541"),
        (change("people_by_area", 4, "count", 50), "TIP-E541"),
        (change("people_by_area", 3, "area", "N9"), "TIP-E541"),
        (change("people_by_area", 3, "area", "N1;form=sex"), "TIP-E541"),
        (row_less("people_by_area", 3), "TIP-E541"),
        (tell(N, "at_most", 50), "TIP-E541"),
        (tell(N1, "release", "2023"), "TIP-E541"),
        (fact_less, "TIP-E541"),
        (wider, "TIP-E541"),
        (unrounded, "TIP-E541"),
        (told_zero, "TIP-E541"),
        (change("people_by_area", 1, "rate_per_100k", 512.0), "TIP-E548"),
        (change("people_by_form", 3, "pct", 94), "TIP-E548"),
        (change("people_by_form", 3, "base", 53), "TIP-E548"),
        *((leave_out("sums", place), "TIP-E542") for place in range(7)),
        (structure_less, "TIP-E542"),
        (another_number, "TIP-E542"),
        (count("w0", N1, by=1), "TIP-E543"),
        (count("w0", N1, N2, by=-1), "TIP-E543"),
        (count("w1", ANY, by=1), "TIP-E543"),
        (count("w1", LABOUR, by=8), "TIP-E543"),
        (count("w0", OLD_ALL, by=1), "TIP-E543"),
        (count("w0", OTHER, by=1), "TIP-E543"),
        (line(0, 1, 1), "TIP-E544"),
        (line(0, 0, 0), "TIP-E544"),
        (line(0, None, 1), "TIP-E544"),
        (line(0, None, None), "TIP-E544"),
        (line(4, None, 0), "TIP-E544"),
        (line(5, 1, 1), "TIP-E544"),
        (line(6, 0, 0), "TIP-E544"),
        (line(8, 1, 1), "TIP-E544"),
        *((leave_out("protected", place), "TIP-E545") for place in range(8)),
    ],
)
def test_every_damage_is_found(spoil: Callable[[Certified], None], code: str, tmp_path: Path) -> None:
    example = Certified()
    spoil(example)
    assert code in codes(example.write(tmp_path))


@pytest.mark.parametrize("value", [0.5, None, -1], ids=["a fraction", "no number", "a negative number"])
def test_witnesses_are_whole_numbers_from_zero_up(value: float | None, tmp_path: Path) -> None:
    example = Certified()
    example.witnesses["w0"][N1] = value
    assert codes(example.write(tmp_path)) == {"TIP-E543"}

"""The parts of the check one by one: bounds by addition, multipliers, ties between releases, and circles of tables."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipelines.verify.bounds import Bounds, work_out
from pipelines.verify.folder import Folder, Rule
from pipelines.verify.joint import edges, is_acyclic, overlap
from pipelines.verify.multipliers import NOTHING, Multiple, least_by
from pipelines.verify.proof import NO_END, Facts, Sums, read_proof
from pipelines.verify.ties import check_ties, same_numbers
from tests.certified_example import ALL, ANY, LABOUR, N2, SEX, Certified


def test_intervals_are_narrowed_by_the_sums(tmp_path: Path) -> None:
    proof = read_proof(Folder.find(Certified().write(tmp_path)))
    bounds = work_out(proof.facts, proof.sums)
    assert (bounds.least[N2], bounds.most[N2]) == (45 - 9, 54)
    assert (bounds.least[ALL], bounds.most[ALL]) == (55, 64)
    assert (bounds.least[LABOUR], bounds.most[LABOUR]) == (45, 54)
    assert bounds.most.max() < NO_END
    for witness in proof.witnesses.T:
        assert ((witness >= bounds.least) & (witness <= bounds.most)).all()


def test_multipliers_show_a_least_number(tmp_path: Path) -> None:
    """Northby = North - Northfell, by the sum taken once: at least 45 - 9."""
    example = Certified()
    proof = read_proof(Folder.find(example.write(tmp_path)))
    told = Bounds(proof.facts.least, proof.facts.most)
    once = Multiple(1, None, Fraction(1))
    assert least_by([], [N2], [], proof, told) == 0
    assert least_by([once], [N2], [], proof, told) == 45 - 9
    assert least_by([once, once], [N2], [], proof, told) == NOTHING  # twice the North less what has no end
    assert least_by([Multiple(3, SEX, Fraction(-1))], [ANY], [SEX], proof, told) == 0
    assert least_by([Multiple(3, SEX, Fraction(1))], [ANY], [SEX], proof, told) == NOTHING


def told(*lines: str) -> Facts:
    """Facts as "release cell", of one universe; nothing is told of any."""
    releases, cells = zip(*(line.partition(" ")[::2] for line in lines), strict=True)
    none = np.zeros(len(lines), dtype=np.int64)
    return Facts(["person"] * len(lines), list(cells), none, none + NO_END, none, list(releases))


def tied(*lines: tuple[str, int, int]) -> Sums:
    """Sums of one part each: kind, whole and part."""
    kinds, wholes, parts = zip(*lines, strict=True)
    return Sums(np.array(kinds), np.array(wholes), np.array(parts), np.arange(len(lines) + 1))


RULE = Rule("public", 10, (10, 20, 50), 4, shows_zeros=False, release="2024", is_rebase=False)
SPRING = "period=2023-Q1"


@pytest.mark.parametrize(
    ("facts", "sums", "is_rebase", "problems"),
    [
        (told("2024 ", "2023 "), tied(("grows", 0, 1)), False, 0),
        (told("2024 ", "2023 "), tied(("same", 0, 1)), False, 0),
        (told("2024 ", "2023 area=N"), tied(("grows", 0, 1)), False, 1),
        (told("2024 ", "2024 area=N", "2023 ", "2023 area=N"), tied(("grows", 0, 2)), False, 1),
        (told("2024 ", "2024 area=N", "2023 ", "2023 area=N"), tied(("grows", 0, 2)), True, 0),
        (told(f"2024 {SPRING}", f"2023 {SPRING}"), tied(("same", 0, 1)), False, 0),
        (told(f"2024 {SPRING}", f"2023 {SPRING}"), tied(("grows", 0, 1)), False, 1),
        (told(f"2024 {SPRING}", f"2023-Q1 {SPRING}"), tied(("grows", 0, 1)), False, 1),
        (told(f"2024 {SPRING}", f"2022 {SPRING}"), tied(("grows", 0, 1)), False, 0),
        (told("2024 period=2023", "2023-Q1 period=2023"), tied(("grows", 0, 1)), False, 0),
        (told("2024 period=unknown", "2023 period=unknown"), tied(("grows", 0, 1)), False, 1),
        (told("2024 period=2023-undated", "2023 period=2023-undated"), tied(("grows", 0, 1)), False, 1),
        (told("2024 ", "2023 ", "2022 "), tied(("grows", 0, 1), ("grows", 1, 2)), False, 0),
        (told("2024 ", "2023 ", "2022 "), tied(("grows", 0, 1)), False, 1),
        (told("2024 ", "2023 ", "2022 "), tied(("grows", 1, 2), ("grows", 2, 1)), False, 1),
        (told("2024 ", "2023-rebase-1 ", "2023 "), tied(("grows", 0, 1)), False, 0),
        (told("2024 ", "2023-Q4 ", "2023-Q3-rebase-1 "), tied(("grows", 0, 1)), False, 1),
    ],
)
def test_what_was_told_before_is_tied(facts: Facts, sums: Sums, is_rebase: bool, problems: int) -> None:  # noqa: FBT001
    rule = replace(RULE, is_rebase=is_rebase)
    assert len(list(check_ties(facts, sums, rule))) == problems


def test_numbers_that_stay_the_same_are_one_over_all_releases() -> None:
    facts = told("2024 ", "2024 area=N", "2023 ", "2023 area=N", "2022 ")
    sums = tied(("same", 0, 2), ("same", 2, 4), ("grows", 1, 3))
    assert same_numbers(facts, sums).tolist() == [0, 1, 0, 3, 0]


def span(**values: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(text.split()) for name, text in values.items()}


@pytest.mark.parametrize(
    ("tables", "links"),
    [
        ([span(a="1", b="1"), span(b="1", c="1")], True),
        ([span(a="1", b="1"), span(b="1", c="1"), span(c="1", a="1")], False),
        ([span(a="1", b="1"), span(b="1", c="1"), span(c="1", a="1"), span(a="1", b="1", c="1")], True),
        ([span(a="1"), span(b="1"), span()], True),
        ([span(a="1", t="y m"), span(b="1", t="y")], True),
        ([span(a="1", t="y m"), span(b="1", t="y m"), span(a="1", b="1", t="y")], False),
        ([span(a="1", t="y m"), span(b="1", t="y q"), span(a="1", b="1", t="y")], True),
        ([span(a="1", b="1"), span(b="1", c="1"), span(c="1", d="1"), span(d="1", a="1")], False),
    ],
)
def test_circles_of_tables(tables: list[dict[str, frozenset[str]]], links: bool) -> None:  # noqa: FBT001
    assert is_acyclic(edges(tables)) == links


def many(*names: str) -> dict[str, frozenset[str]]:
    """A table of these dimensions."""
    return {name: frozenset({"x"}) for name in names}


@pytest.mark.parametrize(
    ("tables", "is_open"),
    [
        ([many("form", "age"), many("age", "pair")], False),
        ([many("form", "age"), many("form")], False),
        ([many("form", "age"), many("form", "area"), many("form", "age", "area")], False),
        ([many("form", "age"), many("form", "area")], True),
        ([many("pair", "age"), many("pair", "area")], False),
        ([many("form", "pair")], True),
        ([many("form", "one")], False),
    ],
)
def test_several_answers_of_one_person(tables: list[dict[str, frozenset[str]]], is_open: bool) -> None:  # noqa: FBT001
    """Three words of which two were given, and two words or one."""
    assert bool(overlap(edges(tables), {"form": 3, "pair": 2, "one": 1})) == is_open

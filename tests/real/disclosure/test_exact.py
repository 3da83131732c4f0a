"""Printed suppression patterns: never less safe, and no dearer than what others found.

What a reader can work out is looked up with another solver than the one that chose.
"""

import csv
import itertools
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import linprog

from pipelines.publish.cells import Relation
from pipelines.publish.exact import Needs, choose_hidden_among
from tests.real.conftest import DATA

CASES = DATA.parent / "cases" / "disclosure"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the disclosure cases are not on this machine")
Mask = npt.NDArray[np.bool_]


@dataclass
class System:
    """Named cells and their sums."""

    names: list[str]
    counts: npt.NDArray[np.int64]
    sums: list[Relation]

    @classmethod
    def of(cls, case: dict[str, Any]) -> "System":
        place = {name: number for number, name in enumerate(case["cells"])}
        sums = [Relation(place[e["total"]], tuple(place[p] for p in e["parts"]), True) for e in case["equations"]]
        return cls(list(place), np.array(list(case["cells"].values()), dtype=np.int64), sums)

    def mask(self, names: list[str]) -> Mask:
        return np.isin(self.names, names)

    def named(self, mask: Mask) -> set[str]:
        return {name for name, is_in in zip(self.names, mask, strict=True) if is_in}

    def within(self, cells: list[str]) -> "System":
        """One of several tables: the sums of its own cells alone."""
        inside = self.mask(cells)
        return System(self.names, self.counts, [s for s in self.sums if inside[[s.whole, *s.parts]].all()])

    def bounds(self, hidden: Mask) -> dict[str, tuple[float, float]]:
        """The least and the most that each hidden cell may be."""
        matrix = np.zeros((len(self.sums), len(self.names)))
        for row, (whole, parts, _) in enumerate(self.sums):
            matrix[row, list(parts)], matrix[row, whole] = 1.0, -1.0
        ends = [(0, None) if is_in else (c, c) for is_in, c in zip(hidden, self.counts.tolist(), strict=True)]
        found = {}
        for cell in np.flatnonzero(hidden).tolist():
            goal = np.zeros(len(self.names))
            goal[cell] = 1.0
            least, most = (linprog(s * goal, A_eq=matrix, b_eq=np.zeros(len(matrix)), bounds=ends) for s in (1, -1))
            found[self.names[cell]] = (round(least.fun, 6), round(-most.fun, 6) if most.status == 0 else np.inf)
        return found

    def hidden(self, primary: list[str], needs: Needs, may_hide: Mask | None = None) -> Mask:
        """The choice, with the counts as costs; checked to meet the needs."""
        first = self.mask(primary)
        hidden = choose_hidden_among(self.counts, self.sums, first, needs, self.counts.astype(float), may_hide=may_hide)
        assert (hidden | ~first).all()
        bounds = self.bounds(hidden)
        for cell in np.flatnonzero(first).tolist():
            least, most = bounds[self.names[cell]]
            assert least <= self.counts[cell] - needs.down[cell] + 1e-6
            assert most >= self.counts[cell] + needs.up[cell] - 1e-6
            assert most - least >= needs.wide[cell] - 1e-6
        return hidden

    def cost(self, mask: Mask) -> int:
        return int(self.counts[mask].sum())


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def wide(system: System, primary: list[str], values: int = 2) -> Needs:
    """So many numbers must stay possible for each small cell."""
    none = np.zeros(len(system.counts))
    return Needs(none, none, np.where(system.mask(primary), values - 1.0, 0.0))


def nought_to_four(system: System, primary: list[str]) -> Needs:
    """Nobody at all must stay possible, and four as well."""
    small, none = system.mask(primary), np.zeros(len(system.counts))
    return Needs(np.where(small, system.counts, 0.0), np.where(small, np.maximum(4.0 - system.counts, 0), 0.0), none)


def test_a_small_table_is_hidden_at_least_cost() -> None:
    case = read("c02_sdctable_microdata1")
    system = System.of(case)
    hidden = system.hidden(case["primary"], wide(system, case["primary"]))
    others = hidden & ~system.mask(case["primary"])
    assert system.named(others) == set(case["derived_here"]["pattern"])
    assert system.cost(others) == case["derived_here"]["min_cost_freq"] == 18 + 12 + 10


def test_two_gaps_in_every_row_and_column_are_not_enough() -> None:
    case = read("c03_sdctable_4x4_hidden_exact")
    system, primary = System.of(case), case["primary"]
    assert {n: list(b) for n, b in system.bounds(system.mask(primary)).items()} == case["derived_here"]["before"]
    hidden = system.hidden(primary, wide(system, primary))
    others = system.named(hidden & ~system.mask(primary))
    assert others == {case["derived_here"]["cheapest_single_extra"]}
    assert len(others) == case["published_answer"]["secondary_needed"] == 1


def test_linked_tables_need_one_more_cell_than_each_alone() -> None:
    case = read("c04_linked_tables_issue136")
    system, primary = System.of(case), case["primary"]
    for cells in case["tables"].values():
        alone = system.within(cells)
        assert system.named(alone.hidden(primary, nought_to_four(system, primary))) == set(primary)
    assert system.named(system.hidden(primary, nought_to_four(system, primary))) == {*primary, "N"}


INSTANCES = (
    "T1_2014_maxN1",
    "T2_2014_hier_maxN2",
    "T4_2014_hier_maxN4_zerosPublished",
    "T7_2015_hier_maxN2",
    "T9_before_all_rangeMin5",
    "T9_after_all_rangeMin5",
)


def test_all_instances_of_the_vignette_are_looked_at() -> None:
    assert set(read("c08_ssb_small_count_vignette")["instances"]) == set(INSTANCES)


@pytest.mark.parametrize("name", INSTANCES)
def test_no_dearer_than_a_gaussian_elimination(name: str) -> None:
    case = read("c08_ssb_small_count_vignette")["instances"][name]
    system, primary = System.of(case), case["primary"]
    published = system.mask([*primary, *case["secondary"]])
    for cell, bounds in system.bounds(published).items():
        assert list(bounds) == case["derived_bounds"][cell]
    may_hide = system.counts > 0 if "zerosPublished" in name else None
    values = {"T9_before_all_rangeMin5": 5, "T9_after_all_rangeMin5": 6}.get(name, 2)
    hidden = system.hidden(primary, wide(system, primary, values), may_hide)
    assert system.cost(hidden) <= system.cost(published)


def test_the_printed_rows_of_a_region_by_income_table() -> None:
    case = read("c10_ssbtools_z1")
    system = System.of(case)
    hidden = system.hidden(case["primary"], nought_to_four(system, case["primary"]))
    assert system.named(hidden) == set(case["published_answer_suppressed"])
    assert {n: list(b) for n, b in system.bounds(hidden).items()} == case["derived_bounds"]


def test_three_dimensions_at_no_more_than_three_per_cent_above_the_optimum() -> None:
    case = read("c20_sdctable_vignette")
    rows = list(csv.DictReader((CASES / case["data"]).open(encoding="utf-8")))
    place: dict[tuple[str, ...], int] = {(row["V1"], row["V2"], row["V3"]): at for at, row in enumerate(rows)}
    system = System(["|".join(key) for key in place], np.array([int(float(r["Freq"])) for r in rows]), [])
    levels = [{"Tot": "A B C D", "B": "Ba Bb Bc"}, {"Tot": "m w"}, {"Tot": "a b c d e f"}]
    for axis, family in enumerate(levels):
        rest = [dict.fromkeys(key[other] for key in place) for other in range(3) if other != axis]
        for (whole, parts), others in itertools.product(family.items(), itertools.product(*rest)):
            cell = [place[*others[:axis], value, *others[axis:]] for value in (whole, *parts.split())]
            system.sums.append(Relation(cell[0], tuple(cell[1:]), True))
    primary = [name for name, count in zip(system.names, system.counts, strict=True) if count <= 10]
    assert len(primary) == case["published_answer"]["n_primary"]
    hidden = system.hidden(primary, wide(system, primary))
    cost = system.cost(hidden & ~system.mask(primary))
    optimum = case["derived_here"]["min sum-of-Freq optimum (n,cost)"][1]
    assert cost <= 1.03 * optimum


def test_what_tau_argus_chose_for_a_table_of_amounts() -> None:
    case = read("c21_rtauargus_act_size")
    system, answer = System.of(case), case["published_answer"]
    primary = list(answer["primary"])
    hidden = system.hidden(primary, wide(system, primary))
    assert system.named(hidden) == {*primary, *answer["secondary"]}
    assert {n: list(b) for n, b in system.bounds(hidden).items()} == case["derived_here"]["bounds"]

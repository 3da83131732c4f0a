"""The auditor's answers to published cases: bounds of hidden cells, patterns that are safe, and others that are not."""

from itertools import product
from typing import Any

import pytest

from pipelines.audit import bounds_of
from tests.real.disclosure.cases import case, rows

System = dict[str, Any]


def whole(bounds: dict[str, list[float]]) -> dict[str, tuple[int, int]]:
    """Printed bounds of a case, as the auditor gives them."""
    return {name: (int(least), int(most)) for name, (least, most) in bounds.items()}


def hiding(system: System, *names: str) -> dict[str, tuple[int, int | None]]:
    return bounds_of({"cells": system["cells"], "equations": system["equations"], "suppressed": names})


def known(bounds: dict[str, tuple[int, int | None]]) -> set[str]:
    """Hidden cells that can be worked out exactly."""
    return {name for name, (least, most) in bounds.items() if least == most}


def test_c01_a_gap_of_four_cells_in_a_table_of_two_ways() -> None:
    found = case("c01")
    bounds = bounds_of(found)
    assert bounds == whole(found["derived_here"])
    assert bounds["r1|c1"] == tuple(found["published_answer"]["feasibility_interval"]["r1|c1"])


@pytest.mark.parametrize(
    "pattern", ["OPT/HITAS/HYPERCUBE/SIMPLEHEURISTIC suppressed (incl. primary)", "GAUSS suppressed"]
)
def test_c02_printed_patterns_are_safe_and_no_cell_of_them_is_for_nothing(pattern: str) -> None:
    found = case("c02_sdctable")
    assert known(hiding(found, *found["primary"])) == {"A|female"}
    printed = found["published_answer"][pattern]
    assert known(hiding(found, *printed)) == set()
    for name in printed:
        left = [other for other in printed if other != name]
        assert name in found["primary"] or known(hiding(found, *left))


def test_c02_the_table_is_what_its_records_add_up_to() -> None:
    found, people = case("c02_sdctable"), rows("c02_microdata1.csv")
    for name, count in found["cells"].items():
        region, gender = name.split("|")
        assert count == sum(
            row["region"] in {region, *_all(region)} and row["gender"] in {gender, *_all(gender)} for row in people
        )


def _all(value: str) -> set[str]:
    return {"A", "B", "C", "D", "male", "female"} if value == "total" else set()


def test_c03_two_gaps_in_every_line_do_not_protect() -> None:
    found = case("c03")
    before = hiding(found, *found["primary"])
    assert known(before) == {"w|b"}
    assert before == whole(found["derived_here"]["before"])
    assert before["w|b"] == tuple(found["published_answer"]["w|b before"])
    after = hiding(found, *found["primary"], found["derived_here"]["cheapest_single_extra"])
    assert after == whole(found["derived_here"]["after"])
    assert after["w|b"] == tuple(found["published_answer"]["w|b interval after the tool's own extra suppression"])


def test_c03_every_single_cell_that_mends_it_is_found() -> None:
    found = case("c03")
    mends = {name: tuple(bounds) for name, _, bounds in found["derived_here"]["single_extras_that_work"]}
    for name in sorted(set(found["cells"]) - set(found["primary"])):
        bounds = hiding(found, *found["primary"], name)
        assert (bounds["w|b"] == mends[name] and not known(bounds)) if name in mends else known(bounds)


def test_c04_linked_tables_are_safe_alone_and_open_together() -> None:
    found = case("c04")
    for table, name in (("by_county", "t1"), ("by_size", "t2")):
        inside = found["tables"][table]
        alone = {
            "cells": {cell: found["cells"][cell] for cell in inside},
            "equations": [one for one in found["equations"] if {one["total"], *one["parts"]} <= set(inside)],
        }
        assert hiding(alone, *found["primary"]) == whole(found["derived_here"][name])
    together = hiding(found, *found["primary"])
    assert together == whole(found["derived_here"]["joint"])
    assert known(together) == {"K"}
    mended = hiding(found, *found["primary"], "N")
    assert mended == whole(found["derived_here"]["after N"])
    assert known(mended) == set()


@pytest.mark.parametrize("instance", ["1", "2", "3"])
def test_c06_zeros_and_what_a_gap_says_give_hidden_cells_away(instance: str) -> None:
    found = case("c06")["instances"][instance]
    assert bounds_of(found) == whole(found["derived"]) == whole(found["answer"])
    if "lower_bound_known" in found:
        unknowing = {name: value for name, value in found.items() if name != "lower_bound_known"}
        assert bounds_of(unknowing) == whole(found["derived_without_lb"])


@pytest.mark.parametrize(
    "instance",
    [
        "T1_2014_maxN1",
        "T2_2014_hier_maxN2",
        "T4_2014_hier_maxN4_zerosPublished",
        "T7_2015_hier_maxN2",
        "T9_before_all_rangeMin5",
        "T9_after_all_rangeMin5",
    ],
)
def test_c08_bounds_of_printed_patterns(instance: str) -> None:
    found = case("c08")["instances"][instance]
    bounds = bounds_of(found)
    assert bounds == whole(found["derived_bounds"])
    for name, printed in found.get("published_bounds", {}).items():
        assert bounds[name] == tuple(printed)
    assert known(bounds) == set()


def test_c08_without_one_of_its_gaps_two_zeros_stand_open() -> None:
    found = case("c08")["instances"]["T7_2015_hier_maxN2"]
    left = [name for name in (*found["primary"], *found["secondary"]) if not name.endswith("|Spain")]
    bounds = hiding(found, *left)
    assert bounds["young|Iceland"] == bounds["young|Portugal"] == (0, 0)


def test_c10_the_printed_pattern_is_safe_and_its_bounds_are_as_derived() -> None:
    found = case("c10_")
    assert known(hiding(found, *found["primary"])) == set(found["primary"])
    bounds = hiding(found, *found["published_answer_suppressed"])
    assert bounds == whole(found["derived_bounds"])


def test_c15_a_contributor_knows_its_own_part_of_a_total() -> None:
    first, second = case("c15")["cases"]
    one, two, _ = second["contributions"]
    system = {"cells": {"all": second["X"], "one": None, "two": two, "rest": None}}
    bounds = bounds_of({**system, "equations": [{"total": "all", "parts": ["one", "two", "rest"]}]})
    assert bounds["one"] == (0, 51_000)  # 2 % above the truth, as printed
    assert 51_000 == round(1.02 * one) == second["X"] - two
    # Dominance is no rule of ours, but whether a cell reaches the upper bound that such a rule asks for can be said.
    total = sum(first["contributions"])
    for beside, is_enough in ((22, False), (23, True)):
        system = {"cells": {"row": total + beside, "cell": None, "beside": None}}
        bounds = bounds_of({**system, "equations": [{"total": "row", "parts": ["cell", "beside"]}]})
        assert ((bounds["cell"][1] or 0) >= first["min_safe_upper_bound"]) == is_enough


def test_c16_rounded_counts_are_turned_back_to_their_existence_intervals() -> None:
    for one in case("c16")["cases"]:
        rounding = {"base": one["b"], "kind": "adjacent", "K": one["K"]}
        bounds = bounds_of({"cells": {"cell": one["a"]}, "equations": [], "rounding": rounding})
        assert bounds == {"cell": tuple(one["interval"])}


def test_c16_controlled_rounding_adds_up_and_holds_the_truth() -> None:
    example = case("c16")["controlled_rounding_base5_example"]
    cells, truth = (
        {f"{row}|{at}": value for row, line in example[name].items() for at, value in enumerate(line)}
        for name in ("controlled", "original")
    )
    lines = [[f"{row}|{at}" for at in range(3)] for row in ("A", "B", "C", "Total")]
    columns = [[f"{row}|{at}" for row in ("A", "B", "C", "Total")] for at in range(3)]
    equations = [{"total": line[-1], "parts": line[:-1]} for line in (*lines, *columns)]
    rounded = {"cells": cells, "equations": equations}
    assert bounds_of({**rounded, "suppressed": []}) == {}  # adds up, or the auditor would stop
    bounds = bounds_of({**rounded, "rounding": {"base": 5, "kind": "adjacent"}})
    for name, (least, most) in bounds.items():
        assert most is not None
        assert least <= truth[name] <= most


def test_c19_noise_that_is_looked_up_leaves_a_few_counts_possible() -> None:
    found = case("c19_ckm")
    answer, table = found["answer"], [dict(zip(found["columns"], row, strict=True)) for row in found["ptable"]]
    assert sum(found["records"]) % 1 == pytest.approx(answer["cell_key"])
    (line,) = [
        row for row in table if row["i"] == len(found["records"]) and row["lb"] <= answer["cell_key"] < row["ub"]
    ]
    assert (line["v"], line["j"]) == (answer["noise"], answer["published"])


def test_c19_bounds_from_a_published_table_of_noise_hold_the_truth() -> None:
    lines = [(int(row["i"]), int(row["j"])) for row in rows("c19_ptable_szenario5a.csv", ";")]
    largest = max(count for count, _ in lines)
    noise = {told - count for count, told in lines if count == largest}
    from_count = {count: {told for i, told in lines if i == count} for count, _ in lines}

    def possible(told: int) -> list[int]:
        counts = [c for c in range(told + 12) if told in from_count.get(c, {c + v for v in noise})]
        return [min(counts), max(counts)]

    assert {1, 2}.isdisjoint(told for _, told in lines)
    for one, other in product((0, 1, 3, 7, 9), repeat=2):
        for told in sorted(from_count.get(one, {one})):
            cells = {"all": one + other, "one": None, "other": None}
            system = {"cells": cells, "equations": [{"total": "all", "parts": ["one", "other"]}]}
            least, most = bounds_of({**system, "intervals": {"one": possible(told)}})["one"]
            assert most is not None
            assert least <= one <= most <= least + 2 * 5


SUMS: dict[int, dict[str, tuple[str, ...]]] = {
    0: {"Tot": ("A", "B", "C", "D"), "B": ("Ba", "Bb", "Bc")},
    1: {"Tot": ("m", "w")},
    2: {"Tot": tuple("abcdef")},
}


def vignette() -> System:
    """The table of the vignette, with the sums of its three breakdowns."""
    lines = rows("c20_sdctable_vignette_168cells.csv")
    cells = {(row["V1"], row["V2"], row["V3"]): int(float(row["Freq"])) for row in lines}
    equations = [
        {"total": "|".join(values), "parts": ["|".join((*values[:at], part, *values[at + 1 :])) for part in parts]}
        for values in cells
        for at, sums in SUMS.items()
        for whole, parts in sums.items()
        if values[at] == whole
    ]
    return {"cells": {"|".join(values): count for values, count in cells.items()}, "equations": equations}


def test_c20_primary_gaps_alone_give_most_of_themselves_away() -> None:
    found, system = case("c20"), vignette()
    assert len(system["cells"]) == found["cells"]
    primary = [name for name, count in system["cells"].items() if count <= 10]
    assert len(primary) == found["published_answer"]["n_primary"]
    bounds = hiding(system, *primary)
    assert len(known(bounds)) > len(primary) / 2
    for name, (least, most) in bounds.items():
        assert most is not None
        assert least <= system["cells"][name] <= most


def test_c20_gaps_in_every_inner_cell_protect_the_primary_ones() -> None:
    system = vignette()
    primary = [name for name, count in system["cells"].items() if count <= 10]
    every = [name for name in system["cells"] if "Tot" not in name and not name.startswith("B|")]
    assert known(hiding(system, *every)).isdisjoint(primary)


def test_c21_the_pattern_of_a_real_run_leaves_bounds_as_derived() -> None:
    found = case("c21")
    gaps = [*found["published_answer"]["primary"], *found["published_answer"]["secondary"]]
    assert known(hiding(found, *found["published_answer"]["primary"])) == set(found["published_answer"]["primary"])
    assert hiding(found, *gaps) == whole(found["derived_here"]["bounds"])
    for _, pattern in found["derived_here"]["min_value_cost_patterns"]:
        open_cells = known(hiding(found, *found["published_answer"]["primary"], *pattern))
        assert open_cells.isdisjoint(found["published_answer"]["primary"])

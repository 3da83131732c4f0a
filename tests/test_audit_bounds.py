"""What a reader can work out of table systems that somebody else built, down to the whole number."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from pipelines.audit import audit, bounds_of, read_systems
from pipelines.audit.foreign import unrounded
from schemas.problems import ReleaseStopped
from tests.attacked_site import at, dimension, line, write_site


def total(parts: str, whole: str = "all") -> dict[str, Any]:
    return {"total": whole, "parts": list(parts)}


def test_two_gaps_share_what_is_left() -> None:
    system = {"cells": {"all": 9, "a": 3, "b": 4, "c": 2}, "equations": [total("abc")], "primary": ["a"]}
    assert bounds_of(system) == {"a": (3, 3)}
    assert bounds_of({**system, "secondary": ["b"]}) == {"a": (0, 7), "b": (0, 7)}
    assert bounds_of({**system, "secondary": ["b"], "lower_bound_known": 1}) == {"a": (1, 6), "b": (1, 6)}
    assert bounds_of({**system, "secondary": ["b"], "intervals": {"b": [2, 5]}}) == {"a": (2, 5), "b": (2, 5)}


def test_a_number_that_nothing_holds_has_no_end() -> None:
    system = {"cells": {"all": None, "a": None, "b": 4}, "equations": [total("ab")]}
    assert bounds_of(system) == {"all": (4, None), "a": (0, None)}


@pytest.mark.parametrize("kind", ["nearest", "adjacent"])
@pytest.mark.parametrize("base", [2, 3, 5, 10])
def test_rounding_is_turned_back_to_all_counts_that_give_it(kind: str, base: int) -> None:
    for count in range(4 * base):
        rounded = (2 * count + base) // (2 * base) * base
        least, most = unrounded(rounded, base, kind)
        assert least <= count <= most
        if kind == "nearest":
            assert least == 0 or (2 * (least - 1) + base) // (2 * base) * base < rounded
            assert (2 * (most + 1) + base) // (2 * base) * base > rounded


def test_rounded_numbers_narrow_each_other() -> None:
    system = {"cells": {"all": 10, "a": 0, "b": 5}, "equations": [total("ab")], "rounding": {"base": 5}}
    assert bounds_of(system) == {"all": (8, 9), "a": (1, 2), "b": (6, 7)}


def triangles(count: int) -> tuple[list[str], list[list[str]]]:
    """Words in triangles, and all pairs of words of the same triangle."""
    words = [[f"w{number}{corner}" for corner in "abc"] for number in range(count)]
    return [word for three in words for word in three], [
        list(pair) for three in words for pair in combinations(three, 2)
    ]


def test_whole_numbers_say_more_than_fractions() -> None:
    words, pairs = triangles(2)
    sums = {"+".join(pair): pair for pair in pairs}
    system = {
        "cells": dict.fromkeys(["all", *words, *sums]),
        "equations": [total_of("all", words), *(total_of(name, pair) for name, pair in sums.items())],
        "intervals": {name: [0, 1] for name in sums},
    }
    assert bounds_of(system)["all"] == (0, 2)  # with halves it would be 3


def total_of(whole: str, parts: list[str]) -> dict[str, Any]:
    return {"total": whole, "parts": parts}


def test_a_near_miss_is_found_by_whole_numbers_alone(tmp_path: Path) -> None:
    words, pairs = triangles(3)
    kinds = dimension("kind", sums={"total": words})
    facts = ["fact,universe,cell,at_least,at_most,step,release"]
    facts += [f"{word},person,kind={word},0,9,10,draft" for word in words]
    facts += [f"{number},person,pair={number},0,1,1,2023" for number in range(len(pairs))]
    sums = ["sum,kind,whole,part"]
    sums += [f"{number},adds_up,{number},{word}" for number, pair in enumerate(pairs) for word in pair]
    table = line("kinds", kinds, {"total": at(3), **dict.fromkeys(words, at(0))})
    proof = ["\n".join(lines) + "\n" for lines in (facts, sums)]
    found = audit(write_site(tmp_path / "site", [table], facts=proof[0], sums=proof[1]))
    assert found.disclosures[0][0] == "(kinds: all) is 0 to 3"  # with halves it would be 4


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        '{"cells": {"a": 1}}',
        '{"cells": {"a": 1.5}, "equations": []}',
        '{"cells": {"a": 1}, "equations": [{"total": "b", "parts": ["a"]}]}',
        '{"cells": {"a": "x"}, "equations": []}',
        '{"cells": {"a": 5}, "equations": [], "rounding": {"base": 5, "kind": "random"}}',
        "[1, 2]",
    ],
)
def test_a_system_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "system.json"
    path.write_text(text)
    with pytest.raises(ReleaseStopped) as stopped:
        _ = [bounds_of(system) for system in read_systems(path).values()]
    assert stopped.value.problems[0].code == "TIP-E512"


@pytest.mark.parametrize("cells", [{"all": 5, "a": None, "b": 6}, {"all": 5, "a": None, "b": 2, "c": 4}])
def test_a_system_that_contradicts_itself_is_refused(cells: dict[str, int | None]) -> None:
    with pytest.raises(ReleaseStopped) as stopped:
        bounds_of({"cells": cells, "equations": [total("".join(cells)[3:])]})
    assert stopped.value.problems[0].code == "TIP-E503"


def test_ends_that_cross_are_refused() -> None:
    with pytest.raises(ReleaseStopped) as stopped:
        bounds_of({"cells": {"a": None}, "equations": [], "intervals": {"a": [3, 2]}})
    assert stopped.value.problems[0].code == "TIP-E503"

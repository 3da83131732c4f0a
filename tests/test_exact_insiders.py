"""Exact numbers before a provider that knows its own cases: what is left of each number is protected as well."""

import numpy as np
import pytest

from pipelines.publish import Policy, Provider, protect
from pipelines.publish.cells import list_cells
from pipelines.publish.exact import Insider, choose_hidden
from pipelines.publish.providers import Providers
from pipelines.tables import CountedTable, Dimension
from tests.made_up_tables import reached
from tests.test_publish import rows, table, told

BANDED, SHOWN = Policy(profile="exact"), Policy(profile="exact", zeros="shown")
KIND = Dimension("kind", "single", {"total": ("a", "b", "c")})
PLACE = Dimension("place", "area", {"total": ("n", "s", "w")})
TABLE = rows("t", KIND, {"total": 14 + 30 + 40, "a": 14, "b": 30, "c": 40})
OWN = rows("t", KIND, {"total": 10 + 3 + 2, "a": 10, "b": 3, "c": 2})

Leaves = dict[tuple[str, ...], int]


def gaps(policy: Policy, one: CountedTable, providers: Providers) -> set[str]:
    found = told(protect([one], policy, providers=providers), one.name)
    return {name for name, (status, _, _) in found.items() if status == "hidden"}


@pytest.mark.parametrize("policy", [BANDED, SHOWN])
def test_a_large_number_of_which_few_are_left_is_hidden(policy: Policy) -> None:
    """14 less its own 10 are 4."""
    assert gaps(policy, TABLE, {}) == set()
    assert gaps(policy, TABLE, {"house": Provider([OWN])}) == {"a", "b"}


def test_where_it_is_alone_there_is_nothing_to_hide() -> None:
    own = rows("t", KIND, {"total": 14 + 3 + 2, "a": 14, "b": 3, "c": 2})
    assert gaps(BANDED, TABLE, {"house": Provider([own])}) == {"a", "b"}, "others could be there as well"
    assert gaps(BANDED, TABLE, {"house": Provider([own], frozenset({("person", "kind", "a")}))}) == set()


def test_a_total_of_parts_in_which_it_is_alone_is_its_own_as_well() -> None:
    everywhere = frozenset(("person", "kind", word) for word in "abc")
    assert gaps(BANDED, TABLE, {"house": Provider([TABLE])}) == {"total", "a", "b", "c"}
    assert gaps(BANDED, TABLE, {"house": Provider([TABLE], everywhere)}) == set()


def test_a_policy_that_does_not_ask_for_it_is_followed() -> None:
    assert gaps(Policy(profile="exact", providers=False), TABLE, {"house": Provider([OWN])}) == set()


@pytest.mark.parametrize("policy", [BANDED, SHOWN])
@pytest.mark.parametrize("seed", range(2))
def test_every_provider_is_left_with_several_numbers(policy: Policy, seed: int) -> None:
    draw = np.random.default_rng(seed)
    leaves: Leaves = {(kind, place): int(draw.integers(0, 60)) for kind in "abc" for place in "nsw"}
    own: list[Leaves] = [{leaf: int(count * share) for leaf, count in leaves.items()} for share in (0.7, 0.2)]
    one = table("t", (KIND, PLACE), leaves)
    providers = [Provider([table("t", (KIND, PLACE), each)]) for each in own]
    cells = list_cells([one])
    insiders = [Insider.of(provider, cells, [one]) for provider in providers]
    hidden, _ = choose_hidden(cells, policy, insiders)
    least = np.where((cells.counts > 0) & (policy.zeros == "shown"), 1, 0)
    for insider in insiders:
        left = cells.counts - insider.own
        floors = np.maximum(least - insider.own, 0)
        assert (hidden | (left >= 10) | (least + cells.counts == 0)).all() or policy.zeros == "shown"
        for cell in np.flatnonzero(hidden).tolist():
            low, high = (reached(left, cells.relations, hidden, floors, cell, sign) for sign in (1, -1))
            assert abs(high) - low >= 4
            if left[cell] < 10 and policy.zeros == "banded":
                assert low == 0


def test_the_private_report_says_why_each_number_is_left_out() -> None:
    log = protect([TABLE], BANDED, providers={"house": Provider([OWN])}).report.log
    assert log == (
        "person: kind=a: left out, because what is left of it is small to house",
        "person: kind=b: left out, because else kind=a could be worked out by house",
    )

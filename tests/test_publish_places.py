"""Places: a mark on one town among zeros says that somebody is there, so zeros are hidden with the small counts."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from pipelines.publish import Policy, protect
from pipelines.tables import ANY_ANSWER, TOTAL, CountedTable, Dimension

TOWNS = ("a", "b", "c", "d", "e")
AREA = Dimension("area", "area", {TOTAL: (ANY_ANSWER, "unknown"), ANY_ANSWER: (*TOWNS, "x-unspecified")})


def by_town(*counts: int) -> CountedTable:
    """A table of five towns, with nobody whose town is unknown."""
    cells = dict(zip(TOWNS, counts, strict=True)) | {"x-unspecified": 0, "unknown": 0}
    cells |= {ANY_ANSWER: sum(counts), TOTAL: sum(counts)}
    frame = pd.DataFrame({"area": list(cells), "count": list(cells.values())})
    return CountedTable("towns", "Towns", "person", "people", (AREA,), frame)


def shown(table: CountedTable) -> dict[str, int]:
    """The towns whose count may be read."""
    (told,) = protect([table], Policy()).tables
    rows = told.frame[told.frame["status"] == "shown"]
    return {area: int(count) for area, count in zip(rows["area"], rows["count"], strict=True) if area in TOWNS}


def test_a_few_people_in_a_few_towns_show_no_town() -> None:
    assert shown(by_town(1, 0, 1, 0, 1)) == {}
    assert shown(by_town(0, 0, 0, 0, 1)) == {}


def test_towns_without_anybody_are_zero_where_nobody_is_counted_at_all() -> None:
    assert shown(by_town(0, 0, 0, 0, 0)) == dict.fromkeys(TOWNS, 0)


def test_large_counts_stay_where_the_others_keep_their_room() -> None:
    told = shown(by_town(40, 30, 0, 4, 12))
    assert told.items() <= {"a": 40, "b": 30}.items()
    assert told


@pytest.mark.parametrize("counts", [(40, 30, 0, 4, 12), (25, 0, 0, 3, 11), (0, 0, 0, 0, 11), (9, 9, 9, 9, 9)])
def test_every_hidden_town_may_have_nobody_or_nine(counts: tuple[int, ...]) -> None:
    """Bounds by another solver than the one that chose, from the shown rows alone."""
    (told,) = protect([by_town(*counts)], Policy()).tables
    known = {a: None if pd.isna(n) else int(n) for a, n in zip(told.frame["area"], told.frame["count"], strict=True)}
    names = list(known)
    sums = [(TOTAL, (ANY_ANSWER, "unknown")), (ANY_ANSWER, (*TOWNS, "x-unspecified"))]
    equal = np.array([[(n in parts) - (n == whole) for n in names] for whole, parts in sums], dtype=float)
    bounds = [(0, None) if known[n] is None else (known[n], known[n]) for n in names]
    for at, name in enumerate(names):
        if name in TOWNS and known[name] is None and counts[TOWNS.index(name)] < 10:
            least, most = (
                linprog(sign * np.eye(len(names))[at], A_eq=equal, b_eq=[0, 0], bounds=bounds) for sign in (1, -1)
            )
            assert least.fun == 0
            assert most.status == 3 or -most.fun >= 9, name

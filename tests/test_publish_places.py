"""Places: a mark on one town among zeros would say that somebody is there, so zeros look like small counts."""

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


def statuses(table: CountedTable) -> dict[str, str]:
    """How each town is told."""
    (told,) = protect([table], Policy()).tables
    return {
        area: status for area, status in zip(told.frame["area"], told.frame["status"], strict=True) if area in TOWNS
    }


@pytest.mark.parametrize("counts", [(1, 0, 1, 0, 1), (0, 0, 0, 0, 1), (2, 2, 2, 0, 0)])
def test_a_few_people_in_a_few_towns_show_no_town(counts: tuple[int, ...]) -> None:
    assert len(set(statuses(by_town(*counts)).values())) == 1
    pd.testing.assert_frame_equal(
        protect([by_town(*counts)], Policy()).tables[0].frame,
        protect([by_town(0, 0, 0, 0, 0)], Policy()).tables[0].frame,
    )


def test_large_counts_stay_where_the_others_keep_their_room() -> None:
    assert statuses(by_town(40, 30, 0, 4, 12))["a"] == "shown"


@pytest.mark.parametrize("counts", [(40, 30, 0, 4, 12), (25, 0, 0, 3, 11), (0, 0, 0, 0, 11), (9, 9, 9, 9, 9)])
def test_every_small_town_may_have_nobody_or_four(counts: tuple[int, ...]) -> None:
    """Bounds by another solver than the one that chose, from the told intervals alone."""
    (told,) = protect([by_town(*counts)], Policy()).tables
    rows = told.frame.set_index("area")
    names = list(rows.index)
    sums = [(TOTAL, (ANY_ANSWER, "unknown")), (ANY_ANSWER, (*TOWNS, "x-unspecified"))]
    equal = np.array([[(n in parts) - (n == whole) for n in names] for whole, parts in sums], dtype=float)
    told_ends = zip(rows["at_least"].fillna(0), rows["at_most"], strict=True)
    ends = [(least, None if pd.isna(most) else most) for least, most in told_ends]
    for at, name in enumerate(names):
        if name in TOWNS and ends[at][0] < 10:
            least, most = (
                linprog(sign * np.eye(len(names))[at], A_eq=equal, b_eq=[0, 0], bounds=ends) for sign in (1, -1)
            )
            assert least.fun <= 1e-9, name
            assert most.status == 3 or -most.fun >= 4 - 1e-9, name

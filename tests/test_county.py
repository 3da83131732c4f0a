"""The made-up county of the benchmark: as many numbers as it says, and the same people every time."""

import numpy as np
import pytest

from pipelines.publish.cells import list_cells
from tests.bench.county import PEOPLE, PROVIDERS, Size, county, provider_tables


@pytest.mark.parametrize(("size", "tables", "cells"), [("small", 6, 1521), ("large", 10, 3457)])
def test_the_plans_have_so_many_numbers(size: Size, tables: int, cells: int) -> None:
    plan = county(1, size)
    found = list_cells(plan)
    assert (len(plan), len(found.counts)) == (tables, cells)
    assert found.counts.max() == PEOPLE


def test_late_reports_only_add_people() -> None:
    before, after = (list_cells(county(1, "small", late)).counts for late in (0, 12))
    assert after.max() == PEOPLE + 12
    assert (after >= before).all()
    assert (after > before).sum() > 300


def test_every_person_is_recorded_by_one_provider() -> None:
    own = [list_cells(tables).counts for tables in provider_tables(1, "small").values()]
    assert len(own) == len(PROVIDERS)
    assert (np.sum(own, axis=0) == list_cells(county(1, "small")).counts).all()

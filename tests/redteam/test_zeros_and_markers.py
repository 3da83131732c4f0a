"""A zero that is told says of every other mark that somebody is there; so does a mark that zeros do not have."""

from pathlib import Path

import pandas as pd
import pytest

from pipelines.tables import Dimension
from schemas.problems import ReleaseStopped
from tests.attacked_site import HIDDEN, Row, at, exactly
from tests.redteam.told import disclosed, line, naively, together

AREA = Dimension("area", "area", {"total": ("X1", "X2", "X3")})
COUNTS = {"total": 64, "X1": 60, "X2": 4, "X3": 0}


def with_zeros(count: int) -> Row:
    return exactly(0) if count == 0 else at(count)


def at_least_one(count: int) -> Row:
    return {**at(count), "at_least": 1} if 0 < count < 10 else at(count)


@pytest.mark.parametrize("telling", [with_zeros, at_least_one])
def test_what_tells_a_zero_from_a_small_number_is_found(telling: object, tmp_path: Path) -> None:
    with pytest.raises(ReleaseStopped, match="TIP-E504"):
        disclosed(naively([line(AREA, COUNTS)], tmp_path / "naive", telling))  # type: ignore[arg-type]  # two of them


def test_a_mark_that_says_that_somebody_is_there_is_found(tmp_path: Path) -> None:
    """Where the policy shows zeros, hidden means one at least."""

    def hidden(count: int) -> Row:
        return HIDDEN if 0 < count < 10 else at(count)

    tables = [line(AREA, {"total": 64, "X1": 50, "X2": 8, "X3": 6})]
    assert disclosed(naively(tables, tmp_path / "marked", hidden, policy={"zeros": "shown"}))
    assert disclosed(naively(tables, tmp_path / "banded", hidden)) == []


def test_nobody_and_somebody_have_the_same_mark(tmp_path: Path) -> None:
    together([line(AREA, COUNTS)], tmp_path / "safe")
    told = pd.read_csv(tmp_path / "safe" / "tables" / "area.csv").set_index("area")
    assert list(told.loc[["X2", "X3"], "status"]) == ["below", "below"]
    assert list(told.loc[["X2", "X3"], "at_least"]) == [0, 0]
    assert disclosed(tmp_path / "safe") == []


def test_six_people_in_six_towns_show_no_town(tmp_path: Path) -> None:
    towns = tuple(f"T{number}" for number in range(1, 31))
    by_town = Dimension("area", "area", {"total": towns})
    counts = {"total": 6, **{town: int(number < 6) for number, town in enumerate(towns)}}
    together([line(by_town, counts)], tmp_path / "safe")
    told = pd.read_csv(tmp_path / "safe" / "tables" / "area.csv").set_index("area").loc[list(towns)]
    assert len(told.drop_duplicates()) == 1
    assert disclosed(tmp_path / "safe") == []

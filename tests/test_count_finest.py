"""Tables that end at larger places or longer periods: nobody is lost, and every number is that of the finer table."""

from pathlib import Path

import pytest

from pipelines.count import levels_of
from pipelines.count.spec import DimensionSpec, read_spec
from pipelines.tables import ANY_ANSWER, TOTAL
from schemas.problems import DeclarationMistake
from tests.counted_by_hand import names

MISSING_PLACE = ("unknown", TOTAL)


def test_who_is_in_a_smaller_place_is_in_the_one_around_it() -> None:
    levels = levels_of("area", DimensionSpec(kind="area", finest="district"), names())
    assert levels.values == ("N", "S", ANY_ANSWER, "unknown", TOTAL)
    assert levels.dimension.partitions == {TOTAL: (ANY_ANSWER, "unknown"), ANY_ANSWER: ("N", "S")}
    assert levels.of("N1") == levels.of("N") == ("N", ANY_ANSWER, TOTAL)
    assert levels.of("elsewhere") == MISSING_PLACE


def test_the_smallest_level_is_every_area() -> None:
    smallest = levels_of("area", DimensionSpec(kind="area", finest="area"), names())
    every = levels_of("area", DimensionSpec(kind="area"), names())
    assert (smallest.values, smallest.dimension) == (every.values, every.dimension)


def test_a_level_that_no_area_has_is_told_with_those_that_there_are() -> None:
    with pytest.raises(DeclarationMistake, match="TIP-E594") as caught:
        levels_of("area", DimensionSpec(kind="area", finest="distrct"), names())
    assert "area, district" in caught.value.problems[0].mend


def test_quarters_are_those_of_the_table_with_months() -> None:
    quarters = levels_of("period", DimensionSpec(kind="period", finest="quarter"), names())
    months = levels_of("period", DimensionSpec(kind="period"), names())
    assert set(months.values) - set(quarters.values) == {
        f"{y}-{m:02d}" for y in (2022, 2023, 2024) for m in range(1, 13)
    }
    for period in ("2023-05", "2023-Q2", "2023", "unknown"):
        assert quarters.of(period) == tuple(value for value in months.of(period) if value in quarters.values)
    kept = {whole: parts for whole, parts in months.dimension.partitions.items() if "Q" not in whole}
    assert quarters.dimension.partitions == kept


@pytest.mark.parametrize(
    ("dimension", "says"),
    [
        ('period = { kind = "period", finest = "week" }', "finest must be month, quarter or year"),
        ('gender = { kind = "single", list = "gender", finest = "year" }', "finest belongs to a period, or to an area"),
    ],
)
def test_a_finest_that_cannot_be_is_told(tmp_path: Path, dimension: str, says: str) -> None:
    path = tmp_path / "table.sql"
    text = f'-- Title\n--| universe = "person"\n--| unit = "people"\n--| dimensions.{dimension}\nselect 1\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationMistake) as caught:
        read_spec(path)
    assert says in caught.value.problems[0].says
    assert "line 4" in caught.value.problems[0].says

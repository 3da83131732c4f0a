"""What a heading or a comparison claims must hold for every true number that the published intervals allow."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.bars import Bar, bars
from dashboards.cells import Cell
from dashboards.compared import relation, side_by_side
from dashboards.sentences import leading, most_often
from dashboards.texts import Texts, read_texts
from tests.test_show_sentences import WITHHELD, below, table, told


@pytest.fixture(scope="module", params=["en", "es"])
def texts(request: pytest.FixtureRequest) -> Texts:
    return read_texts(request.param, {"period": {}})


def with_shares(base: int, **answers: dict[str, object]) -> pd.DataFrame:
    rows = table(any_answer=told(base), **answers)
    shares = [None if pd.isna(count) else 100 * count / base for count in rows["count"]]
    return rows.assign(
        base=pd.array([base] * len(rows), dtype="Int64"), pct=pd.Series(shares, dtype="Float64").round(0)
    )


STATES = st.one_of(
    st.integers(1, 12).map(lambda tens: told(10 * tens)),
    st.integers(1, 6).map(lambda twenties: told(20 * twenties, 20)),
    st.sampled_from([10, 20, 50]).map(below),
    st.just(WITHHELD),
)


@given(listed=st.lists(STATES, min_size=1, max_size=5))
def test_a_message_names_the_largest_only_where_no_other_can_be_larger(listed: list[dict[str, object]]) -> None:
    english = read_texts("en", {})
    rows = with_shares(200, **{f"answer{at}": state for at, state in enumerate(listed)})
    said = most_often(rows, "answer", english)
    if not said:
        return
    [first] = [at for at in range(len(listed)) if f"answer{at}”" in said]
    least = int(str(listed[first]["at_least"]))
    others = [state.get("at_most") for at, state in enumerate(listed) if at != first]
    assert all(most is not None and int(str(most)) < least for most in others)


def cell(least: int, most: int) -> Cell:
    return Cell({"period": "2024"}, "shown", (least + most) // 2, None, {}, least, most)


ENDS = st.tuples(st.integers(0, 30), st.integers(0, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(now=ENDS, before=ENDS)
def test_more_and_fewer_hold_for_every_pair_of_true_numbers(now: tuple[int, int], before: tuple[int, int]) -> None:
    found = relation(cell(*now), cell(*before))
    pairs = [(new, old) for new in range(now[0], now[1] + 1) for old in range(before[0], before[1] + 1)]
    assert (found == "more") == all(new > old for new, old in pairs)
    assert (found == "fewer") == all(new < old for new, old in pairs)


def test_a_period_that_is_not_told_is_compared_with_nothing(texts: Texts) -> None:
    hidden = Cell({"period": "2023"}, "below", None, None, {}, 0, 9)
    assert side_by_side("sentence.people_year", [hidden, cell(30, 34)], texts) == ""
    assert side_by_side("sentence.people_year", [cell(30, 34)], texts) == ""
    assert "2024" in side_by_side("sentence.people_year", [cell(20, 24), cell(30, 34)], texts)


def test_what_comes_next_is_said_only_where_it_is_sure(texts: Texts) -> None:
    sure = leading(with_shares(200, a=told(100), b=told(60), c=told(30)), "answer", texts, "people")
    unsure = leading(with_shares(200, a=told(100), b=told(60), c=told(60)), "answer", texts, "people")
    said = texts("list.quoted", label="b")
    assert said in sure
    assert said not in unsure


def test_a_number_without_a_length_is_text_alone() -> None:
    """A count on an axis of shares is no bar: of length zero it would look like a true zero."""
    drawn = bars([Bar("Not known", None, "93 answers"), Bar("Yes", 42, "42%")])
    assert [list(trace.x) for trace in drawn.data] == [[42]]
    assert len(drawn.layout.shapes) == 1

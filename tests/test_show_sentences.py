"""Sentences claim what published intervals can carry: rounded numbers are about, the largest is surely the largest."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.charts import overview_range, services_gap, where_rates
from dashboards.order import Span, may_be_largest, may_be_smallest
from dashboards.sentences import most_frequent
from dashboards.texts import Texts, read_texts

# Count, least, most, status; a coarse one is marked as show marks it.
EXACT = {"at_least": 12, "at_most": 12, "count": 12, "status": "shown"}


@pytest.fixture(scope="module")
def texts() -> Texts:
    return read_texts("en", {"answer": {"total": "All"}, "area": {}})


def told(count: int, step: int = 10) -> dict[str, object]:
    least, most = max(count - step // 2, step), count + (step - 1) // 2
    return {"count": count, "at_least": least, "at_most": most, "status": "shown", "is_coarse": step > 10}


def below(limit: int = 10) -> dict[str, object]:
    return {"at_least": 0, "at_most": limit - 1, "status": "below"}


WITHHELD: dict[str, object] = {"status": "withheld"}


def table(**answers: dict[str, object]) -> pd.DataFrame:
    rows = pd.DataFrame([{"answer": name, "count": None, **own} for name, own in answers.items()])
    for name in ("count", "at_least", "at_most"):
        rows[name] = rows.get(name, pd.Series(None, index=rows.index)).astype("Int64")
    return rows


def said(texts: Texts, **answers: dict[str, object]) -> str:
    return most_frequent(table(**answers), "answer", texts, "people")


def test_the_largest_is_claimed_where_no_interval_reaches_it(texts: Texts) -> None:
    assert said(texts, a=told(40), b=told(20), c=below()) == (
        "Recorded most often: “a”, about 40 people. One of 3 numbers is told as an upper limit only, to protect people."
    )


def test_intervals_that_touch_are_not_set_in_an_order(texts: Texts) -> None:
    """30 may be 34 and 40 may be 35: one more, and the same at 50s; but 50 to 74 and 75 to 124 are apart."""
    apart, touching = (told(100, 50), told(50, 50)), (told(40, 20), told(30))
    assert said(texts, a=apart[0], b=apart[1]).startswith("Recorded most often: “a”, about 100 (75 to 124) people.")
    assert said(texts, a=touching[0], b=touching[1]) == (
        "Among the largest numbers: “a” with about 40 (30 to 49) and “b” with about 30. "
        "As rounded they are too close to say which is larger."
    )


def test_equal_rounded_numbers_are_no_tie(texts: Texts) -> None:
    assert said(texts, a=told(30), b=told(30)).startswith("Among the largest numbers: “a” with about 30 and “b” with")
    assert said(texts, a=EXACT, b=EXACT) == "Recorded most often: “a” and “b”, 12 people each."


def test_a_number_that_is_not_shown_may_be_larger(texts: Texts) -> None:
    for rival in (WITHHELD, below(50)):
        told_so = said(texts, a=told(30), b=told(10), c=rival)
        assert told_so.startswith("The largest number that can be shown is “a”, about 30 people. A number that")
    assert said(texts, a=told(30), b=below(20)).startswith("Recorded most often")


def test_many_that_are_too_close_are_not_named(texts: Texts) -> None:
    assert said(texts, **{name: told(10) for name in "abcde"}) == (
        "5 answers are among the largest numbers, too close to each other to say which is larger."
    )


def test_where_no_number_is_shown_none_is_said(texts: Texts) -> None:
    assert said(texts, a=WITHHELD, b=WITHHELD) == "All of the numbers are withheld to protect people."
    assert said(texts, a=below(), b=below()).startswith("None of the numbers can be shown, to protect people.")


def test_small_and_withheld_numbers_are_counted_apart(texts: Texts) -> None:
    assert said(texts, a=told(90), b=below(), c=below(), d=WITHHELD).endswith(
        "Of 4 numbers, some are told as upper limits only (2) or withheld (1), to protect people."
    )


def test_a_range_is_from_the_lower_to_the_higher_number(texts: Texts) -> None:
    def between(linked: dict[str, object], summed: dict[str, object]) -> str:
        return overview_range.sentence(table(linked=linked, summed=summed).rename(columns={"answer": "bound"}), texts)

    assert between(told(410), told(460)) == "Between about 410 and about 460 people were identified or reported."
    assert between(told(40, 20), told(30)).startswith("Between about 30 and about 40 (30 to 49)")
    assert "whichever way" in between(told(410), told(410))
    assert "cannot be given" in between(told(410), WITHHELD)


def test_the_largest_gap_is_claimed_in_the_same_way(texts: Texts) -> None:
    def gap(**services: dict[str, object]) -> str:
        rows = table(**services).rename(columns={"answer": "service"})
        rows.insert(1, "outcome", "not_received")
        return services_gap.sentence(rows, texts)

    assert gap(a=told(50), b=told(20)) == "The largest gap is for “a”: about 50 requests were not met."
    assert gap(a=told(50), b=WITHHELD).startswith("The largest gap that can be shown is for “a”")
    assert gap(a=told(20), b=told(30, 20)).startswith("Among the largest gaps, in requests that were not met: “b”")
    assert gap(a=below()).startswith("No gap between services asked for and received can be shown.")


def test_rates_are_ranked_only_where_their_counts_are_apart(texts: Texts) -> None:
    def ranked(*people: tuple[dict[str, object], int]) -> str:
        rows = table(**{f"X{number}": own for number, (own, _) in enumerate(people)}).rename(columns={"answer": "area"})
        rows.insert(1, "period", "2024")
        rows["rate_per_100k"] = [round(100_000 * int(str(own["count"])) / of, 1) for own, of in people]
        return where_rates.sentence(where_rates.select(rows.assign(is_area=True, parent="")), texts)

    assert "in X1 (about 20 people) to 100.0 in X0" in ranked((told(100), 100_000), (told(20), 100_000))
    overlapping = ranked((told(20), 20_000), (told(30), 31_000))
    assert "from 96.8 to 100.0" in overlapping
    assert "X0" not in overlapping, "no area is named as the highest"


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1])), min_size=1
)


@given(SPANS, st.randoms(use_true_random=False))
def test_what_cannot_be_the_largest_never_is(spans: list[Span], random: object) -> None:
    """Whatever the true numbers within the intervals are, the largest and the smallest are among those named."""
    true = [random.randint(int(one.least), int(one.most)) for one in spans]  # type: ignore[attr-defined]  # hypothesis
    assert true.index(max(true)) in may_be_largest(spans)
    assert true.index(min(true)) in may_be_smallest(spans)


def test_what_is_withheld_may_always_be_the_largest() -> None:
    assert may_be_largest([Span(1000, 1000), Span(0, math.inf), Span(0, 9)]) == [0, 1]

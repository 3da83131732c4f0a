"""Sentences claim what published intervals can carry: rounded numbers are about, the largest is surely the largest."""

import math
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.charts import overview_range, services_gap, where_rates
from dashboards.order import Span, may_be_largest, may_be_smallest
from dashboards.sentences import most_frequent
from dashboards.texts import Texts, read_texts
from pipelines.publish.rates import add_rates
from pipelines.tables import Dimension
from schemas.policy import Rates

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


Area = tuple[int, int, int]


def areas(*told_of: Area) -> pd.DataFrame:
    """All areas together, and areas of so many thousands, with their least and most: as publish tells them."""
    every = [(sum(each[at] for each in told_of) or 1) for at in range(3)]
    rows: list[tuple[str, int, int, int]] = [("total", every[0], every[1], every[2])]
    rows += [(f"X{number}", *own) for number, own in enumerate(told_of)]
    frame = pd.DataFrame(rows, columns=["area", "people", "at_least", "at_most"]).assign(period="2024", status="shown")
    frame["count"] = (frame["at_least"] + frame["at_most"]) // 2
    frame = frame.astype(dict.fromkeys(("count", "at_least", "at_most"), "Int64"))
    listed = [{"code": code, "parent": "", "population": 1000 * n} for code, n, *_ in rows[1:]]
    names = ["area", "period", "count", "at_least", "at_most", "status"]
    dimensions = (Dimension("area", "area"), Dimension("period", "period"))
    return add_rates(frame[names], dimensions, listed, Rates()).assign(is_area=frame["area"] != "total", parent="")


def rates(texts: Texts, rows: pd.DataFrame) -> str:
    return where_rates.sentence(where_rates.select(rows), texts)


def test_an_area_is_named_only_where_chance_and_rounding_cannot_explain_its_rate(texts: Texts) -> None:
    """Of 300 in 300,000, 100 are expected in each; X0 has 200, twice that, and X1 and X2 half of it."""
    apart = rates(texts, areas((100, 195, 204), (100, 45, 54), (100, 45, 54)))
    assert "Higher than chance alone would explain: X0." in apart
    assert "Lower than chance alone would explain: X1 and X2." in apart
    alike = rates(texts, areas((100, 95, 104), (100, 105, 114), (100, 85, 94)))
    assert "No area is clearly different from that" in alike
    assert "X" not in alike


def test_a_number_that_may_be_within_the_limits_is_not_said_to_be_beyond(texts: Texts) -> None:
    """The same middle, told more coarsely: 100 to 300 may be what is expected."""
    coarse = rates(texts, areas((100, 100, 300), (100, 45, 54), (100, 45, 54)))
    assert "Higher" not in coarse


def test_many_areas_are_numbered_and_those_without_a_rate_counted(texts: Texts) -> None:
    said = rates(texts, areas(*[(100, 195, 204)] * 5, *[(100, 45, 54)] * 5, (2, 20, 24)))
    assert "Higher than chance alone would explain: 5 areas, named in the table." in said
    assert "Areas without a rate, because the number or the population is too small or is not told: 1." in said


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(5, 300), st.integers(10, 400), st.integers(0, 60)), min_size=2, max_size=8))
def test_no_order_is_claimed_between_areas_whose_intervals_overlap(texts: Texts, told_of: list[Area]) -> None:
    """Higher and lower are said against the whole only; an area said to be higher is above every one said lower."""
    rows = areas(*((people, least, least + wide) for people, least, wide in told_of))
    chosen = where_rates.select(rows)
    assert list(chosen["area"]) == list(rows["area"]), "the order of the areas file"
    higher, lower = (chosen[chosen["against"] == word] for word in ("higher", "lower"))
    rate = 100_000 / chosen["population"].astype("Float64")
    assert (higher["at_least"] * rate[higher.index] > higher["funnel_high"]).all()
    assert (lower["at_most"] * rate[lower.index] < lower["funnel_low"]).all()
    if len(higher) and len(lower):
        assert (higher["at_least"] * rate[higher.index]).min() > (lower["at_most"] * rate[lower.index]).max()
    said = rates(texts, rows)
    named = set(re.findall(r"X\d", said))
    assert named <= {*higher["area"], *lower["area"]}
    assert not re.search(r"highest|lowest|most|first|top|worst", said)


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

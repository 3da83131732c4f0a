"""What one text means as a date, a number or a period: good text, bad text, and text that is no answer."""

from datetime import date

import pytest

from pipelines.conform.cells import Place, date_parser, integer_parser, number_parser, period_parser
from pipelines.conform.words import area_parser
from schemas.words import missing_texts
from tests.small_tables import CONTEXT

PLACE = Place("Column")
BLANK = frozenset(missing_texts())


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        ("iso", "2024-03-28", date(2024, 3, 28)),
        ("iso", "2024-03-28 23:59:59.999999999", date(2024, 3, 28)),
        ("dmy", "28/03/2024", date(2024, 3, 28)),
        ("dmy", "3/10/2024", date(2024, 10, 3)),
        ("dmy", "28-03-2024", date(2024, 3, 28)),
        ("dmy", "28.03.2024", date(2024, 3, 28)),
        ("dmy", "28/03/24", date(2024, 3, 28)),
        ("dmy", "2024-03-28", date(2024, 3, 28)),
        ("mdy", "3/10/2024", date(2024, 3, 10)),
        ("mdy", "1/7/2024 12:00:00 AM", date(2024, 1, 7)),
        ("mdy", "03/28/24 17:05", date(2024, 3, 28)),
        ("mdy", "18-JAN-18", date(2018, 1, 18)),
        ("iso", "18-Jan-2018", date(2018, 1, 18)),
        ("dmy", "18 January 2018", date(2018, 1, 18)),
        ("iso", "January 18, 2018", date(2018, 1, 18)),
    ],
)
def test_dates_in_the_declared_order(order: str, text: str, day: date) -> None:
    assert date_parser(PLACE, order, None)(text).value == (day, "day")


@pytest.mark.parametrize(
    ("text", "value"),
    [("2024", (date(2024, 1, 1), "year")), ("2024-05", (date(2024, 5, 1), "month"))],
)
def test_a_year_or_a_month_alone_says_so(text: str, value: tuple[date, str]) -> None:
    assert date_parser(PLACE, "dmy", None)(text).value == value


@pytest.mark.parametrize(
    ("zone", "day"), [(None, 1), ("America/Chicago", 31), ("Asia/Tokyo", 1), ("Pacific/Kiritimati", 1)]
)
def test_a_time_with_an_offset_is_read_in_the_declared_zone(zone: str | None, day: int) -> None:
    found = date_parser(PLACE, "iso", zone)("2024-01-01T04:30:00.000+00:00").value[0]
    assert found.day == day


@pytest.mark.parametrize(
    ("order", "text"),
    [
        ("iso", "28/03/2024"),
        ("iso", "03/04/2024"),
        ("iso", "2024-02-30"),
        ("dmy", "31/02/2023"),
        ("iso", "2024-13"),
        ("iso", "1824"),
        ("iso", "20240328"),
        ("iso", "45379"),
        ("iso", "2024-03-28 or so"),
        ("iso", "0001-01-01T00:00:00+14:00"),
        ("iso", "9999-12-31T23:59:59-14:00"),
        ("iso", "soon"),
    ],
)
def test_what_is_no_date_in_that_order_is_said_and_not_guessed(order: str, text: str) -> None:
    cell = date_parser(PLACE, order, "Asia/Kolkata")(text)
    assert cell.value is None
    assert cell.problem is not None
    assert (cell.problem.code, cell.problem.column) == ("TIP-E152", "Column")
    assert text not in str(cell.problem)


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("17", 17), ("1,432", 1432), ("12,345,678", 12_345_678), ("-1", -1), ("+3", 3), ("17.0", 17)],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert integer_parser(PLACE)(text).value == number


@pytest.mark.parametrize(
    "text", ["17.5", "1,43", "1,4,3", "14,32", "1 432", "1e3", "17 years", "4,294,967,296,000", "9" * 12, "NA", "½"]
)
def test_what_is_no_whole_number(text: str) -> None:
    cell = integer_parser(PLACE, BLANK)(text)
    assert (cell.value, cell.problem and cell.problem.code) == (None, "TIP-E153")


@pytest.mark.parametrize(("text", "number"), [("15666.67", 15666.67), ("-1", -1), ("0", 0), ("007", 7)])
def test_numbers(text: str, number: float) -> None:
    assert number_parser(PLACE)(text).value == number


@pytest.mark.parametrize("text", ["1,5", "1.5.1", "nan", "inf", "1e9", "."])
def test_what_is_no_number(text: str) -> None:
    cell = number_parser(PLACE, BLANK)(text)
    assert (cell.value, cell.problem and cell.problem.code) == (None, "TIP-E154")


@pytest.mark.parametrize("text", ["", "unknown", "NULL", "n/a", "prefer not to say", "Not Recorded"])
def test_no_answer_is_no_number_no_date_and_no_area(text: str) -> None:
    parsers = (
        integer_parser(PLACE, BLANK),
        number_parser(PLACE, BLANK),
        date_parser(PLACE, "iso", None, BLANK),
        area_parser(PLACE, CONTEXT.area_names, BLANK),
    )
    assert all(parse(text).value is None and parse(text).problem is None for parse in parsers)


@pytest.mark.parametrize("text", ["2024", "2024-Q1", "2024-12"])
def test_periods(text: str) -> None:
    assert period_parser(PLACE)(text).value == text


@pytest.mark.parametrize("text", ["", "2024-Q5", "2024-00", "2024-13", "24", "2024-03-28", "2024Q1", "Q1 2024"])
def test_what_is_no_period(text: str) -> None:
    found = period_parser(PLACE)(text).problem
    assert found is not None
    assert found.code == "TIP-E159"

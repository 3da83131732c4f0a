"""What spreadsheets do to age bands, numbers of records, codes and dates is named, and never put back by guessing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipelines.conform import conform
from pipelines.conform.cells import Place, date_parser, integer_parser, period_parser
from pipelines.conform.damage import named
from pipelines.conform.orders import order_of
from pipelines.conform.words import area_parser, word_parser
from pipelines.receive import read_rows
from pipelines.receive.workbook import text_of
from schemas.problems import FileStopped
from schemas.source import FileFormat
from tests.small_tables import CONTEXT, Done, declared, done, table

PLACE = Place("Band")
BANDS = {"10-14": "child", "15-17": "child", "18+": "adult"}


def code(kind: str, text: str) -> str:
    """The code of the problem that a text is in a column of that kind, or nothing."""
    parsers = {
        "word": (word_parser(PLACE, BANDS, tuple(BANDS), ()), BANDS),
        "integer": (integer_parser(PLACE), ()),
        "period": (period_parser(PLACE), ()),
        "area": (area_parser(PLACE, {"02139": "A", "10001": "B"}), {"02139": "A", "10001": "B"}),
        "date": (date_parser(PLACE, "mdy", None), ()),
    }
    parse, known = parsers[kind]
    found = named(parse, PLACE, kind, known)(text).problem
    assert found is None or text not in str(found)
    return found.code if found else ""


@pytest.mark.parametrize("kind", ["word", "integer", "area"])
@pytest.mark.parametrize(
    "text",
    [
        *("14-Oct", "14-oct", "Oct-14", "oct-2014", "9-May", "12-ene", "dic-17", "14-Oct-26", "14/Oct/2026"),
        *("2014-10-01", "2026-10-14", "2026-10-14T00:00:00", "2026-10-14 00:00", "10/14/2026", "14.10.2026", "1/4/26"),
    ],
)
def test_a_band_that_became_a_date_is_named(kind: str, text: str) -> None:
    assert code(kind, text) == "TIP-E860"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("word", "10-14", ""),
        ("word", "14-Octopus", "TIP-E155"),
        ("word", "2026", "TIP-E155"),
        ("integer", "17", ""),
        ("integer", "10-14", "TIP-E153"),
        ("integer", "1.3E+15", "TIP-E864"),
        ("integer", "1e3", "TIP-E153"),
        ("period", "Mar-24", "TIP-E860"),
        ("period", "2024-03", ""),
        ("area", "2139", "TIP-E875"),
        ("area", "02139", ""),
        ("area", "0002139", "TIP-E158"),
        ("area", "1001", "TIP-E158"),
        ("date", "45123", "TIP-E863"),
        ("date", "45123.75", "TIP-E863"),
        ("date", "99999", "TIP-E152"),
        ("date", "4512", "TIP-E152"),
        ("date", "3/28/2024", ""),
        ("date", "28/3/2024", "TIP-E866"),
        ("date", "31/02/2024", "TIP-E152"),
        ("date", "########", "TIP-E865"),
        ("word", "#NUM!", "TIP-E865"),
        ("word", "#¡VALOR!", "TIP-E865"),
        ("word", "# 4", "TIP-E155"),
    ],
)
def test_each_kind_of_damage_has_its_own_name(kind: str, text: str, expected: str) -> None:
    assert code(kind, text) == expected


def test_the_words_that_are_allowed_are_still_told() -> None:
    found = named(word_parser(PLACE, BANDS, tuple(BANDS), ()), PLACE, "word")("14-Oct").problem
    assert found is not None
    assert found.expected == "10-14, 15-17, 18+"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2014, 10, 1), "TIP-E860"),
        (45123, "TIP-E155"),
        (1.2e15, "TIP-E864"),
        (1.23456789012346e15, "TIP-E864"),
        (1e22, "TIP-E864"),
        ("#N/A", "TIP-E865"),
    ],
)
def test_a_cell_of_a_workbook_is_named_as_its_text_would_be(cell: object, expected: str) -> None:
    assert code("word", text_of(cell)) == expected


def test_a_workbook_with_a_damaged_band_waits_by_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["No", "Day", "Group"], ["1", "2024-01-01", "child"], ["2", "2024-01-01", date(2026, 10, 14)]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    reader = read_rows(tmp_path / "a.xlsx", FileFormat())
    source = declared({"id": "No", "columns": {"identified_on": "Day", "age_group": "Group"}})
    _, reasons = conform(source, "identification", reader.headers, reader.chunks(), CONTEXT, lambda _: None)
    assert [(found.code, found.column, rows) for found, rows in reasons] == [("TIP-E860", "Group", [3])]


DATED = {"id": "No", "columns": {"identified_on": "Day"}}


def numbered(numbers: list[str], **record: object) -> Done:
    return done({**DATED, **record}, "\n".join(["No | Day", *(f"{number} | 2024-01-01" for number in numbers)]))


def test_ids_that_a_spreadsheet_changed_wait_and_are_named() -> None:
    found = numbered(["1.2E+15", "14-Oct", "#NAME?", "12-A", "2024-17", "12E5", ""])
    assert found.told == {
        ("TIP-E864", "No", 2),
        ("TIP-E860", "No", 3),
        ("TIP-E865", "No", 4),
        ("TIP-E151", "No", 8),
    }
    assert found.values("record_id") == ["12-A", "2024-17", "12E5"]


def test_declared_widths_find_lost_zeros() -> None:
    assert numbered(["0007", "8", "A9", "12345"], width={"no": 4}).told == {("TIP-E861", "No", 3)}


@pytest.mark.parametrize(
    ("numbers", "shorter"),
    [
        (["0007", "0010", "11", "312", "1312"], 2),
        (["7", "8", "10"], 0),
        (["0007", "007", "8"], 0),
        (["0007", "A8", "12345"], 0),
    ],
)
def test_observed_widths_are_a_note(numbers: list[str], shorter: int) -> None:
    found = numbered(numbers)
    assert found.notes.get("TIP-E862", 0) == shorter
    assert len(found.rows) == len(numbers)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2024-03-28", "iso"),
        ("28/03/2024", "dmy"),
        ("03/28/2024", "mdy"),
        ("3-4-24", "both"),
        ("3/4/2024 12:00:00 AM", "both"),
        ("31/02/2024", ""),
        ("29/02/24", "dmy"),
        ("3/4-2024", ""),
        ("18-Jan-18", ""),
        ("soon", ""),
    ],
)
def test_what_a_date_tells_of_its_order(text: str, order: str) -> None:
    assert order_of(text) == order


def dated(order: str, days: list[str]) -> Done:
    rows = [f"{number} | {day}" for number, day in enumerate(days)]
    return done(DATED, "\n".join(["No | Day", *rows]), date_order=order)


@pytest.mark.parametrize(
    ("order", "days", "stops", "told"),
    [
        ("dmy", ["3/28/2024", "3/4/2024"], "TIP-E867", "1 can only be month/day/year, 0 can only be day/month/year"),
        ("mdy", ["28/3/2024", "3/28/2024", "3/4/2024"], "TIP-E867", "1 can only be day/month/year, 1 can only be"),
        ("iso", ["3/28/2024", "3/4/2024", "2024-01-01"], "TIP-E868", "0 can only be day/month/year, 1 only month"),
        ("iso", ["3/4/2024", "3/4/2024"], "TIP-E868", "and 2 could be either"),
    ],
)
def test_a_column_that_contradicts_the_declared_order_stops(order: str, days: list[str], stops: str, told: str) -> None:
    with pytest.raises(FileStopped) as stopped:
        dated(order, days)
    (found,) = stopped.value.problems
    assert (found.code, found.column) == (stops, "Day")
    assert told in found.says


@pytest.mark.parametrize(
    ("order", "days", "told"),
    [
        ("dmy", ["28/3/2024"] * 11 + ["3/28/2024"], {("TIP-E866", "Day", 13)}),
        ("iso", ["2024-03-28", "3/4/2024"], {("TIP-E152", "Day", 3)}),
        ("mdy", ["3/4/2024", "4/5/2024", "2024-01-01", "18-Jan-24"], set()),
        ("iso", ["31/02/2024"], {("TIP-E152", "Day", 2)}),
    ],
)
def test_a_slip_stops_its_row_alone(order: str, days: list[str], told: set[tuple[str, str, int]]) -> None:
    assert dated(order, days).told == told


def test_dates_of_both_orders_are_counted_over_the_whole_column_and_all_its_rows() -> None:
    """Rows out of scope are no records, but their dates tell how the column is written."""
    record = {**DATED, "filter": [{"column": "Kind", "is": "ours"}]}
    with pytest.raises(FileStopped):
        done(record, "No | Day | Kind\n1 | 3/4/2024 | ours\n2 | 3/28/2024 | other", date_order="dmy")


@pytest.mark.parametrize(("on", "later"), [(None, 0), (date(2024, 6, 2), 1), (date(2024, 6, 3), 0)])
def test_odd_days_are_notes_against_the_day_that_is_told(on: date | None, later: int) -> None:
    rows = table("No | Day\n1 | 1989-12-31\n2 | 1990-01-01\n3 | 2024-06-02\n4 | 2024-06-03\n5 | 2024")
    context = replace(CONTEXT, on=on)
    outcome, _ = conform(declared(DATED), "identification", ["No", "Day"], [rows], context, lambda _: None)
    notes = {found.code: found.count for found in outcome.problems}
    assert notes == {"TIP-E870": 1, **({"TIP-E869": later} if later else {})}
    assert outcome.counts.accepted == 1 + 1 + 1 + 1 + 1

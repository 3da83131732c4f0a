"""What one text means as a word: countries, areas, consent, flags, and several words in one cell."""

import pytest

from pipelines.conform.cells import Place
from pipelines.conform.words import area_parser, country_parser, flag_parser, word_parser, yes_no_parser
from schemas.words import missing_texts
from tests.small_tables import CONTEXT

PLACE = Place("Column")
BLANK = frozenset(missing_texts())


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("NA", "africa"),
        ("na", "africa"),
        ("Namibia", "africa"),
        ("US", "national"),
        ("usa", "national"),
        ("PHL", "asia"),
        ("MX;PH", "americas;asia"),
        ("MX;US;GT", "americas;national"),
        ("", "unknown"),
        ("not applicable", "not_applicable"),
        ("MX;unknown", "americas"),
    ],
)
def test_countries_are_regions_and_na_is_namibia(text: str, region: str) -> None:
    assert country_parser(PLACE, missing_texts(), {}, "US", (";",))(text).value == region


def test_what_a_source_declares_goes_before_iso() -> None:
    parse = country_parser(PLACE, missing_texts(), {"na": "unknown", "south": "europe"}, "US", (";",))
    assert [parse(text).value for text in ("NA", "South", "MEX")] == ["unknown", "europe", "americas"]


@pytest.mark.parametrize("text", ["N/A country", "XX", "Ruritania", "MX;XX"])
def test_a_country_that_nobody_knows_is_no_other_region(text: str) -> None:
    cell = country_parser(PLACE, missing_texts(), {}, "US", (";",))(text)
    assert (cell.value, cell.problem and cell.problem.code) == (None, "TIP-E157")


@pytest.mark.parametrize(("text", "code"), [("N1", "N1"), ("northfell", "N1"), ("OLD  TOWN", "N1"), ("North", "N")])
def test_areas_by_code_name_and_other_name(text: str, code: str) -> None:
    assert area_parser(PLACE, CONTEXT.area_names)(text).value == code


def test_an_area_that_the_community_does_not_have() -> None:
    cell = area_parser(PLACE, CONTEXT.area_names)("Northfell Heights")
    assert (cell.value, cell.problem and cell.problem.code) == (None, "TIP-E158")


@pytest.mark.parametrize(
    ("text", "agreed"), [("Yes", True), ("SÍ", True), ("no", False), ("", False), ("refused", False), ("0", False)]
)
def test_consent(text: str, agreed: bool) -> None:  # noqa: FBT001  # one of the two values of the table
    assert yes_no_parser(PLACE, ("yes", "si"))(text).value is agreed


def test_consent_that_says_neither() -> None:
    cell = yes_no_parser(PLACE, ("yes",))("verbal")
    assert (cell.value, cell.problem and cell.problem.code) == (None, "TIP-E160")


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("1.0", True), ("TRUE", True), ("0", False), ("0.0", False), ("", False)]
)
def test_flags(text: str, value: bool) -> None:  # noqa: FBT001  # as above
    assert flag_parser(PLACE, ("1", "true"), BLANK)(text).value is value


@pytest.mark.parametrize("text", ["2", "maybe", "-1"])
def test_a_flag_that_says_neither_is_no_silent_no(text: str) -> None:
    cell = flag_parser(PLACE, ("1",), BLANK)(text)
    assert (cell.value, cell.problem and cell.problem.code) == (None, "TIP-E155")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("b;a", "a;b"),
        ("a; ;a;", "a"),
        (";", "unknown"),
        ("a;unknown", "a"),
        ("unknown;refused", "refused"),
        ("refused", "refused"),
        ("not asked", "not_collected"),
        ("n/a", "not_applicable"),
    ],
)
def test_several_words(text: str, value: str) -> None:
    assert word_parser(PLACE, {**missing_texts(), "a": "a", "b": "b"}, ("a", "b"), (";",))(text).value == value


@pytest.mark.parametrize("text", ["a;refused", "a;n/a", "a;not asked", "refused;n/a", "not asked;refused"])
def test_a_word_for_no_answer_is_never_mixed_in_silently(text: str) -> None:
    cell = word_parser(PLACE, {**missing_texts(), "a": "a"}, ("a",), (";",))(text)
    assert (cell.value, cell.problem and cell.problem.code) == (None, "TIP-E162")

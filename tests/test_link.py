"""Who is the same person, which delivery is in force, and which record is the last word."""

from pathlib import Path

import pytest

from pipelines.link import Delivery, in_force
from tests.small_tables import TOKENS, Drop, linked

PERSON = {
    "id": "No",
    "columns": {
        "person_token": "Key",
        "identified_on": "Day",
        "gender": "Sex",
        "age": "Age",
        "exploitation": "Kind",
        "area": "Where",
        "consent": {"header": "OK", "optional": True},
    },
}
NAMELESS = {"columns": {"identified_on": "Day", "gender": "Sex"}}
A, B = TOKENS["a"], TOKENS["b"]


def delivery(sequence: int, start: str, end: str, identity: str = "none", rows: int = 5, source: str = "s") -> Delivery:
    return Delivery(source, sequence, "identification", identity, start, end, rows, Path(str(sequence)))


@pytest.mark.parametrize(
    ("periods", "kept", "left_out"),
    [
        ([("2024-01", "2024-03"), ("2024-01", "2024-03")], [2], []),
        ([("2024-01", "2024-03"), ("2024-04", "2024-06")], [1, 2], []),
        ([("2024-01", "2024-03"), ("2024-03", "2024-04")], [1], [2]),
        ([("2024-01", "2024-03"), ("2024-01", "2024-06")], [2], []),
        ([("2024-01", "2024-06"), ("2024-01", "2024-03")], [1], [2]),
        ([("2024-01", "2024-01"), ("2024-02", "2024-02"), ("2024-01", "2024-02")], [3], []),
        ([("2024-01", "2024-02"), ("2024-02", "2024-03"), ("2024-03", "2024-03")], [1, 3], [2]),
        ([("2024-01", "2024-03"), ("", "")], [1], [2]),
        ([("", ""), ("2024-01", "2024-03")], [1], [2]),
        ([("", ""), ("", "")], [2], []),
    ],
)
def test_without_ids_a_drop_replaces_adds_or_is_left_out_and_said(
    periods: list[tuple[str, str]], kept: list[int], left_out: list[int]
) -> None:
    found, problems = in_force([delivery(at, *period) for at, period in enumerate(periods, 1)])
    assert [one.sequence for one in found] == kept
    assert [(one.code, one.file) for one in problems] == [("TIP-E168", f"s, delivery {at}") for at in left_out]


def test_without_ids_one_wrong_date_does_not_wipe_earlier_months() -> None:
    months = [delivery(at, f"2023-{at:02d}", f"2023-{at:02d}", rows=20) for at in (1, 2, 3)]
    june = delivery(4, "2023-01", "2023-06", rows=21)
    kept, problems = in_force([*months, june])
    assert kept == tuple(months)
    assert [found.code for found in problems] == ["TIP-E169"]
    whole = delivery(5, "2023-01", "2023-06", rows=3 * 20 + 21)
    assert in_force([*months, june, whole]) == ((whole,), problems)


def test_with_ids_every_drop_is_in_force() -> None:
    drops = [delivery(1, "2024-01", "2024-03", "id"), delivery(2, "2024-02", "2024-04", "id")]
    assert in_force(drops) == (tuple(drops), ())


def test_drops_of_other_sources_and_drops_without_rows_replace_nothing() -> None:
    drops = [
        delivery(1, "2024-01", "2024-03"),
        delivery(2, "2024-01", "2024-03", source="other"),
        delivery(3, "", "", rows=0),
    ]
    assert {one.sequence for one in in_force(drops)[0]} == {1, 2, 3}


def test_the_same_token_in_two_organisations_is_one_person(tmp_path: Path) -> None:
    first = f"No|Key|Day|Sex|Age|Kind|Where\n1|{A}|2023-05-01||17|labour|\n2|{B}|2023-06-01|f|30|sexual|N"
    second = f"No|Key|Day|Sex|Age|Kind|Where\n9|{A}|2023-02-01|unknown||sexual|S\n8|{A}|2023-09-01|m|18|labour|N1"
    people = linked(tmp_path, [Drop(PERSON, first, source="clinic"), Drop(PERSON, second, source="house")])["person"]
    assert len(people) == 1 + 1
    met = people[people["organisations"] == 2].iloc[0]
    assert met["period"] == "2023-02"
    assert met["area"] == "S"
    assert met["gender"] == "male"
    assert met["age_group"] == "child"
    assert met["exploitation"] == "forced_labour;sexual_exploitation"
    assert met["means_of_control"] == "not_collected"


def test_without_a_token_everyone_is_a_person_of_their_own(tmp_path: Path) -> None:
    text = "No|Key|Day|Sex|Age|Kind|Where\n1||2023-05-01|f|17||\n2||2023-05-01|f|17||"
    tables = linked(tmp_path, [Drop(PERSON, text, source="clinic"), Drop(PERSON, text, source="house")])
    assert len(tables["person"]) == len(tables["identification"]) == 2 + 2


def test_people_linked_are_never_more_than_records_summed(tmp_path: Path) -> None:
    rows = [f"{number}|{key}|2023-05-01|f|17||" for number, key in enumerate([A, A, B, "", "", A])]
    tables = linked(tmp_path, [Drop(PERSON, "\n".join(["No|Key|Day|Sex|Age|Kind|Where", *rows]))])
    assert (len(tables["person"]), len(tables["identification"])) == (1 + 1 + 2, 6)


@pytest.mark.parametrize("missing", ["refused", "n/a", "not asked", "unknown"])
def test_an_answer_goes_before_no_answer_whatever_came_first(tmp_path: Path, missing: str) -> None:
    text = f"No|Key|Day|Sex|Age|Kind|Where\n1|{A}|2023-01-01|{missing}|||\n2|{A}|2023-05-01|f|||"
    person = linked(tmp_path, [Drop(PERSON, text)])["person"].iloc[0]
    assert person["gender"] == "female"


def test_a_record_that_comes_again_replaces_the_earlier_one(tmp_path: Path) -> None:
    first = "No|Key|Day|Sex|Age|Kind|Where\n1||2023-05-01|f|17||N\n2||2023-05-01|f|17||N"
    second = "No|Key|Day|Sex|Age|Kind|Where\n1||2023-06-01|m|20||S"
    rows = linked(tmp_path, [Drop(PERSON, first), Drop(PERSON, second)])["identification"]
    assert sorted(zip(rows["gender"], rows["area"], strict=True)) == [("female", "N"), ("male", "S")]


def test_of_one_drop_the_last_row_of_a_record_is_in_force(tmp_path: Path) -> None:
    text = "No|Key|Day|Sex|Age|Kind|Where\n1||2023-05-01|f|17||N\n1||2023-05-01|m|17||N"
    assert linked(tmp_path, [Drop(PERSON, text)])["identification"]["gender"].tolist() == ["male"]


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(("answers", "people"), [(("yes", "no"), 0), (("no", "yes"), 1)])
def test_the_last_word_on_consent_counts(
    tmp_path: Path, answers: tuple[str, str], people: int, *, together: bool
) -> None:
    header = "No|Key|Day|Sex|Age|Kind|Where|OK"
    rows = [f"1||2023-05-01|f|17||N|{answer}" for answer in answers]
    texts = [[header, *rows]] if together else [[header, row] for row in rows]
    drops = [Drop(PERSON, "\n".join(lines)) for lines in texts]
    assert len(linked(tmp_path, drops)["person"]) == people


def test_without_ids_the_same_period_again_replaces_and_repeats_are_people(tmp_path: Path) -> None:
    drops = [
        Drop(NAMELESS, "Day|Sex\n2023-01-01|f\n2023-01-31|f"),
        Drop(NAMELESS, "Day|Sex\n2023-02-01|m\n2023-02-01|m"),
        Drop(NAMELESS, "Day|Sex\n2023-01-05|f\n2023-01-05|f\n2023-01-06|f"),
    ]
    genders = linked(tmp_path, drops)["person"]["gender"].tolist()
    assert (genders.count("female"), genders.count("male")) == (3, 2)

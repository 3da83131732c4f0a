"""What is true of a file as a whole: its columns, its mapping, its period, its repeated rows."""

from pathlib import Path

import pytest

from pipelines.commands.check import command
from pipelines.project import CHECKOUT, Project
from schemas.problems import FileStopped
from schemas.words import word_list
from tests.small_tables import done

PEOPLE = {"columns": {"gender": "Sex", "age": "Age"}, "scheme": "nibrs"}


def test_a_mapping_that_maps_nothing_stops_the_file() -> None:
    text = "Sex|Age\n" + "\n".join(f"{number}|30" for number in range(10))
    with pytest.raises(FileStopped) as caught:
        done(PEOPLE, text)
    (found,) = caught.value.problems
    assert (found.code, found.column, found.count) == ("TIP-E166", "Sex", 10)


def test_one_word_that_maps_keeps_the_file_going() -> None:
    text = "Sex|Age\nF|30\n" + "\n".join(f"{number}|30" for number in range(12))
    assert done(PEOPLE, text).outcome.counts.rejected == 12


def test_own_words_that_never_occur_are_noted() -> None:
    record = {
        "columns": {"exploitation": {"header": "Kind", "split": [" & "]}},
        "words": {"exploitation": {"farm": "forced_labour"}},
    }
    assert "TIP-E165" in done(record, "Kind\nsexual\nlabour").notes
    assert "TIP-E165" not in done(record, "Kind\nsexual & farm").notes


def test_missing_columns_are_all_named() -> None:
    columns = {"gender": "Sex", "age": ["Age", "Years"], "area": {"header": "Where", "optional": True}}
    with pytest.raises(FileStopped) as caught:
        done({"id": "No", "columns": columns}, "Other\n1")
    found = {(problem.code, problem.column, problem.expected) for problem in caught.value.problems}
    assert found == {("TIP-E150", "Sex", "Sex"), ("TIP-E150", "Age", "Age or Years"), ("TIP-E150", "No", "No")}


def test_headers_are_found_in_other_spellings_unless_two_would_fit() -> None:
    assert done({"columns": {"gender": "gender_group"}}, "Gender  Group\nf").values("gender") == ["female"]
    with pytest.raises(FileStopped, match="TIP-E741"):
        done({"columns": {"gender": "sex"}}, "SEX|Sex\nf|m")


def test_repeated_ids_are_duplicates_and_repeated_rows_without_id_are_people() -> None:
    text = "No|Sex\n1|f\n1|f\n2|m"
    with_id = done({"id": "No", "columns": {"gender": "Sex"}}, text).outcome.counts
    without = done({"columns": {"gender": "Sex"}}, text).outcome.counts
    assert (with_id.accepted, with_id.duplicate) == (2, 1)
    assert (without.accepted, without.duplicate) == (3, 0)


@pytest.mark.parametrize("chunk", [1, 2, 3, 100])
def test_chunks_change_nothing(chunk: int) -> None:
    record = {"id": "No", "columns": {"gender": "Sex", "age": "Age", "identified_on": "Day"}}
    text = "No|Sex|Age|Day\n1|f||2024\n1|?|17|2023-05-01\n2|m||\n3|f|200|2024-02-03\n4|n/a|19|2022-11-30"
    whole, parts = done(record, text), done(record, text, chunk=chunk)
    assert parts.rows == whole.rows
    assert parts.outcome == whole.outcome
    assert parts.told == whole.told


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        ("2024-02-03\n2023-11-30", "2023-11", "2024-02"),
        ("2023\n2022", "2022-01", "2023-12"),
        ("2023\n2024-02-01", "2023-01", "2024-02"),
        ("\nunknown", "", ""),
    ],
)
def test_the_period_of_a_file(days: str, first: str, last: str) -> None:
    outcome = done({"columns": {"identified_on": "Day"}}, f"Day\n{days}").outcome
    assert (outcome.period_from, outcome.period_to) == (first, last)


def test_a_fixed_area_is_one_of_the_community() -> None:
    record = {"columns": {"gender": "Sex"}, "fixed": {"area": "old town"}}
    assert done(record, "Sex\nf").values("area") == ["N1"]
    with pytest.raises(FileStopped, match="TIP-E158"):
        done({**record, "fixed": {"area": "Atlantis"}}, "Sex\nf")


def test_no_rows_at_all() -> None:
    made = done({"id": "No", "columns": {"gender": "Sex", "identified_on": "Day"}}, "No|Sex|Day")
    assert (made.outcome.counts.read, made.outcome.problems, made.rows) == (0, (), [])


def test_every_word_of_every_list_is_read_by_its_own_name() -> None:
    words = [*word_list("gender").words]
    assert done({"columns": {"gender": "Sex"}}, "Sex\n" + "\n".join(words)).values("gender") == words


@pytest.mark.parametrize(
    ("file", "source", "code"),
    [
        ("sources/sheriff/sample/nibrs_2022-2024/agencies.csv", "sheriff", "TIP-E130"),
        ("sources/sheriff/sample/nibrs_2022-2024", "city_police", "TIP-E131"),
    ],
)
def test_a_file_in_place_of_a_folder_and_the_other_way_round(
    file: str, source: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(CHECKOUT / file), "--source", source, "--to", str(tmp_path)]
    with pytest.raises(FileStopped, match="TIP-E760"):
        command.main(given, standalone_mode=False, obj=Project(CHECKOUT))
    assert code in capsys.readouterr().out

"""Which header is the declared one: spellings, groups, other names of the same, and what could be two things."""

from typing import Any

import pytest

from pipelines.conform.mapped import mapping_lines
from schemas.headers import HeaderIndex, plain
from schemas.problems import FileStopped, Problem
from schemas.records import record_types
from schemas.synonyms import synonyms
from tests.small_tables import declared, done


def stopped(record: dict[str, Any], text: str) -> tuple[Problem, ...]:
    with pytest.raises(FileStopped) as caught:
        done(record, text)
    return caught.value.problems


@pytest.mark.parametrize(
    "header",
    [
        "tipo de explotación",
        "TIPO  DE EXPLOTACION",
        "Tipo_de_Explotación",
        "tipo-de-explotacion",
        "\ufeffTipo de explotación",
        "TipoDeExplotacion",
        "Tipo\u00a0de\u2011explotación",
        " tipo de explotacion ",
    ],
)
def test_spellings_of_one_header(header: str) -> None:
    found = HeaderIndex([header, "Tipo"]).find("Tipo de explotación")
    assert (found.header, found.how) == (header, "spelling")


def test_the_letter_goes_before_a_spelling() -> None:
    found = HeaderIndex(["sex", "Sex"]).find("Sex")
    assert (found.header, found.how) == ("Sex", "exact")


@pytest.mark.parametrize(
    ("headers", "name", "header"),
    [
        (["household/area", "sex"], "area", "household/area"),
        (["a/b/Area"], "area", "a/b/Area"),
        (["a/b/area"], "b/area", "a/b/area"),
        (["area", "sex"], "household/area", "area"),
        (["g/seen", "g/seen/none"], "seen/none", "g/seen/none"),
    ],
)
def test_groups_of_a_form(headers: list[str], name: str, header: str) -> None:
    found = HeaderIndex(headers).find(name)
    assert (found.header, found.how) == (header, "group")


def test_the_same_question_in_two_groups_could_be_either() -> None:
    assert HeaderIndex(["first/area", "second/area"]).find("area").several == ("first/area", "second/area")


def test_an_answer_of_a_question_is_no_question_in_a_group() -> None:
    assert HeaderIndex(["seen", "seen/area"]).find("area").header is None
    assert HeaderIndex(["none"]).find("seen/none", is_flag=True).header is None


def test_two_columns_that_could_be_the_declared_one_stop_the_file() -> None:
    [found] = stopped({"columns": {"area": "area"}}, "first/area|second/area\nN|S")
    assert (found.code, found.column) == ("TIP-E741", "area")
    assert "first/area, second/area" in found.says


def test_one_column_that_could_be_two_declared_ones_stops_the_file() -> None:
    record = {"columns": {"services_asked": "asked/services", "services_received": "got/services"}}
    [found] = stopped(record, "services\nhousing")
    assert (found.code, found.column) == ("TIP-E742", "services")
    assert "asked/services, got/services" in found.says


def test_a_column_that_is_declared_to_the_letter_is_taken_for_nothing_else() -> None:
    [found] = stopped({"columns": {"gender": "SEX", "recruiter_relation": "Sex"}}, "Sex\nf")
    assert (found.code, found.column) == ("TIP-E150", "SEX")


def test_one_column_may_serve_two_fields_that_declare_it_alike() -> None:
    record = {"columns": {"age_group": "Group", "area": "Group"}}
    assert len(done(record, "GROUP\n").rows) == 0


def test_a_filter_may_ask_for_a_column_that_a_field_reads() -> None:
    record = {"columns": {"gender": "Sex"}, "filter": [{"column": "SEX", "is": ["f"]}]}
    assert done(record, "Sex\nf\nm").outcome.counts.in_scope == 1


@pytest.mark.parametrize(("header", "field"), [("Sexo", "gender"), ("Género", "gender"), ("Client gender", "gender")])
def test_the_only_other_name_of_a_missing_column_is_used_and_said(header: str, field: str) -> None:
    made = done({"columns": {field: "How they see themselves", "age": "Age"}}, f"{header}|Age\nf|30")
    assert made.values(field) == ["female"]
    [note] = [found for found in made.outcome.problems if found.code == "TIP-E743"]
    assert (note.level, note.column) == ("note", "How they see themselves")
    assert header in note.says


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({"gender": "Who"}, "Sex|Gender\nf|f"),  # two other names
        ({"gender": "Who", "recruiter_relation": "Sex"}, "Sex\nf"),  # the other name is another field's column
        ({"consent": "Agreed"}, "Consent\nyes"),  # a consent to something else would do harm
        ({"person_token": "T"}, "Token\n"),
        ({"gender": "Who"}, "Employer\nf"),
    ],
)
def test_another_name_is_never_used_where_it_could_be_wrong(columns: dict[str, object], text: str) -> None:
    assert {found.code for found in stopped({"columns": columns}, text)} == {"TIP-E150"}


def test_a_number_is_never_taken_from_a_column_of_another_name() -> None:
    assert [found.code for found in stopped({"id": "No", "columns": {"gender": "Sex"}}, "Case number|Sex\n1|f")] == [
        "TIP-E150"
    ]


def test_a_column_that_may_be_missing_is_not_looked_for_under_another_name() -> None:
    made = done({"columns": {"gender": {"header": "Who", "optional": True}, "age": "Age"}}, "Sex|Age\nf|30")
    assert (made.values("gender"), made.notes) == (["not_collected"], {})


@pytest.mark.parametrize("name", sorted(record_types()))
def test_a_name_stands_for_one_field_of_a_record_only(name: str) -> None:
    spelled = [text for texts in synonyms(name).values() for text in texts]
    assert sorted(spelled) == sorted(set(spelled))


def test_every_name_in_the_file_belongs_to_a_field() -> None:
    from schemas.synonyms import _declared  # noqa: PLC0415  # what is declared there has no other reader

    fields = {field for kind in record_types().values() for field in kind.names}
    assert set(_declared()) <= fields
    assert all(plain(text) for texts in _declared().values() for text in texts)


def test_the_mapping_in_words() -> None:
    record = {
        "id": "No",
        "columns": {"gender": "Sex", "age": "Years", "area": "area", "recruitment": {"header": "R", "optional": True}},
        "filter": [{"column": "Kind", "is": ["x"]}],
    }
    headers = ["No", "SEX", "Age", "home/area", "Kind", "Somebody Real"]
    assert mapping_lines(declared(record), "identification", headers) == [
        'Number of the record: column "No"',
        'Gender: column "SEX", declared as "Sex": another spelling',
        'Age: column "Age", in place of "Years": another name for the same',
        'Area: column "home/area", declared as "area": with or without its group',
        "Recruitment: no column",
        'Which rows count: column "Kind"',
        "Columns that are not read: 1",
    ]
    spanish = mapping_lines(declared(record), "identification", headers, "es")
    assert "Edad: columna «Age», en lugar de «Years»: otro nombre de lo mismo" in spanish
    assert not any("Somebody" in line for line in spanish)


def test_the_mapping_of_yes_no_columns() -> None:
    flags = {"header": "Kinds", "flags": {"k/a": "sexual_exploitation", "k/b": "other"}}
    lines = mapping_lines(declared({"columns": {"exploitation": flags}}), "identification", ["Kinds", "k/a"])
    assert lines == ['Exploitation: column "Kinds"', "Exploitation: 1 of 2 yes/no columns"]

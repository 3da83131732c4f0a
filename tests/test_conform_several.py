"""Answers that hold several words: parted by any mark, one column per word, or both, which then must agree."""

from typing import Any

import pytest

from tests.small_tables import done

LABOUR, SEX = "forced_labour", "sexual_exploitation"
FLAGS = {"k/labour": LABOUR, "k/sex": SEX}


def kinds(column: Any, text: str) -> list[str]:
    return list(done({"columns": {"exploitation": column}}, text).values("exploitation"))


@pytest.mark.parametrize(
    ("split", "text"),
    [
        (";", "labour;sexual"),
        (", ", "labour, sexual"),
        (" & ", "sexual & labour"),
        (" ", "sexual labour"),
        ([", ", " & "], "sexual, labour & labour"),
        ((), "Labour; Sexual"),
    ],
)
def test_every_separator(split: Any, text: str) -> None:
    assert kinds({"header": "Kind", "split": split}, f"Kind\n{text}") == [f"{LABOUR};{SEX}"]


def test_a_text_that_is_a_word_as_a_whole_is_not_parted() -> None:
    assert kinds({"header": "Kind", "split": " "}, "Kind\nforced labor") == [LABOUR]


@pytest.mark.parametrize("names", [("k/labour", "k/sex"), ("k.labour", "k.sex"), ("Works unpaid", "Sold")])
@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("TRUE", "False"), ("yes", ""), ("1.0", "0.0")])
def test_one_column_per_word(names: tuple[str, str], yes: str, no: str) -> None:
    flags = dict(zip(names, (LABOUR, SEX), strict=True))
    text = f"{names[0]}|{names[1]}\n{yes}|{yes}\n{yes}|{no}\n{no}|{yes}\n{no}|{no}"
    assert kinds({"flags": flags}, text) == [f"{LABOUR};{SEX}", LABOUR, SEX, "unknown"]


def test_the_text_of_a_flag_may_be_the_word_itself() -> None:
    assert kinds({"flags": FLAGS, "yes": ["labour", "sex"]}, "k/labour|k/sex\nlabour|\n|sex") == [LABOUR, SEX]


def test_two_columns_may_mean_the_same_word() -> None:
    flags = {"farm": LABOUR, "factory": LABOUR, "street": SEX}
    assert kinds({"flags": flags}, "farm|factory|street\n0|1|0\n1|1|1") == [LABOUR, f"{LABOUR};{SEX}"]


def test_a_flag_that_says_neither_is_a_rejection_of_its_column() -> None:
    made = done({"columns": {"exploitation": {"flags": FLAGS}}}, "k/labour|k/sex\n1|maybe\n0|1")
    assert made.told == {("TIP-E155", "k/sex", 2)}


def test_an_answer_beside_a_flag_for_no_answer_is_a_contradiction() -> None:
    flags = {"sex": SEX, "no say": "refused", "none": "not_applicable", "nk": "unknown"}
    made = done(
        {"columns": {"exploitation": {"flags": flags}}},
        "sex|no say|none|nk\n1|1|0|0\n0|1|0|0\n0|1|1|0\n1|0|0|1\n0|0|1|0",
    )
    assert {(code, row) for code, _, row in made.told} == {("TIP-E162", 2), ("TIP-E162", 4)}
    assert made.values("exploitation") == ["refused", SEX, "not_applicable"]


BOTH = """Kind|k/labour|k/sex
labour|1|0
labour|0|1
sexual labour|1|1
|1|0
sexual|0|0
refused|0|0
refused|1|0"""


@pytest.mark.parametrize(
    ("trust", "expected"),
    [
        ("flags", [LABOUR, SEX, f"{LABOUR};{SEX}", LABOUR, SEX, "refused", LABOUR]),
        ("column", [LABOUR, LABOUR, f"{LABOUR};{SEX}", LABOUR, SEX, "refused", "refused"]),
    ],
)
def test_where_both_exist_they_are_compared_and_the_trusted_one_is_used(trust: str, expected: list[str]) -> None:
    column = {"header": "Kind", "split": " ", "flags": FLAGS, "trust": trust}
    made = done({"columns": {"exploitation": column}}, BOTH)
    assert made.values("exploitation") == expected
    assert made.notes == {"TIP-E167": 1 + 1}
    (note,) = [found for found in made.outcome.problems if found.code == "TIP-E167"]
    assert (note.column, "joined" in note.mend) == ("Kind", trust == "column")


@pytest.mark.parametrize("trust", ["flags", "column"])
def test_a_bad_cell_of_either_rejects_its_row_and_changes_no_other(trust: str) -> None:
    column = {"header": "Kind", "split": " ", "flags": FLAGS, "trust": trust}
    text = "Kind|k/labour|k/sex\nlabour nonsense|1|0\n|1|0\nsexual|0|0\nlabour|2|0"
    made = done({"columns": {"exploitation": column}}, text)
    assert made.told == {("TIP-E155", "Kind", 2), ("TIP-E155", "k/labour", 5)}
    assert made.values("exploitation") == [LABOUR, SEX]


def test_disagreement_of_rows_out_of_scope_is_nobody_s_concern() -> None:
    column = {"header": "Kind", "flags": FLAGS}
    record = {"columns": {"exploitation": column}, "filter": [{"column": "Code", "is": "64A"}]}
    made = done(record, "Code|Kind|k/labour|k/sex\n64A|labour|1|0\n13B|labour|0|1")
    assert made.notes == {}


def test_answers_of_a_survey_keep_question_and_answer_together() -> None:
    questions = {
        "knows": {"text": "Do you know?", "header": "q1", "answers": {"yes": "Yes", "no": "No"}},
        "signs": {
            "text": "What have you seen?",
            "header": "q2",
            "split": " ",
            "answers": {"debt": "Debt", "papers": "Papers"},
            "flags": {"q2/debt": "debt", "q2/papers": "papers"},
        },
    }
    text = """id|q1|q2|q2/debt|q2/papers
1|yes|papers debt|1|1
2|refused||0|0
3|perhaps|debt|1|0
4|no|debt|1|1"""
    made = done({"id": "id", "questions": questions}, text, "response")
    assert made.values("answers") == [
        "knows:yes;signs:debt;signs:papers",
        "knows:refused;signs:unknown",
        "knows:no;signs:debt;signs:papers",
    ]
    assert made.told == {("TIP-E155", "q1", 4)}
    assert made.notes == {"TIP-E167": 1}

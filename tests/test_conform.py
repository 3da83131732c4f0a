"""Rows that are accepted, rows that wait and why, and that none is lost between them."""

import pytest

from tests.small_tables import TOKENS, done

PEOPLE = {"columns": {"gender": "Sex", "age": "Age"}, "scheme": "nibrs"}


def test_accepted_rows_in_words_of_the_closed_lists() -> None:
    made = done(PEOPLE, "Sex|Age\nF|17\nM|18\nf|\nunknown|40")
    assert made.values("gender") == ["female", "male", "female", "unknown"]
    assert made.values("age_group") == ["child", "adult", "unknown", "adult"]
    assert made.outcome.counts.accepted == made.outcome.counts.read == 4


def test_what_the_source_does_not_have_was_not_collected() -> None:
    (row,) = done(PEOPLE, "Sex|Age\nF|17").rows
    assert {row["exploitation"], row["citizenship_group"], row["recruitment"]} == {"not_collected"}
    assert row["area"] is row["identified_on"] is None


def test_the_four_ways_of_no_answer_stay_apart() -> None:
    text = "Sex\n\nunknown\nprefer not to say\nnot asked\nn/a"
    assert done({"columns": {"gender": "Sex"}}, text).values("gender") == [
        "unknown",
        "unknown",
        "refused",
        "not_collected",
        "not_applicable",
    ]


def test_a_source_s_own_words_go_before_every_scheme() -> None:
    record = {
        "columns": {"gender": "Sex"},
        "scheme": ["nibrs", "generic"],
        "words": {"gender": {"V": "male", "F": "non_conforming"}},
        "missing": {"other": "refused"},
    }
    assert done(record, "Sex\nv\nF\nM\nOther\nwoman").values("gender") == [
        "male",
        "non_conforming",
        "male",
        "refused",
        "female",
    ]


@pytest.mark.parametrize(
    ("scheme", "text", "word"),
    [
        ("htcds", "Feminine", "female"),
        ("ctdc", "Transgender/NonConforming", "transgender"),
        ("nibrs", "M", "male"),
        ("nrm", "Other", "non_conforming"),
        ("generic", "mujer", "female"),
    ],
)
def test_words_of_each_scheme(scheme: str, text: str, word: str) -> None:
    assert done({"columns": {"gender": "Sex"}, "scheme": scheme}, f"Sex\n{text}").values("gender") == [word]


def test_a_word_that_is_not_mapped_names_column_and_row_and_is_never_other() -> None:
    record = {"columns": {"exploitation": "Kind"}, "words": {"exploitation": {"begging ring": "forced_begging"}}}
    made = done(record, "Kind\nsexual\nsextortion\nbegging ring\nsexual;sextortion")
    assert made.told == {("TIP-E155", "Kind", 3), ("TIP-E155", "Kind", 5)}
    assert made.values("exploitation") == ["sexual_exploitation", "forced_begging"]
    (told,) = [found for found in made.outcome.problems if found.code == "TIP-E155"]
    assert (told.row, told.count) == (3, 1 + 1)
    assert {"begging ring", "sexual", "labour"} <= set(told.expected.split(", ")), "their words and the scheme's"
    assert "sextortion" not in made.outcome.to_json()


def test_every_fault_of_a_row_is_told_at_once() -> None:
    record = {
        "id": "No",
        "columns": {"identified_on": "Day", "age": "Age", "gender": "Sex", "area": "Where", "person_token": "Key"},
    }
    made = done(record, f"No|Day|Age|Sex|Where|Key\n|31/02/2023|x|?|Moon|Jane Roe\n1|2024-01-01|3|f|N1|{TOKENS['a']}")
    codes = {"TIP-E151", "TIP-E152", "TIP-E153", "TIP-E155", "TIP-E156", "TIP-E158"}
    assert {code for code, _, _ in made.told} == codes
    assert {row for _, _, row in made.told} == {2}
    assert (made.outcome.counts.rejected, made.outcome.counts.accepted) == (1, 1)
    assert "Jane Roe" not in made.outcome.to_json()


@pytest.mark.parametrize("token", ["Jane Roe", "123-45-6789", "ab" * 15, "AB" * 16, "zz" * 16])
def test_a_token_that_may_be_a_plain_key_is_rejected(token: str) -> None:
    made = done({"columns": {"person_token": "Key"}}, f"Key\n{token}\n{TOKENS['a']}\n")
    assert made.told == {("TIP-E156", "Key", 2)}


def test_ranges_and_contradictions_name_the_provider_s_own_column() -> None:
    record = {"columns": {"age": "Years", "age_group": "Group"}}
    made = done(
        record, "Years|Group\n121|adult\n-1|child\n0|child\n120|adult\n17|adult\n18|child\n17|unknown\n18|refused"
    )
    assert made.told == {
        ("TIP-E161", "Years", 2),
        ("TIP-E161", "Years", 3),
        ("TIP-E161", "", 6),
        ("TIP-E161", "", 7),
    }
    assert made.values("age_group") == ["child", "adult", "child", "refused"]
    says = {str(found) for found in made.outcome.problems}
    assert any("age at least 0 and at most 120" in line for line in says)
    assert any("age and age group contradict each other" in line for line in says)


def test_a_day_before_1900_does_not_fit() -> None:
    made = done({"columns": {"identified_on": "Day"}}, "Day\n1899-12-31\n1900-01-01")
    assert made.told == {("TIP-E161", "Day", 2)}


def test_tallies_may_take_back_and_clear_more_than_was_reported() -> None:
    columns = {"period": "Year", "reported": "R", "cleared": "C", "identified": "P"}
    made = done({"columns": columns}, "Year|R|C|P\n2023|-1|0|1,432\n2023|2|5|\n2024|-1001|0|1", "tally")
    assert [(row["reported"], row["cleared"], row["identified"]) for row in made.rows] == [(-1, 0, 1432), (2, 5, None)]
    assert made.told == {("TIP-E161", "R", 4)}


def test_without_consent_nothing_but_the_id_is_kept() -> None:
    record = {"id": "No", "columns": {"gender": "Sex", "consent": "OK", "identified_on": "Day"}}
    made = done(
        record, "No|Sex|OK|Day\n7|f|yes|2024-01-01\n8|f|no|2024-01-01\n9|nonsense||31/31/31\n10|f|verbal|2024-01-01"
    )
    assert made.outcome.counts.held_back == 1 + 1
    assert made.outcome.counts.in_scope == 1
    assert made.told == {("TIP-E160", "OK", 5)}
    for row in made.rows[1:]:
        kept = {name for name, value in row.items() if value is not None}
        assert kept == {"row", "status", "record_id"}
    assert "consent" not in made.rows[0]


def test_without_consent_and_id_not_even_that_is_kept() -> None:
    made = done({"columns": {"gender": "Sex", "consent": "OK"}}, "Sex|OK\nf|no\nm|yes")
    assert {name for name, value in made.rows[0].items() if value is not None} == {"row", "status"}


def test_filters_are_exact() -> None:
    record = {
        "id": "No",
        "columns": {"offence": "Code"},
        "words": {"offence": {"64A": "commercial_sex_acts", "40B": "related_offence"}},
        "filter": [{"column": "Code", "is": ["64A"]}, {"column": "What", "is": "TRAFFICKING FOR EXPLOITATION"}],
    }
    text = """No|Code|What
1|64A|HUMAN TRAFFICKING
2|35A|DRUG TRAFFICKING
3|35A|TRAFFICKING DRUGS
4|40B|TRAFFICKING FOR EXPLOITATION
5|640|WILDLIFE TRAFFICKING
6|64|TRAFFICKING FOR EXPLOITATION OF TIMBER
7|90Z;64A|ANYTHING"""
    made = done(record, text, "incident")
    in_scope = [row["record_id"] for row in made.rows if row["status"] == "in_scope"]
    assert in_scope == ["1", "4"]
    assert made.outcome.counts.out_of_scope == 4
    assert made.told == {("TIP-E155", "Code", 8)}


def test_totals_in_tallies_are_not_added_to_their_parts() -> None:
    record = {
        "columns": {"identified": "People", "gender": "Sex"},
        "fixed": {"period": "2024-Q1"},
        "totals": {"Sex": "Total", "Who": ["Total", "Police total"]},
    }
    text = "Who|Sex|People\nPolice|F|3\nPolice|M|4\nPolice|Total|7\nPolice total|Total|7\nTotal|F|n/k"
    made = done({**record, "scheme": ["nibrs"]}, text, "tally")
    assert sum(row["identified"] or 0 for row in made.rows) == 3 + 4
    assert (made.outcome.counts.subtotal, made.outcome.counts.rejected) == (3, 0)
    assert (made.outcome.period_from, made.outcome.period_to) == ("2024-01", "2024-03")

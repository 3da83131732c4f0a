"""Score cards: what they count, whom they are for, and that nobody gains by pressing a person for an answer."""

import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipelines.project import Project
from pipelines.scorecard import Card, as_page, as_text, read_card
from pipelines.scorecard.card import Given
from pipelines.scorecard.measure import (
    answers_of,
    covered,
    days_after,
    months_of,
    new_years_days,
    repeated,
    rows_of,
)
from pipelines.scorecard.told import parts
from pipelines.steps.deliveries import Deliveries
from pipelines.submissions.ledger import Act, add_acts
from schemas.labels import LANGUAGES, Language
from schemas.problems import Problem, problem
from schemas.records import record_types
from tests.command_line import GOOD, HEADER, Said, contents, drop, make_project

RECORD = record_types()["identification"]
WORDS = {"gender": ("female", "male"), "age_group": ("adult", "child"), "exploitation": ("forced_labour", "other")}
EMPTY = Card("A shelter (made up)", "2024", months_of("2024"), (), (), (), (), 0)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def made_up_rows(seed: int, count: int = 60) -> pd.DataFrame:
    draw = random.Random(seed)  # noqa: S311  # made-up rows
    missing = ("unknown", "refused", "not_collected", "not_applicable")
    columns = {field: [draw.choice((*words, *missing)) for _ in range(count)] for field, words in WORDS.items()}
    return pd.DataFrame(columns, dtype=object)


def card_of(rows: pd.DataFrame) -> Card:
    return replace(EMPTY, answers=tuple(answers_of(rows, RECORD)), records=len(rows))


def swapped(rows: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The same rows, in which some that were not known were refused instead, and the other way round."""
    draw = random.Random(seed)  # noqa: S311  # made-up rows
    turned = {"unknown": "refused", "refused": "unknown"}
    return rows.map(lambda word: turned.get(word, word) if draw.random() < 0.5 else word)


@pytest.mark.parametrize("seed", range(12))
def test_refused_and_not_known_weigh_the_same(seed: int) -> None:
    rows, others = made_up_rows(seed), made_up_rows(seed + 100)
    assert card_of(swapped(rows, seed)).shares == card_of(rows).shares
    before = card_of(rows).asked_pct, card_of(others).asked_pct
    after = card_of(swapped(rows, seed)).asked_pct, card_of(swapped(others, seed + 1)).asked_pct
    assert before == after  # so whatever order somebody made of two cards, it stays


@pytest.mark.parametrize("seed", range(12))
def test_nobody_gains_by_pressing_for_an_answer(seed: int) -> None:
    rows = made_up_rows(seed)
    pressed = rows.assign(
        gender=[{"unknown": "female", "refused": "female"}.get(word, word) for word in rows["gender"]]
    )
    asked, defaults = card_of(rows).asked_pct, card_of(rows).defaults_pct
    assert card_of(pressed).asked_pct == asked
    assert (card_of(pressed).defaults_pct or 0) >= (defaults or 0)


def test_unknown_and_refused_are_told_apart() -> None:
    rows = pd.DataFrame(
        {"gender": ["female", "refused", "unknown", None, "not_applicable", "not_collected"]}, dtype=object
    )
    [gender] = answers_of(rows, RECORD)
    told = (gender.answered, gender.unknown, gender.refused, gender.not_applicable, gender.not_collected)
    assert told == (1, 1 + 1, 1, 1, 1)
    assert (gender.asked, gender.all) == (5, 6)


def test_a_field_that_was_never_asked_is_no_gap() -> None:
    assert answers_of(pd.DataFrame({"gender": ["not_collected"] * 3}, dtype=object), RECORD) == []


def test_answers_of_a_survey_are_told_by_question() -> None:
    rows = pd.DataFrame({"answers": ["a:yes;b:x;b:y", "a:refused;b:unknown"]}, dtype=object)
    first, second = answers_of(rows, record_types()["response"])
    assert (first.field, first.answered, first.refused) == ("a", 1, 1)
    assert (second.field, second.answered, second.unknown) == ("b", 1, 1)


@pytest.mark.parametrize(("count", "same"), [(19, 0), (20, 20)])
def test_one_answer_in_every_record_is_seen_from_twenty_on(count: int, same: int) -> None:
    [gender] = answers_of(pd.DataFrame({"gender": ["female"] * count}, dtype=object), RECORD)
    assert gender.same == same
    [gender] = answers_of(pd.DataFrame({"gender": ["female"] * count + ["unknown"]}, dtype=object), RECORD)
    assert gender.same == 0


def dated(*days: tuple[str, str]) -> pd.DataFrame:
    told = {"identified_on": [date.fromisoformat(day) for day, _ in days]}
    return pd.DataFrame({**told, "identified_on_precision": [precision for _, precision in days]}, dtype=object)


def test_a_year_alone_belongs_to_no_quarter_and_is_no_new_years_day() -> None:
    rows = dated(("2024-01-01", "year"), ("2024-01-01", "day"), ("2024-02-01", "month"), ("2023-12-31", "day"))
    assert len(rows_of(rows, RECORD, months_of("2024"))) == 3
    assert len(rows_of(rows, RECORD, months_of("2024-Q1"))) == 2
    assert new_years_days(rows, RECORD) == (1, 2)


def test_months_that_something_came_for() -> None:
    given = [
        Given(1, "identification", "2023-11", "2024-01", 5, 5, 0),
        Given(2, "identification", "2024-03", "2024-03", 5, 5, 0),
        Given(3, "identification", "", "", 5, 5, 0),
    ]
    assert covered(months_of("2024-Q1"), given) == ("2024-01", "2024-03")
    assert len(months_of("2024")) == 12
    assert months_of("2024-03") == ("2024-03",)


@pytest.mark.parametrize(
    ("period_to", "on", "days"),
    [
        ("2024-02", date(2024, 3, 1), 1),
        ("2024-12", date(2025, 1, 31), 31),
        ("2024-12", date(2024, 12, 1), 0),
        ("2024-12", None, None),
        ("", date(2024, 12, 1), None),
    ],
)
def test_days_from_the_end_of_the_period(period_to: str, on: date | None, days: int | None) -> None:
    assert days_after(period_to, on) == days


def test_only_what_came_back_is_repeated() -> None:
    def found(column: str, count: int, code: str = "TIP-E155") -> Problem:
        return problem(code, column=column, count=count)

    note = problem("TIP-E165", column="A")
    told = repeated([[found("A", 2), found("B", 9), note], [found("A", 3), note], [found("C", 1)]])
    assert [(each.problem.column, each.deliveries, each.rows) for each in told] == [("A", 2, 2 + 3)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two organisations; one has handed in twice, the second time with the same mistake."""
    project = make_project(tmp_path)
    steps = Deliveries(project)
    files = (GOOD + "2024-01-05,M,adult,nobody's word\n", GOOD.replace("-01-", "-02-") + "2024-02-05,F,adult,guess\n")
    for text in files:
        drop(project, HEADER + text)
        steps.receive("clinic", None)
    drop(project, HEADER + GOOD.replace("F", "refused"), "hotline")
    steps.receive("hotline", None)
    for source in project.sources:
        steps.conform(source)
    return project


def test_a_card_says_what_came_and_what_came_back(project: Project) -> None:
    card = read_card(project, "clinic", "2024")
    assert card.received == ("2024-01", "2024-02")
    assert (card.records, card.validity_pct, card.coverage_pct) == (1 + 1, 50, 100 * 2 // 12)
    assert [(each.problem.code, each.deliveries) for each in card.repeated] == [("TIP-E155", 2)]
    assert {each.days for each in card.given} == {None}
    assert read_card(project, "clinic", "2024-02").records == 1
    empty = read_card(project, "clinic", "2022")
    assert (empty.records, empty.given, empty.coverage_pct, empty.asked_pct) == (0, (), 0, None)


def test_the_day_of_arrival_is_that_of_the_ledger(project: Project) -> None:
    ledger = Act(number=0, act="received", on=date(2024, 2, 10), source="clinic", delivery=1, previous="", hash="")
    add_acts(project.submissions, [ledger])
    assert [each.days for each in read_card(project, "clinic", "2024").given] == [10, None]


def test_files_that_could_not_be_used_are_counted_until_they_come_in(project: Project) -> None:
    refused = Act(number=0, act="refused", source="clinic", sha256="a", previous="", hash="")
    again, late = refused.model_copy(update={"codes": ("TIP-E150",)}), refused.model_copy(update={"sha256": "b"})
    add_acts(project.submissions, [refused, again, late])
    assert read_card(project, "clinic", "2024").unusable == 1 + 1
    assert read_card(project, "hotline", "2024").unusable == 0
    add_acts(project.submissions, [refused.model_copy(update={"act": "received", "delivery": 3})])
    card = read_card(project, "clinic", "2022")
    assert card.unusable == 1
    assert "handed in: 1." in as_text([card], "en")


def test_each_organisation_is_told_of_itself_alone(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    said = Said(capsys)
    assert said("scorecard", "--project", project.root)[0] == 0
    before = contents(project.source_folder("clinic") / "reports")
    made = {name for name in before if name.startswith("scorecard")}
    assert made == {"scorecard_en.txt", "scorecard_en.html"}
    drop(project, HEADER + GOOD * 3, "hotline")
    steps = Deliveries(project)
    steps.receive("hotline", None)
    steps.conform("hotline")
    code, printed = said("scorecard", "--project", project.root)
    assert code == 0
    assert contents(project.source_folder("clinic") / "reports") == before
    assert not re.search(r"\d+%", printed)
    told = "".join(before[name].decode() for name in made)
    assert "hotline" not in told
    assert not re.search(r"\b(rank|best|worst|better|worse|place \d|average)\b", told, re.IGNORECASE)
    assert "nobody's word" not in told


def test_one_source_one_period_one_language(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    said, reports = Said(capsys), project.source_folder("hotline") / "reports"
    assert said("scorecard", "hotline", "--period", "2024-Q1", "--lang", "es", "--project", project.root)[0] == 0
    assert "Prefirió no decirlo" in (reports / "scorecard_2024-Q1_es.txt").read_text(encoding="utf-8")
    assert not list(project.source_folder("clinic").glob("reports/scorecard*"))
    code, text = said("scorecard", "nobody", "--project", project.root)
    assert (code, "clinic" in text) == (3, True)
    code, text = said("scorecard", "--period", "spring", "--project", project.root)
    assert (code, "TIP-E566" in text) == (3, True)


@each_language
def test_a_page_needs_nothing_else_and_says_what_the_text_says(language: Language) -> None:
    card = replace(
        card_of(made_up_rows(1)),
        holder="<Shelter & Sons>",
        given=(Given(1, "identification", "2024-01", "2024-02", 5, 4, 1, 12),),
        repeated=repeated([[problem("TIP-E155", column="<b>")]] * 2),
    )
    page, text = as_page([card, EMPTY], language), as_text([card, EMPTY], language)
    assert re.findall(r"<script|<link|<img|@import|url\(|https?:| on\w+=", page) == []
    assert "&lt;Shelter &amp; Sons&gt;" in page
    assert "<b>" not in page
    for each in (card, EMPTY):
        told = parts(each, language)
        assert told[-1].title in ("Thank you", "Gracias")
        for part in told:
            assert part.title in text
            assert f"<h2>{part.title}</h2>" in page
            assert all(line in text for line in part.lines)
    for tag in ("section", "article", "table", "tr", "td", "th", "p"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>"), tag


def test_both_languages_say_the_same_things() -> None:
    card = replace(card_of(made_up_rows(2)), given=(Given(1, "identification", "2024-01", "2024-02", 5, 4, 1),))
    english, spanish = (parts(card, language) for language in LANGUAGES)
    assert [len(part.lines) for part in english] == [len(part.lines) for part in spanish]
    assert [len(part.rows) for part in english] == [len(part.rows) for part in spanish]
    assert all(one.title != other.title for one, other in zip(english, spanish, strict=True))

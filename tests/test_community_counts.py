"""A made-up community from its files to its counts, beside its truth and beside a second way of counting."""

from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.project import Project
from pipelines.simulate import Truth, simulate
from pipelines.steps import Steps
from pipelines.tables import ANY_ANSWER, TOTAL
from schemas.words import MISSING, word_list
from tests.made_up_files import good_of_clinic, inbox, tokens_of_sheriff

PEOPLE, SEED = 1500, 5
SINGLE = ("gender", "age_group")
MULTI = {
    "people_by_exploitation": "exploitation",
    "people_by_means_of_control": "means_of_control",
    "people_by_recruitment": "recruitment",
    "people_by_recruiter_relation": "recruiter_relation",
    "people_by_citizenship": "citizenship_group",
}


class Counted:
    """A community after count: its truth, and tables by verb and name."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        self.truth: Truth = simulate(root, PEOPLE, SEED)
        self.steps = Steps(Project(root))
        self.dropped = {source: inbox(self.truth, source) for source in self.steps.project.sources}
        self.clinic = len(good_of_clinic(self.truth))
        self.tokens = set(tokens_of_sheriff(self.truth)) - {""}
        for source in self.steps.project.sources:
            assert all(outcome.state == "received" for outcome in self.steps.receive(source, now=None).outcomes)
            for outcomes in self.steps.conform(source).values():
                assert all(outcome.counts.balances for outcome in outcomes)
        self.steps.link()
        self.steps.count()

    def table(self, verb: str, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.steps.project.data(verb) / f"{name}.parquet")


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Counted:
    return Counted(tmp_path_factory.mktemp("community") / "project")


def cells(frame: pd.DataFrame, *names: str) -> dict[Any, int]:
    keys = frame[list(names)].itertuples(index=False, name=None)
    return dict(zip(keys, frame["count"].tolist(), strict=True))


def test_linked_people_and_summed_records_are_those_of_the_truth(community: Counted) -> None:
    truth = community.truth.counts
    assert len(community.table("linked", "person")) == truth["linked"]
    assert len(community.table("linked", "identification")) == truth["summed"]
    bounds = cells(community.table("counted", "people_range"), "bound")
    assert bounds == {("linked",): truth["linked"], ("summed",): truth["summed"]}
    assert truth["counts"]["recorded"]["all"]["all"] <= truth["linked"] <= truth["summed"]


def test_every_usable_record_is_linked_and_no_other(community: Counted) -> None:
    for source, records in community.truth.counts["records"].items():
        for record, counts in records.items():
            rows = community.table("linked", record)
            assert int((rows["source"] == source).sum()) == counts["usable"], (source, record)


def test_what_the_files_themselves_say(community: Counted) -> None:
    """Read with Python's own csv module: records of the clinic, and tokens of the sheriff's victims."""
    rows = community.table("linked", "identification")
    assert int((rows["source"] == "legal_aid").sum()) == community.clinic
    assert set(rows.loc[rows["source"] == "sheriff", "person_token"].dropna()) == community.tokens


def test_people_met_by_several_organisations(community: Counted) -> None:
    by = community.truth.counts["overlap"]["by_organisations"]
    several = Counter({2: 0, 3: 0})
    for names, people in by.items():
        if "+" in names:
            several[names.count("+") + 1] += people
    found = Counter(community.table("linked", "person")["organisations"].tolist())
    # A record without a token is a person of its own, so that some meetings cannot be seen.
    assert 0 < found[2] + found[3] <= several[2] + several[3]
    assert sum(several.values()) - found[2] - found[3] <= community.truth.counts["linked"] - sum(by.values())


@pytest.mark.parametrize("name", SINGLE)
def test_words_with_one_answer_counted_a_second_way(community: Counted, name: str) -> None:
    people = community.table("linked", "person")
    other = SINGLE[1 - SINGLE.index(name)]
    frame = community.table("counted", "people_by_age_and_gender")
    found = cells(frame[frame[other] == TOTAL], name)
    plain = people[name].value_counts().to_dict()
    expected = {word: plain.get(word, 0) for word in (*word_list(name).words, *MISSING)}
    expected |= {ANY_ANSWER: sum(plain.get(word, 0) for word in word_list(name).words), TOTAL: len(people)}
    assert found == {(word,): count for word, count in expected.items()}


@pytest.mark.parametrize("table", sorted(MULTI))
def test_words_with_several_answers_counted_a_second_way(community: Counted, table: str) -> None:
    name = MULTI[table]
    people = community.table("linked", "person")
    frame = community.table("counted", table)
    if "age_group" in frame:
        frame = frame[frame["age_group"] == TOTAL]
    found = cells(frame, name)
    plain = Counter(word for text in people[name] for word in text.split(";"))
    assert {word: found[(word,)] for word in (*word_list(name).words, *MISSING)} == {
        word: plain[word] for word in (*word_list(name).words, *MISSING)
    }
    assert found[(ANY_ANSWER,)] == sum(text not in MISSING for text in people[name])
    assert found[(TOTAL,)] == len(people)


def test_areas_and_periods_counted_a_second_way(community: Counted) -> None:
    people, rows = (community.table("linked", name) for name in ("person", "identification"))
    areas = cells(community.table("counted", "people_by_area"), "area", "period")
    for area in community.steps.project.areas:
        inside = {area.code} | {other.code for other in community.steps.project.areas if other.parent == area.code}
        here = people[people["area"].isin(inside)]
        assert areas[(area.code, TOTAL)] == len(here)
        assert areas[(area.code, "2024")] == int(here["period"].str.startswith("2024").sum())
    periods = cells(community.table("counted", "identifications_by_period"), "period", "source_kind")
    for year in ("2022", "2023", "2024"):
        assert periods[(year, TOTAL)] == int(rows["period"].str.startswith(year).sum())
        for month in range(1, 13):
            text = f"{year}-{month:02d}"
            assert periods[(text, "police")] == int(
                ((rows["period"] == text) & (rows["source_kind"] == "police")).sum()
            )


def test_services_counted_a_second_way(community: Counted) -> None:
    people = community.table("linked", "person")
    found = cells(community.table("counted", "services"), "service", "outcome")
    pairs = list(zip(people["services_asked"], people["services_received"], strict=True))
    for service in word_list("service").words:
        asked = [got for want, got in pairs if service in want.split(";")]
        received = sum(service in got.split(";") for got in asked)
        assert found[(service, "received")] == received
        assert found[(service, "not_received")] == len(asked) - received


def test_conforming_and_counting_again_changes_no_byte(community: Counted) -> None:
    folder = community.steps.project.data("counted")
    before = {path.name: path.read_bytes() for path in folder.glob("*.parquet")}
    for stamp in community.steps.project.root.glob("warehouse/_data/**/stamp.json"):
        stamp.unlink()
    again = Steps(Project(community.steps.project.root))
    for source in again.project.sources:
        again.conform(source)
    again.link()
    again.count()
    assert {path.name: path.read_bytes() for path in folder.glob("*.parquet")} == before

"""Published answers of real files: the figures were printed by those who made the files, or counted apart from us."""

import csv
from collections import Counter

import pytest

from tests.real.conftest import DATA, Ran, Run

CTDC = "ctdc_kanon_2021/ctdc_kanon_20210715.csv"
NRM = {
    name: f"uk_nrm_2022/nrm_referrals_{name.replace('_', '-')}_2022_q4.csv"
    for name in ("government", "local_authority", "ngo", "police")
}


@pytest.fixture(scope="module")
def ctdc(run: Run) -> Ran:
    return run("ctdc", {"ctdc_kanon": [CTDC]})


@pytest.fixture(scope="module")
def minnesota(run: Run) -> Ran:
    return run("minnesota", {"nibrs_mn": ["nibrs_mn_2018"]})


@pytest.fixture(scope="module")
def nrm(run: Run) -> Ran:
    return run("nrm", {name: [path] for name, path in NRM.items()})


def cell(ran: Ran, table: str, **values: str) -> int:
    frame = ran.counted(table)
    for name in frame.columns.difference(["count", "weighted_pct", "is_reported", *values]):
        frame = frame[frame[name] == "total"]
    for name, value in values.items():
        frame = frame[frame[name] == value]
    return int(frame["count"].item())


def test_ctdc_every_repeated_row_is_a_person(ctdc: Ran) -> None:
    counts = ctdc.steps.outcomes("ctdc_kanon", ctdc.steps.deliveries("ctdc_kanon")[0].name)[0].counts
    assert (counts.read, counts.accepted, counts.duplicate, counts.rejected) == (97_750, 97_750, 0, 0)
    assert cell(ctdc, "people_by_age_and_gender") == 97_750


@pytest.mark.parametrize(("gender", "people"), [("female", 68_083), ("male", 21_465), ("transgender", 64)])
def test_ctdc_gender(ctdc: Ran, gender: str, people: int) -> None:
    assert cell(ctdc, "people_by_age_and_gender", gender=gender) == people


def test_ctdc_share_is_of_those_with_any_answer(ctdc: Ran) -> None:
    frame = ctdc.published("people_by_exploitation")
    row = frame[(frame["exploitation"] == "sexual_exploitation") & (frame["age_group"] == "total")]
    assert row["at_least"].item() <= 45_582 <= row["at_most"].item()
    assert abs(row["base"].item() - 71_220) <= 10
    assert row["pct"].item() == 64


def test_ctdc_means_of_control_are_the_flags_of_the_file(ctdc: Ran) -> None:
    with (DATA / CTDC).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert cell(ctdc, "people_by_means_of_control", means_of_control="debt_bondage") == sum(
        row["meansOfControlDebtBondage"] == "1" for row in rows
    )


def test_fbi_sums_by_year_keep_repeated_rows(run: Run) -> None:
    fbi = run("fbi", {"fbi_ht": ["fbi_ht_2013_2020/HT_2013-2020.csv"]})
    years = [cell(fbi, "tallies", source="fbi_ht", measure="reported", period=str(year)) for year in range(2013, 2021)]
    assert years == [20, 468, 832, 1_280, 1_298, 1_457, 2_084, 2_160]


def test_minnesota_six_people_in_six_agencies(minnesota: Ran) -> None:
    assert cell(minnesota, "people_by_age_and_gender") == 6
    areas = minnesota.counted("people_by_area")
    towns = areas[(areas["period"] == "total") & ~areas["area"].isin(["MN", "any_answer", "unknown", "total"])]
    assert towns["count"].sum() == 6
    assert towns["count"].max() <= 1 + 1


def test_minnesota_no_published_cell_gives_anyone_away(minnesota: Ran) -> None:
    for path in sorted((minnesota.steps.project.data("draft") / "tables").glob("*.parquet")):
        frame = minnesota.published(path.stem)
        if "count" in frame:
            shown = frame.loc[frame["status"] == "shown", "count"]
            assert ((shown == 0) | (shown >= 10)).all(), path.stem


def test_minnesota_shows_no_town(minnesota: Ran) -> None:
    areas = minnesota.published("people_by_area")
    counties = areas[~areas["area"].isin(["MN", "MN-unspecified", "any_answer", "unknown", "total"])]
    for _, year in counties.groupby("period"):
        assert len(set(year["status"])) == 1, "a mark on some counties alone would say where the six people are"


def test_nrm_embedded_totals_are_not_added_to_their_parts(nrm: Ran) -> None:
    for source, path in NRM.items():
        with (DATA / path).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        naive = sum(int(row["People"]) for row in rows)
        ours = cell(nrm, "tallies", source=source, measure="identified", period="2022")
        times = 8 if source == "local_authority" else 10
        assert naive == times * ours, source


def test_nrm_combined_labels_are_several_types(nrm: Ran) -> None:
    expected: Counter[str] = Counter()
    with (DATA / NRM["ngo"]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if "Total" not in row.values() and not row["First responder"].endswith("total"):
                for part in row["Exploitation type"].replace(" & ", ", ").split(", "):
                    expected[part] += int(row["People"])
    assert cell(nrm, "tallies_by_exploitation", source="ngo", exploitation="sexual_exploitation") == expected["Sexual"]
    assert cell(nrm, "tallies_by_exploitation", source="ngo", exploitation="forced_labour") == expected["Labour"]


def test_st_louis_incidents_delivered_again_are_one(run: Run) -> None:
    stlouis = run(
        "stlouis", {"slmpd": ["slmpd_stlouis_2024/Crime-01-2024.csv", "slmpd_stlouis_2024/Crime-03-2024.csv"]}
    )
    numbers = set()
    for name in ("Crime-01-2024.csv", "Crime-03-2024.csv"):
        with (DATA / "slmpd_stlouis_2024" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["NIBRS"] in ("64A", "64B") or row["Offense"].startswith("TRAFFICKING FOR"):
                    numbers.add(row["IncidentNum"].strip())
    assert cell(stlouis, "incidents_by_place") == len(numbers) == 1


def test_kobo_joined_and_separate_answers_agree(run: Run) -> None:
    kobo = run("kobo", {"reach": ["kobo_reach_household_survey/cleaningtools_raw_data.csv"]})
    with (DATA / "kobo_reach_household_survey/cleaningtools_raw_data.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    expected = sum("employment" in row["primary_livelihood"].split() for row in rows)
    assert cell(kobo, "survey_answers", question="livelihood", answer="livelihood:employment") == expected
    outcome = kobo.steps.outcomes("reach", kobo.steps.deliveries("reach")[0].name)[0]
    assert "TIP-E167" not in {found.code for found in outcome.problems}

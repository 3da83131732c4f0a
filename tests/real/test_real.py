"""Published answers of real files: the figures were printed by those who made the files, or counted apart from us.

And what an attacker gets out of the pages made of them: nothing.
"""

import csv
import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from dashboards.texts import read_texts
from pipelines.audit import audit
from pipelines.inspect_site import inspect_site
from pipelines.verify import verify
from tests.built_pages import figures_of
from tests.real.conftest import DATA, FILES, Ran, Run

CTDC = FILES["ctdc"]["ctdc_kanon"][0]
NRM = {name: paths[0] for name, paths in FILES["nrm"].items()}


@pytest.fixture(scope="module")
def ctdc(run: Run) -> Ran:
    return run("ctdc")


@pytest.fixture(scope="module")
def minnesota(run: Run) -> Ran:
    return run("minnesota")


@pytest.fixture(scope="module")
def nrm(run: Run) -> Ran:
    return run("nrm")


def cell(ran: Ran, table: str, **values: str) -> int:
    frame = ran.counted(table)
    for name in frame.columns.difference(["count", "most", "weighted_pct", "is_reported", *values]):
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
    fbi = run("fbi")
    years = [cell(fbi, "tallies", source="fbi_ht", measure="reported", period=str(year)) for year in range(2013, 2021)]
    assert years == [20, 468, 832, 1_280, 1_298, 1_457, 2_084, 2_160]


def test_minnesota_six_people_in_six_agencies(minnesota: Ran) -> None:
    assert cell(minnesota, "people_by_age_and_gender") == 6
    areas = minnesota.counted("people_by_area")
    towns = areas[(areas["period"] == "total") & ~areas["area"].isin(["MN", "any_answer", "unknown", "total"])]
    assert towns["count"].sum() == 6
    assert towns["count"].max() <= 1 + 1


def test_minnesota_no_published_cell_gives_anyone_away(minnesota: Ran) -> None:
    for path in sorted((minnesota.steps.project.published / "tables").glob("*.parquet")):
        frame = minnesota.published(path.stem)
        if "count" in frame:
            shown = frame.loc[frame["status"] == "shown", "count"]
            assert ((shown == 0) | (shown >= 10)).all(), path.stem


def test_minnesota_shows_no_town(minnesota: Ran) -> None:
    areas = minnesota.published("people_by_area")
    counties = areas[~areas["area"].isin(["MN", "MN-unspecified", "any_answer", "unknown", "total"])]
    for _, year in counties.groupby("period"):
        told = year.drop(columns=["area", "period"]).drop_duplicates()
        assert len(told) == 1, "a mark on some counties alone would say where the six people are"


def test_minnesota_pages_say_the_same_of_every_county(minnesota: Ran) -> None:
    counties = {area.name for area in minnesota.steps.project.areas if area.level == "county"}
    # How many people live in a county, and what chance would give there, every reader knows.
    known = {read_texts("en", {})(f"columns.{name}") for name in ("population", "funnel_low", "funnel_high")}
    told: dict[str, list[object]] = {name: [] for name in counties}
    for figure in figures_of(minnesota.site):
        for names, cells in zip(figure.names, figure.lines, strict=True):
            for county in counties.intersection(names):
                others = [name for name in names if name != county]
                page = re.sub(r"where-.+", "where-one.html", figure.page)  # each area has a page of its own
                heads = figure.heads[len(figure.heads) - len(cells) :]
                own = [cell for head, cell in zip(heads, cells, strict=True) if head not in known]
                told[county].append((page, figure.name, others, own))
    first, *rest = told.values()
    assert first
    assert all(found == first for found in rest)


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
    stlouis = run("stlouis")
    numbers = set()
    for path in FILES["stlouis"]["slmpd"]:
        with (DATA / path).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["NIBRS"] in ("64A", "64B") or row["Offense"].startswith("TRAFFICKING FOR"):
                    numbers.add(row["IncidentNum"].strip())
    assert cell(stlouis, "incidents_by_place") == len(numbers) == 1


def test_kobo_joined_and_separate_answers_agree(run: Run) -> None:
    kobo = run("kobo")
    with (DATA / FILES["kobo"]["reach"][0]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = sum("employment" in row["primary_livelihood"].split() for row in rows)
    assert cell(kobo, "survey_answers", question="livelihood", answer="livelihood:employment") == expected
    outcome = kobo.steps.outcomes("reach", kobo.steps.deliveries("reach")[0].name)[0]
    assert "TIP-E167" not in {found.code for found in outcome.problems}


@pytest.mark.parametrize("name", FILES)
def test_an_attacker_learns_nothing_from_the_pages(name: str, run: Run) -> None:
    """As `tipstats audit` and `tipstats verify` do it with a built site."""
    site = run(name).site
    found = audit(site)
    assert found.cells > 0
    assert found.quantities > 0
    assert (found.disclosed, found.loose) == (0, ())
    assert inspect_site(site) == []
    proved = verify(site)
    assert proved.facts == found.cells
    assert proved.quantities > 0


def test_an_attacker_learns_much_from_the_counts_as_they_were_printed(nrm: Ran, tmp_path: Path) -> None:
    """The same tables with exact counts, so that nothing disclosed is not an attacker who is blind to them."""
    folder = Path(shutil.copytree(nrm.steps.project.published, tmp_path / "printed"))
    release = folder / "release.json"
    release.write_text(json.dumps({**json.loads(release.read_text(encoding="utf-8")), "profile": "exact"}))
    for path in sorted((folder / "tables").glob("tallies*.parquet")):
        path.unlink()
        cells = nrm.published(path.stem)
        names = [name for name in nrm.counted(path.stem).columns if name in cells and name != "count"]
        exact = cells[names].merge(nrm.counted(path.stem), on=names, how="left")["count"]
        cells = cells[names].assign(count=exact, at_least=exact, at_most=exact, status="shown")
        cells.to_csv(path.with_suffix(".csv"), index=False)
    assert audit(folder).disclosed > 0

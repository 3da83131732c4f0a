"""Figures say what was published, and nothing else: numbers, sentences, hidden cells, zeros, order."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from dashboards.area_map import Step, steps
from dashboards.cells import breakdown, is_missing_answer, without_unused
from dashboards.charts import who_gender
from dashboards.texts import Texts, read_texts
from pipelines.show.charts import Chart, find_charts
from pipelines.show.figures import Figure, Missing, make_figure
from pipelines.show.release import Release, read_release
from schemas.problems import DeclarationMistake
from tests.published_example import write_published

CHARTS = find_charts()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_published(tmp_path_factory.mktemp("published") / "p")


@pytest.fixture(scope="module")
def release(published: Path) -> Release:
    return read_release(published)


@pytest.fixture(scope="module")
def texts(release: Release) -> Texts:
    return read_texts("en", release.labels)


def figure_of(name: str, release: Release, texts: Texts) -> Figure:
    made = make_figure(next(chart for chart in CHARTS if chart.name == name), release, texts)
    assert isinstance(made, Figure)
    return made


def by_label(figure: Figure) -> dict[str, tuple[str, ...]]:
    return {line[0]: line[1:] for line in figure.grid.lines}


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_every_number_of_a_table_is_a_published_one(
    chart: Chart, release: Release, texts: Texts, published: Path
) -> None:
    figure = make_figure(chart, release, texts)
    if isinstance(figure, Missing):
        assert chart.table not in release.tables or chart.select(release.tables[chart.table].rows).empty
        return
    rows = pd.read_parquet(published / "tables" / f"{chart.table}.parquet")
    numbers = [value for name in rows.select_dtypes("number") for value in rows[name].dropna()]
    allowed = {f"{value:,.0f}" for value in numbers} | {f"{value:,.1f}" for value in numbers}
    marks = {"[c]", "[x]", "[z]", "report"}
    found = {cell.removesuffix("%") for line in figure.grid.lines for cell in line[figure.grid.leading :]}
    assert found - marks <= allowed


def test_a_table_says_exactly_what_its_rows_say(release: Release, texts: Texts) -> None:
    found = by_label(figure_of("who_gender", release, texts))
    assert found["Female"] == ("260", f"{260 / 390 * 100:.1f}%")
    assert found["Transgender"] == ("[c]", "[c]")
    assert found["Total"] == ("412", "[z]")


def test_a_sentence_is_made_from_published_cells(release: Release, texts: Texts) -> None:
    said = figure_of("who_gender", release, texts).sentence
    assert said == (
        "The largest number that can be shown is “Female”, 260 of 390 people with a known answer "
        f"(about {round(260 / 390 * 100)}%). One of 3 numbers is hidden to protect people."
    )
    tie = figure_of("where_places", release, texts).sentence
    assert tie.startswith("Recorded most often: “Hotel or motel” and “Private home”, 34 each,")
    assert "hidden" in figure_of("who_suspects", release, texts).sentence


def test_a_number_below_half_is_not_said_to_be_the_most_beside_hidden_ones(release: Release, texts: Texts) -> None:
    rows = release.tables["people_by_age_and_gender"].rows.copy()
    rows.loc[(rows["gender"] == "female"), ["count", "pct", "status"]] = [None, None, "hidden"]
    said = who_gender.sentence(who_gender.select(rows), texts)
    assert said.startswith("The largest number that can be shown is “Male”, 130 of 390")
    assert said.endswith("A hidden number may be larger.")


def test_missing_answers_that_nobody_gave_are_left_out_and_hidden_ones_stay() -> None:
    rows = pd.DataFrame({"gender": ["total", "female", "unknown", "refused"], "count": [12, 12, 0, None]})
    rows["count"] = rows["count"].astype("Int64")
    assert list(without_unused(rows, is_missing_answer)["gender"]) == ["total", "female", "refused"]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_every_number_of_a_sentence_can_be_found(chart: Chart, release: Release, texts: Texts) -> None:
    figure = make_figure(chart, release, texts)
    if isinstance(figure, Missing):
        return
    rows = chart.select(release.tables[chart.table].rows)
    numbers = [value for name in rows.select_dtypes("number") for value in rows[name].dropna()]
    allowed = {f"{value:,.0f}" for value in numbers} | {f"{value:,.1f}" for value in numbers}
    allowed |= {str(int(value + 0.5)) for value in rows.get("pct", pd.Series(dtype="float")).dropna()}
    # A sentence may also say how many rows, areas, sources and questions there are, and residents of a rate.
    allowed |= {str(number) for number in range(len(rows) + 1)} | {"100,000"}
    said = re.sub(r"\b20\d\d(-Q\d)?\b|“[^”]*”", "", figure.sentence)
    assert set(re.findall(r"\d[\d,]*(?:\.\d+)?", said)) <= allowed


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_hidden_is_never_drawn_or_written_as_a_number(chart: Chart, release: Release, texts: Texts) -> None:
    figure = make_figure(chart, release, texts)
    if isinstance(figure, Missing):
        return
    rows = chart.select(release.tables[chart.table].rows)
    hidden = int((rows["status"] == "hidden").sum()) if "status" in rows else 0
    counts = [cell for line in figure.grid.lines for cell in line[figure.grid.leading :]]
    assert counts.count("[c]") >= hidden
    assert counts.count("0") <= int((rows.select_dtypes("number") == 0).sum().sum())


def test_bars_draw_shown_numbers_and_only_those(release: Release, texts: Texts) -> None:
    drawn = json.loads(figure_of("who_gender", release, texts).drawing)
    shown, hidden = drawn["data"]
    assert shown["x"] == [260, 130, 22]
    assert hidden["x"] == [390], "the band is as long as the axis, whatever the number is"
    assert hidden["marker"]["pattern"]["shape"] == "/"


def test_a_zero_without_a_report_is_no_zero(release: Release, texts: Texts) -> None:
    lines = by_label(figure_of("when_year", release, texts))
    police, ngo = 1, 2
    assert lines["2022"][police] == "78"
    assert lines["2022"][ngo] == "[x]"
    assert lines["2023"][ngo] == "102"


def test_areas_are_ranked_by_published_rate_and_hidden_ones_stay_in_their_order(release: Release, texts: Texts) -> None:
    order = [line[0] for line in figure_of("where_rates", release, texts).grid.lines]
    assert order == ["North District", "East District", "West District", "South District", "Lake District"]


def test_classes_of_a_map_hold_equal_rates_together() -> None:
    assert steps([]) == []
    assert steps([0.0, 5.0]) == [Step(5.0, 5.0)]
    assert steps([1.0, 1.0, 1.0, 2.0]) == [Step(1.0, 1.0), Step(2.0, 2.0)]
    assert steps([float(rate) for rate in range(1, 11)]) == [Step(low, low + 1) for low in (1.0, 3.0, 5.0, 7.0, 9.0)]


def test_a_chart_that_asks_for_a_column_that_is_not_there_is_told_so(release: Release) -> None:
    with pytest.raises(DeclarationMistake) as mistake:
        breakdown(release.tables["people_by_age_and_gender"].rows, "shoe_size")
    assert mistake.value.problems[0].code == "TIP-E351"
    assert "age_group, gender" in mistake.value.problems[0].expected


def test_a_mistake_names_the_chart_file(release: Release, texts: Texts) -> None:
    with pytest.raises(DeclarationMistake) as mistake:
        Chart("who_gender", who_gender).sentence(release.tables["services"].rows, texts)
    assert mistake.value.problems[0].file == "who_gender.py"


def test_a_missing_text_stops_the_build(texts: Texts) -> None:
    with pytest.raises(DeclarationMistake, match="TIP-E352"):
        texts("no.such.key")


@pytest.mark.parametrize(
    ("share", "said"), [(0.4, "less than 1%"), (12.5, "about 13%"), (99.7, "more than 99%"), (100.0, "about 100%")]
)
def test_rounded_percentages_never_round_to_nothing_or_to_all(share: float, said: str, texts: Texts) -> None:
    assert texts.about_pct(share) == said

"""Figures show what was published, and nothing else: numbers, limits, withheld cells, zeros, order."""

import json
from pathlib import Path

import pandas as pd
import pytest

from dashboards.answers import answer_bars
from dashboards.area_map import Step, steps
from dashboards.cells import breakdown, is_missing_answer, without_unused
from dashboards.charts import who_gender
from dashboards.palette import STEPS
from dashboards.texts import Texts, read_texts
from pipelines.show import show
from pipelines.show.charts import Chart, find_charts
from pipelines.show.figures import Figure, Missing, make_figure
from pipelines.show.published import read_release
from pipelines.show.release import Release
from schemas.problems import DeclarationMistake
from tests.published_example import write_published

RATES = ("rate_per_100k", "rate_low", "rate_high", "funnel_low", "funnel_high")
AGAINST = ("higher", "lower", "near", "all", "none")
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
    allowed = {"[c]", "[u]", "[x]", "[z]", "report", *(texts(f"against.{key}") for key in AGAINST)}
    for row in rows.to_dict("records") if "count" in rows else ():
        allowed |= {f"{row[name]:,.0f}" for name in ("pct", "weighted_pct") if is_number(row.get(name))}
        allowed |= {f"{row[name]:,.1f}" for name in RATES if is_number(row.get(name))}
        allowed |= {f"{row['population']:,.0f}"} if is_number(row.get("population")) else set()
        allowed |= {f"<{row['at_most'] + 1:.0f}"} if row["status"] == "below" else set()
        if row["status"] == "shown":
            allowed |= {
                f"{row['count']:,.0f}",
                f"{row['count']:,.0f} ({row['at_least']:.0f}\u2013{row['at_most']:.0f})",
            }
    assert {cell.removesuffix("%") for line in figure.grid.lines for cell in line[figure.grid.leading :]} <= allowed


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not pd.isna(value)


def test_a_table_says_exactly_what_its_rows_say(release: Release, texts: Texts) -> None:
    found = by_label(figure_of("who_gender", release, texts))
    assert found["Female"] == ("260", f"{260 / 390 * 100:.0f}%")
    assert found["Transgender"] == ("<10", "[c]"), "a limit is told, and no share of it"
    assert found["Total"] == ("410", "[z]")
    assert by_label(figure_of("who_citizenship", release, texts))["Asia"][0] == "40 (30\u201349)"
    assert by_label(figure_of("who_suspects", release, texts))["Male"][0] == "[c]"


def test_a_mark_is_read_aloud_in_words(release: Release, texts: Texts) -> None:
    spoken = figure_of("who_citizenship", release, texts).grid.spoken
    assert spoken["<20"] == "fewer than 20"
    assert spoken["[c]"] == "withheld"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_what_is_not_shown_is_never_written_or_drawn_as_a_number(chart: Chart, release: Release, texts: Texts) -> None:
    figure = make_figure(chart, release, texts)
    if isinstance(figure, Missing):
        return
    rows = chart.select(release.tables[chart.table].rows)
    if "status" in rows:
        cells = [cell for line in figure.grid.lines for cell in line[figure.grid.leading :]]
        assert cells.count("[c]") >= int((rows["status"] == "withheld").sum())
        assert sum(cell.startswith("<") for cell in cells) == int((rows["status"] == "below").sum())
        assert "0" not in cells, "the example has no true zero"


def test_rounding_is_said_on_every_page_with_counts(published: Path, tmp_path: Path) -> None:
    show(published, tmp_path / "site")
    assert "rounded to the nearest 10" in (tmp_path / "site" / "who.html").read_text(encoding="utf-8")
    exact = write_published(tmp_path / "exact", [], profile="exact")
    show(exact, tmp_path / "other")
    assert "rounded to the nearest" not in (tmp_path / "other" / "who.html").read_text(encoding="utf-8")


def test_missing_answers_that_nobody_gave_are_left_out_and_hidden_ones_stay() -> None:
    rows = pd.DataFrame({"gender": ["total", "female", "unknown", "refused"], "count": [12, 12, 0, None]})
    rows["count"] = rows["count"].astype("Int64")
    assert list(without_unused(rows, is_missing_answer)["gender"]) == ["total", "female", "refused"]


def test_bars_draw_shown_numbers_limits_and_nothing_else(release: Release, texts: Texts) -> None:
    shown, below = json.loads(figure_of("who_citizenship", release, texts).drawing)["data"]
    assert shown["x"] == [200, 40, 20]
    assert below["x"] == [20], "as long as the limit, whatever the number is"
    assert "pattern" not in below["marker"]
    withheld = json.loads(figure_of("who_suspects", release, texts).drawing)["data"][-1]
    assert withheld["x"] == [90, 90], "as long as the axis, whatever the numbers are"
    assert withheld["marker"]["pattern"]["shape"] == "/"


def test_many_small_numbers_share_a_line(release: Release, texts: Texts) -> None:
    rows = release.tables["people_by_exploitation"].rows
    few = answer_bars(breakdown(rows, "exploitation"), "exploitation", texts)
    assert not any("each" in note.text for note in few.layout.annotations)
    more = rows.assign(status=rows["status"].replace("withheld", "below"), at_most=rows["at_most"].fillna(9))
    many = answer_bars(breakdown(more, "exploitation"), "exploitation", texts)
    said = many.layout.annotations[-1].text.replace("<br>", " ")
    assert said.startswith("&lt;10 each: Slavery and similar practices, ")
    assert len(many.data) == 1, "no band is drawn for any of them"


def test_lines_have_bands_and_gaps_but_no_zero(release: Release, texts: Texts) -> None:
    drawn = json.loads(figure_of("when_quarter", release, texts).drawing)
    police = [trace for trace in drawn["data"] if trace["xaxis"] == "x2"]
    withheld, below, line = police
    assert (withheld["x"], withheld["y"]) == ([8], [max(20, 30, 40)]), "over the whole height of the panel"
    assert (below["x"], below["y"]) == ([3], [9]), "from zero to the largest number that it can be"
    assert [line["y"][at] for at in (2, 3, 8)] == [20, None, None]


def test_a_zero_without_a_report_is_no_zero(release: Release, texts: Texts) -> None:
    lines = by_label(figure_of("when_year", release, texts))
    police, ngo = 1, 2
    assert lines["2022"][police] == "80"
    assert lines["2022"][ngo] == "[x]"
    assert lines["2023"][ngo] == "100"


def test_areas_stand_in_the_order_of_the_areas_file_whatever_their_rates(release: Release, texts: Texts) -> None:
    named = [value for value in release.labels["area"] if value in {"total", "X1", "X2", "X3", "X4", "X5"}]
    for name in ("where_rates", "where_intervals"):
        order = [line[0] for line in figure_of(name, release, texts).grid.lines]
        assert order == [texts.label("area", code) for code in sorted(named, key=lambda code: code != "total")]


def test_small_and_withheld_areas_are_hatched_in_two_ways(release: Release, texts: Texts) -> None:
    drawn = json.loads(figure_of("where_map", release, texts).drawing)["data"]
    areas = [trace.get("fillpattern", {}).get("shape") for trace in drawn if trace["type"] == "scatter"]
    assert areas == [None, None, "/", "|", None]
    legend = [trace["name"] for trace in drawn if trace["type"] == "bar"]
    assert legend[-2:] == ["too few for a rate", "withheld"]


def test_classes_of_a_map_hold_equal_rates_together() -> None:
    assert steps([]) == []
    assert steps([0.0, 5.0]) == [Step(5.0, 5.0, STEPS[4])]
    assert steps([1.0, 1.0, 1.0, 2.0]) == [Step(1.0, 1.0, STEPS[1]), Step(2.0, 2.0, STEPS[3])]
    each = [Step(low, low + 1, colour) for low, colour in zip((1.0, 3.0, 5.0, 7.0, 9.0), STEPS, strict=True)]
    assert steps([float(rate) for rate in range(1, 11)]) == each


def test_rates_that_are_alike_look_alike_on_the_map() -> None:
    alike = [115.4, 118.6, 121.2, 122.2, 125.0, 127.7, 131.6, 134.1]
    assert steps(alike) == [Step(115.4, 134.1, STEPS[2])]
    assert [step.colour for step in steps([*alike, 900.0])] == [STEPS[0], STEPS[4]]


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
